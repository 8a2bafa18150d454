import type { SignerContext } from '../../../app/register/decide-signers.ts';
import type { RegisterContext } from '../../../app/register/ports.ts';
import type { Fault } from '../../../app/register/refuse-message.ts';
import type { Result } from '../../../domain/result.ts';
import type { AuthorityPolicy } from '../../../domain/trust/authority-policy.ts';
import { registerText } from '../../text/register.ts';
import { serveText } from '../../text/serve.ts';
import { signersCommandText as t } from '../../text/signers-command.ts';
import { type ExitCode, exit, type Io } from '../command.ts';
import type { SettingsTrouble } from '../commands/serve.ts';

/** A province officer's desk: the certificate register, and what decides with it. */
export interface SignerDesk {
  readonly context: SignerContext & Pick<RegisterContext, 'trust'>;
  readonly policy: AuthorityPolicy;
  /** Who sits here, as the history will name them. */
  readonly officer: string;
}

/** Why a certificate file cannot be used. */
export interface CertificateFileRefusal {
  readonly code: 'file-unreadable' | 'no-certificate' | 'password-wrong';
  readonly file: string;
}

export interface SignerDeps {
  /** The settings file that is used when none is named. */
  readonly usualConfig: string;
  /** Opens the register of the settings for one act: nothing listens. */
  open<T>(
    config: string,
    use: (desk: SignerDesk) => Promise<T>,
  ): Promise<Result<T, SettingsTrouble>>;
  /** The certificates of PEM, DER and PKCS#12 files; the first of each file. */
  readCertificates(
    files: readonly string[],
    passwordFile: string | null,
  ): Promise<Result<readonly Uint8Array[], CertificateFileRefusal>>;
}

/** What a verb found or did: JSON for programs, lines for people. */
export interface Told {
  readonly json: unknown;
  readonly lines: readonly string[];
}

/** A verb's answer: a result, faults that refuse it, or a sentence about how it was asked. */
export type Answer =
  | { readonly kind: 'told'; readonly told: Told }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }
  | { readonly kind: 'usage'; readonly sentence: string };

export const told = (json: unknown, lines: readonly string[]): Answer => ({
  kind: 'told',
  told: { json, lines },
});
export const usage = (sentence: string): Answer => ({ kind: 'usage', sentence });

/** Runs a verb at the desk and prints its answer. */
export async function atDesk(
  deps: SignerDeps,
  asked: { readonly config: string | undefined; readonly json: boolean; readonly usage: string },
  io: Io,
  verb: (desk: SignerDesk) => Promise<Answer>,
): Promise<ExitCode> {
  const opened = await deps.open(asked.config ?? deps.usualConfig, verb);
  if (!opened.ok) {
    const { code, file, names } = opened.refusal;
    const missing = code === 'settings-unreadable' && asked.config === undefined;
    io.stderr(`${missing ? t.noConfig(file) : serveText.settings[code](file, names)}\n`);
    return exit.unreadable;
  }
  const answer = opened.value;
  switch (answer.kind) {
    case 'told':
      io.stdout(
        asked.json ? `${JSON.stringify(answer.told.json)}\n` : `${answer.told.lines.join('\n')}\n`,
      );
      return exit.done;
    case 'faults': {
      const faults = answer.faults.map(({ code, facts }) => ({
        code,
        ...registerText(code, facts),
        facts,
      }));
      if (asked.json) io.stdout(`${JSON.stringify({ faults })}\n`);
      for (const { sentence, remedy } of faults) {
        io.stderr(`${remedy === null ? sentence : `${sentence} ${remedy}`}\n`);
      }
      return exit.refused;
    }
    case 'usage':
      io.stderr(`${answer.sentence}\nhocba ${asked.usage}\n`);
      return exit.usage;
  }
}
