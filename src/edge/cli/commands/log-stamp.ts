import { parseArgs } from 'node:util';
import type {
  RenewalAnswer,
  RenewalRefusal,
  RenewalRequest,
} from '../../../app/register/stamp/renew-evidence.ts';
import type { Stamped, StampingRefusal } from '../../../app/register/stamp/stamp-checkpoint.ts';
import type { Result } from '../../../domain/result.ts';
import { stampRefusalSentence, stampText as t } from '../../text/stamp.ts';
import { type ExitCode, exit, type Io } from '../command.ts';
import { settingsTrouble } from '../settings-trouble.ts';
import type { SettingsTrouble } from './serve.ts';

type NoAuthority = { readonly code: 'no-authority' };

/** The register's own side: its heads are stamped, its evidence renewed. */
export interface StampDeps {
  /** The settings file that is used when none is named. */
  readonly usualConfig: string;
  stamp(
    config: string,
  ): Promise<Result<Result<Stamped, StampingRefusal | NoAuthority>, SettingsTrouble>>;
  renew(
    config: string,
    request: RenewalRequest,
  ): Promise<Result<Result<RenewalAnswer, RenewalRefusal | NoAuthority>, SettingsTrouble>>;
}

/** `hocba log stamp` and `hocba log renew`; undefined for arguments that are not understood. */
export async function runStamp(
  args: readonly string[],
  deps: StampDeps,
  io: Io,
): Promise<ExitCode | undefined> {
  const options = readOptions(args);
  if (options === undefined) return undefined;
  const config = options.config ?? deps.usualConfig;
  return options.verb === 'stamp'
    ? tell(await deps.stamp(config), t.stamped, options.json, io)
    : tell(await deps.renew(config, options.request), t.renewed, options.json, io);
}

function tell<T>(
  asked: Result<Result<T, Parameters<typeof stampRefusalSentence>[0]>, SettingsTrouble>,
  words: (value: T) => string,
  format: 'json' | 'text',
  io: Io,
): ExitCode {
  if (!asked.ok) return settingsTrouble(asked.refusal, io);
  const answer = asked.value;
  if (format === 'json')
    io.stdout(`${JSON.stringify(answer.ok ? answer.value : answer.refusal)}\n`);
  else io.stdout(`${answer.ok ? words(answer.value) : stampRefusalSentence(answer.refusal)}\n`);
  if (answer.ok) return exit.done;
  // Nothing new to stamp is no failure.
  const isDone = /^(head-already-stamped|stamped-today)$/.test(answer.refusal.code);
  return isDone ? exit.done : exit.refused;
}

const isDigest = (text: string): text is RenewalRequest['digest'] =>
  /^sha(256|384|512)$/.test(text);

function readOptions(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        config: { type: 'string' },
        digest: { type: 'string' },
        rehash: { type: 'boolean' },
        json: { type: 'boolean' },
      },
      allowPositionals: true,
    });
    const [verb, ...more] = positionals;
    const digest = values.digest ?? 'sha256';
    const isStamp = verb === 'stamp' && values.digest === undefined && values.rehash !== true;
    if (more.length > 0 || !isDigest(digest) || !(isStamp || verb === 'renew')) return undefined;
    const tree = values.rehash === true ? 'anew' : 'kept';
    const json = values.json === true ? 'json' : 'text';
    const { config } = values;
    return { verb, config, request: { digest, tree }, json } as const;
  } catch {
    return undefined;
  }
}
