import type { ImportedYearbook, WorkbookFile } from '../../app/import-yearbook.ts';
import { parseSchoolYear, type SchoolYear } from '../../domain/time/school-year.ts';
import type { Mapping } from '../../format/workbook/mapping/mapping.ts';
import { cliText } from '../text/cli.ts';
import { importCommandText as t } from '../text/import-command.ts';
import { type ExitCode, exit, type Io } from './command.ts';
import { keptMapping, loadMapping, type MappingFiles } from './mapping-file.ts';

export interface WorkbookReading extends MappingFiles {
  /** The workbooks at a path: a file, or all below a folder, named by their path from there; undefined when there is none. */
  workbooksAt(path: string): Promise<readonly WorkbookFile[] | undefined>;
  read(
    files: readonly WorkbookFile[],
    profile: { readonly code?: string; readonly year?: SchoolYear },
    onProgress: (done: number, total: number, file: string) => void,
    mapping?: Mapping,
  ): Promise<ImportedYearbook>;
}

/** What the user asked to read, as the command line said it. */
export interface ReadingOptions {
  readonly paths: readonly string[];
  readonly school: string | undefined;
  readonly year: string | undefined;
  readonly mapping: string | undefined;
  /** What the workbooks do not say of the school, where its settings say it. */
  readonly profile?: Parameters<WorkbookReading['read']>[1];
}

/** Reads a school's workbooks as `import` and `export` do; an exit code when there is nothing to read. */
export async function readWorkbooks(
  options: ReadingOptions,
  deps: WorkbookReading,
  io: Io,
  signal: AbortSignal,
): Promise<ImportedYearbook | ExitCode> {
  const year = options.year === undefined ? undefined : parseSchoolYear(options.year);
  if (options.year !== undefined && year === undefined) {
    io.stderr(`${t.wrongYear(options.year)}\n`);
    return exit.usage;
  }
  const given = await loadMapping(options.mapping, deps, io);
  if (typeof given === 'number') return given;
  const files = await gather(options.paths, deps, io);
  if (files === undefined) return exit.unreadable;
  const profile = {
    ...options.profile,
    ...(options.school === undefined ? {} : { code: options.school }),
    ...(year === undefined ? {} : { year }),
  };
  const onProgress = (done: number, total: number, file: string): void => {
    signal.throwIfAborted();
    if (io.isTty) io.stderr(`\r\u001b[K${t.reading(done, total, file)}`);
  };
  const imported = await deps.read(files, profile, onProgress, given);
  if (io.isTty) io.stderr('\r\u001b[K');
  if (options.mapping !== undefined || (imported.unknown ?? []).length === 0) return imported;
  // What no layout fits may fit the mapping that the school once made.
  const kept = await keptMapping(options.school ?? imported.yearbook.school.code, deps, io);
  return kept === undefined ? imported : deps.read(files, profile, onProgress, kept);
}

async function gather(
  paths: readonly string[],
  deps: WorkbookReading,
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
