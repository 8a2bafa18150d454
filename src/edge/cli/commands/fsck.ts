import { parseArgs } from 'node:util';
import type { Difference } from '../../../app/register/fsck/difference.ts';
import type { FsckReport } from '../../../app/register/fsck/fsck-register.ts';
import type { Result } from '../../../domain/result.ts';
import { fsckText } from '../../text/register.ts';
import { fsckCommandText as t } from '../../text/register-command.ts';
import { serveText } from '../../text/serve.ts';
import { type Command, exit } from '../command.ts';
import type { SettingsTrouble } from './serve.ts';

export interface FsckDeps {
  /** The settings file that is used when none is named. */
  readonly usualConfig: string;
  fsck(config: string, quick: boolean): Promise<Result<FsckReport, SettingsTrouble>>;
}

/** `hocba fsck`: the register recomputed from bytes and events. */
export const fsckCommand = (deps: FsckDeps): Command => ({
  name: 'fsck',
  summary: t.summary,
  usage: t.usage,
  async run(args, io) {
    const options = readOptions(args);
    if (options === undefined) {
      io.stderr(`hocba ${t.usage}\n`);
      return exit.usage;
    }
    const checked = await deps.fsck(options.config ?? deps.usualConfig, options.quick);
    if (!checked.ok) {
      const { code, file, names } = checked.refusal;
      const missing = code === 'settings-unreadable' && options.config === undefined;
      io.stderr(`${missing ? t.noConfig(file) : serveText.settings[code](file, names)}\n`);
      return exit.unreadable;
    }
    const report = checked.value;
    io.stdout(options.json ? `${JSON.stringify(withSentences(report))}\n` : describe(report));
    return report.differences.length === 0 ? exit.done : exit.refused;
  },
});

const withSentences = (report: FsckReport) => ({
  ...report,
  differences: report.differences.map((one) => ({ ...one, sentence: fsckText[one.code] })),
});

function describe(report: FsckReport): string {
  const { differences } = report;
  const lines = [t.looked(report)];
  if (differences.length === 0) lines.push(t.clean);
  else lines.push(t.differences(differences.length), ...differences.map(line));
  return `${lines.join('\n')}\n`;
}

function line(difference: Difference): string {
  const places = (['leafIndex', 'message', 'size', 'sha256', 'detail'] as const).flatMap((key) =>
    difference[key] === undefined ? [] : [`${t.place[key]} ${difference[key]}`],
  );
  const where = places.length === 0 ? '' : ` (${places.join('; ')})`;
  return `  - ${fsckText[difference.code]}${where}`;
}

function readOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean' },
        quick: { type: 'boolean' },
        config: { type: 'string' },
      },
    });
    return { json: values.json === true, quick: values.quick === true, config: values.config };
  } catch {
    return undefined;
  }
}
