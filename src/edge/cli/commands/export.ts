import { parseArgs } from 'node:util';
import { workbooksOf } from '../../../format/workbook/export/yearbook-workbooks.ts';
import type { Workbook } from '../../../format/workbook/grid.ts';
import { exportText as t } from '../../text/export.ts';
import { type Command, exit, type Io } from '../command.ts';
import { importExitCode } from '../import-contract.ts';
import { type ReadingOptions, readWorkbooks, type WorkbookReading } from '../read-workbooks.ts';

export interface ExportDeps extends WorkbookReading {
  /** True when nothing is there yet, or an empty folder. */
  isFree(folder: string): Promise<boolean>;
  /** Writes the workbooks below a folder, each under its own name. */
  write(folder: string, workbooks: readonly Workbook[]): Promise<void>;
}

/** `hocba export`: what was read, written back in the same layouts. */
export const exportCommand = (deps: ExportDeps): Command => ({
  name: 'export',
  summary: t.summary,
  usage: t.usage,
  async run(args, io, signal) {
    const options = readOptions(args);
    if (options === undefined) {
      io.stderr(`hocba ${t.usage}\n`);
      return exit.usage;
    }
    const { folder, json } = options;
    if (!(await deps.isFree(folder))) {
      io.stderr(`${t.notEmpty(folder)}\n`);
      return exit.usage;
    }
    const imported = await readWorkbooks(options, deps, io, signal);
    if (typeof imported === 'number') return imported;
    const { yearbook, results, refused, findings } = imported;
    if (yearbook.learners.length === 0) {
      io.stderr(`${t.nothing}\n`);
      return exit.unreadable;
    }
    const workbooks = workbooksOf(yearbook, results);
    await deps.write(folder, workbooks);
    if (json) io.stdout(`${JSON.stringify({ folder, files: workbooks.map(fileJson) })}\n`);
    else {
      for (const { file, sheets, rows } of workbooks.map(fileJson)) {
        io.stdout(`${t.wrote(file, sheets.length, rows)}\n`);
      }
    }
    const open = findings.filter(({ outcome }) => outcome !== 'repaired').length;
    tellRest({ refused: refused.length, open }, io);
    io.stderr(`${t.done(workbooks.length, folder, yearbook.learners.length)}\n`);
    return importExitCode(imported);
  },
});

function tellRest({ refused, open }: { refused: number; open: number }, io: Io): void {
  if (refused > 0) io.stderr(`${t.unread(refused)}\n`);
  if (open > 0) io.stderr(`${t.open(open)}\n`);
}

const fileJson = ({ file, sheets }: Workbook) => ({
  file,
  sheets: sheets.map(({ name }) => name),
  rows: sheets.reduce((sum, { rows }) => sum + rows.length, 0),
});

interface ExportOptions extends ReadingOptions {
  readonly folder: string;
  readonly json: boolean;
}

/** The folder comes first; paths after `--from` may follow as a list. */
function readOptions(args: readonly string[]): ExportOptions | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        from: { type: 'string', multiple: true },
        school: { type: 'string' },
        year: { type: 'string' },
        mapping: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const [folder, ...more] = positionals;
    const paths = [...(values.from ?? []), ...more];
    if (folder === undefined || values.from === undefined) return undefined;
    const { school, year, mapping } = values;
    return { folder, paths, school, year, mapping, json: values.json === true };
  } catch {
    return undefined;
  }
}
