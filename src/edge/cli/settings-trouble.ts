import { serveText } from '../text/serve.ts';
import { type ExitCode, exit, type Io } from './command.ts';
import type { SettingsTrouble } from './commands/serve.ts';

/** Says what is wrong with a settings file. */
export function settingsTrouble({ code, file, names }: SettingsTrouble, io: Io): ExitCode {
  io.stderr(`${serveText.settings[code](file, names)}\n`);
  return exit.unreadable;
}
