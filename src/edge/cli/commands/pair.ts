import { parseArgs } from 'node:util';
import type { Result } from '../../../domain/result.ts';
import { pairText as t } from '../../text/signing.ts';
import { type Command, exit } from '../command.ts';
import { settingsTrouble } from '../settings-trouble.ts';
import type { SettingsTrouble } from './serve.ts';

export type PairTrouble =
  | SettingsTrouble
  | { readonly code: 'signing-not-by-agent' | 'pairing-closed' | 'pairing-code-wrong' };

export interface PairDeps {
  /** The settings file that is meant when none is named; null when there is none. */
  readonly usualConfig: string | null;
  /** Exchanges the code on the agent's window for what the agent will know us by, and keeps it. Answers where. */
  pair(config: string, code: string, signal: AbortSignal): Promise<Result<string, PairTrouble>>;
}

/** `hocba pair`: once for each school's program and agent. */
export const pairCommand = (deps: PairDeps): Command => ({
  name: 'pair',
  summary: t.summary,
  usage: t.usage,
  async run(args, io, signal) {
    const options = readOptions(args, deps.usualConfig);
    if (options === undefined) {
      io.stderr(`hocba ${t.usage}\n`);
      return exit.usage;
    }
    const paired = await deps.pair(options.config, options.code, signal);
    if (paired.ok) {
      io.stdout(options.json ? `${JSON.stringify({ kept: paired.value })}\n` : `${t.paired}\n`);
      return exit.done;
    }
    const { refusal } = paired;
    if (options.json) io.stdout(`${JSON.stringify({ code: refusal.code })}\n`);
    if ('file' in refusal) return settingsTrouble(refusal, io);
    io.stderr(`${t.refusals[refusal.code]}\n`);
    return exit.refused;
  },
});

function readOptions(args: readonly string[], usualConfig: string | null) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean' },
        config: { type: 'string' },
        code: { type: 'string' },
      },
    });
    const { code, config = usualConfig } = values;
    if (code === undefined || config === null) return undefined;
    return { code, config, json: values.json === true };
  } catch {
    return undefined;
  }
}
