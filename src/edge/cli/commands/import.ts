import { parseArgs } from 'node:util';
import type { ImportedYearbook, WorkbookFile } from '../../../app/import-yearbook.ts';
import type { Yearbook } from '../../../domain/school/yearbook.ts';
import { parseSchoolYear, type SchoolYear } from '../../../domain/time/school-year.ts';
import { cliText } from '../../text/cli.ts';
import { importCommandText as t } from '../../text/import-command.ts';
import { type Command, type ExitCode, exit, type Io } from '../command.ts';
import { importExitCode, importReport } from '../import-contract.ts';
import { importSummary } from '../import-summary.ts';

export interface ImportDeps {
  /** The workbooks at a path: a file, or all below a folder, named by their path from there; undefined when there is none. */
  workbooksAt(path: string): Promise<readonly WorkbookFile[] | undefined>;
  read(
    files: readonly WorkbookFile[],
    profile: { readonly code?: string; readonly year?: SchoolYear },
    onProgress: (done: number, total: number, file: string) => void,
  ): Promise<ImportedYearbook>;
  /** Keeps the year's data in the school's database. */
  store(yearbook: Yearbook): Promise<void>;
}

/** `hocba import`: workbooks in, a report of what was read, repaired and refused, cell by cell. */
export const importCommand = (deps: ImportDeps): Command => ({
  name: 'import',
  summary: t.summary,
  usage: t.usage,
  async run(args, io, signal) {
    const options = readOptions(args);
    if (options === undefined || options.paths.length === 0) {
      io.stderr(`hocba ${t.usage}\n`);
      return exit.usage;
    }
    const year = options.year === undefined ? undefined : parseSchoolYear(options.year);
    if (options.year !== undefined && year === undefined) {
      io.stderr(`${t.wrongYear(options.year)}\n`);
      return exit.usage;
    }
    const files = await gather(options.paths, deps, io);
    if (files === undefined) return exit.unreadable;
    const profile = {
      ...(options.school === undefined ? {} : { code: options.school }),
      ...(year === undefined ? {} : { year }),
    };
    const imported = await deps.read(files, profile, (done, total, file) => {
      signal.throwIfAborted();
      if (io.isTty) io.stderr(`\r\u001b[K${t.reading(done, total, file)}`);
    });
    if (io.isTty) io.stderr('\r\u001b[K');
    io.stdout(
      options.json ? `${JSON.stringify(importReport(imported))}\n` : importSummary(imported),
    );
    return finish(imported, options.dryRun, deps, io);
  },
});

async function gather(
  paths: readonly string[],
  deps: ImportDeps,
  io: Io,
): Promise<readonly WorkbookFile[] | undefined> {
  const files: WorkbookFile[] = [];
  for (const path of paths) {
    const found = await deps.workbooksAt(path);
    if (found === undefined) {
      io.stderr(`${cliText.fileMissing(path)}\n`);
      return undefined;
    }
    files.push(...found);
  }
  if (files.length > 0) return files;
  io.stderr(`${t.noFiles}\n`);
  return undefined;
}

async function finish(
  imported: ImportedYearbook,
  dryRun: boolean,
  deps: ImportDeps,
  io: Io,
): Promise<ExitCode> {
  const code = importExitCode(imported);
  if (dryRun) {
    io.stderr(`${t.notStored}\n`);
    return code;
  }
  if (code === exit.unreadable) return code;
  const { school, year, learners } = imported.yearbook;
  if (school.code === '' || parseSchoolYear(year) === undefined) {
    io.stderr(`${t.needsSchool}\n`);
    return exit.usage;
  }
  await deps.store(imported.yearbook);
  io.stderr(`${t.stored(learners.length)}\n`);
  return code;
}

function readOptions(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        school: { type: 'string' },
        year: { type: 'string' },
      },
    });
    return {
      paths: positionals,
      json: values.json === true,
      dryRun: values['dry-run'] === true,
      school: values.school,
      year: values.year,
    };
  } catch {
    return undefined;
  }
}
