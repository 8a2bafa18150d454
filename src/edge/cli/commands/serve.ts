import { parseArgs } from 'node:util';
import type { Result } from '../../../domain/result.ts';
import { serveText as t } from '../../text/serve.ts';
import { type Command, exit } from '../command.ts';

export type RoleName = 'province' | 'ministry';

export interface SettingsTrouble {
  readonly code: keyof typeof t.settings;
  readonly file: string;
  readonly names: readonly string[];
}

export interface ServeDeps {
  /** Serves until the signal; answers where it listens by `opened`. */
  serve(
    role: RoleName,
    settingsFile: string,
    opened: (url: string) => void,
    signal: AbortSignal,
  ): Promise<Result<void, SettingsTrouble>>;
}

/** `hocba serve`: one role in the field. */
export const serveCommand = (deps: ServeDeps): Command => ({
  name: 'serve',
  summary: t.summary,
  usage: t.usage,
  async run(args, io, signal) {
    const options = readOptions(args);
    if (options === undefined) {
      io.stderr(`${t.roleMissing}\nhocba ${t.usage}\n`);
      return exit.usage;
    }
    const opened = (url: string): void => io.stderr(`${t.ready(options.role, url)}\n`);
    const served = await deps.serve(options.role, options.config, opened, signal);
    if (served.ok) return exit.done;
    const { code, file, names } = served.refusal;
    io.stderr(`${t.settings[code](file, names)}\n`);
    return exit.unreadable;
  },
});

function readOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { role: { type: 'string' }, config: { type: 'string' } },
    });
    const { role, config } = values;
    if (config === undefined || (role !== 'province' && role !== 'ministry')) return undefined;
    const known: RoleName = role;
    return { role: known, config };
  } catch {
    return undefined;
  }
}
