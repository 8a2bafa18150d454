import { parseArgs } from 'node:util';
import { checkData } from '../../../app/check-data.ts';
import type { ImportedYearbook, WorkbookFile } from '../../../app/import-yearbook.ts';
import type { Yearbook } from '../../../domain/school/yearbook.ts';
import { parseSchoolYear, type SchoolYear } from '../../../domain/time/school-year.ts';
import { checkCommandText as t } from '../../text/check-command.ts';
import { cliText } from '../../text/cli.ts';
import { importCommandText } from '../../text/import-command.ts';
import { checkDocument } from '../check-report.ts';
import { checkSummary } from '../check-summary.ts';
import { type Command, type ExitCode, exit, type Io } from '../command.ts';

export interface CheckDeps {
  /** The workbooks at a path; undefined when there is none. */
  workbooksAt(path: string): Promise<readonly WorkbookFile[] | undefined>;
  read(
    files: readonly WorkbookFile[],
    profile: { readonly code?: string; readonly year?: SchoolYear },
    onProgress: (done: number, total: number, file: string) => void,
  ): Promise<ImportedYearbook>;
  /** The year kept in the school's database, with its mends; undefined when there is none. */
  stored(school: string, year: SchoolYear): Promise<Yearbook | undefined>;
}

type Options = NonNullable<ReturnType<typeof readOptions>>;

/** What is checked: a yearbook, and what its reading has already said. */
interface Source extends Pick<ImportedYearbook, 'yearbook' | 'findings' | 'refused'> {
  /** False when none of the files could be read. */
  readonly read: boolean;
}

/** `hocba check`: one report per class of what is missing, contradictory or suspicious; changes nothing. */
export const checkCommand = (deps: CheckDeps): Command => ({
  name: 'check',
  summary: t.summary,
  usage: t.usage,
  async run(args, io, signal) {
    const options = readOptions(args);
    if (options === undefined) return usage(io, `hocba ${t.usage}`);
    const year = options.year === undefined ? undefined : parseSchoolYear(options.year);
    if (options.year !== undefined && year === undefined) {
      return usage(io, importCommandText.wrongYear(options.year));
    }
    const source =
      options.paths.length > 0
        ? await fromFiles(options, year, deps, io, signal)
        : await fromStore(options, year, deps, io);
    return typeof source === 'number' ? source : report(source, options, io);
  },
});

function usage(io: Io, text: string): ExitCode {
  io.stderr(`${text}\n`);
  return exit.usage;
}

async function fromFiles(
  { paths, school }: Options,
  year: SchoolYear | undefined,
  deps: CheckDeps,
  io: Io,
  signal: AbortSignal,
): Promise<Source | ExitCode> {
  const files: WorkbookFile[] = [];
  for (const path of paths) {
    const found = await deps.workbooksAt(path);
    if (found === undefined) {
      io.stderr(`${cliText.fileMissing(path)}\n`);
      return exit.unreadable;
    }
    files.push(...found);
  }
  if (files.length === 0) {
    io.stderr(`${importCommandText.noFiles}\n`);
    return exit.unreadable;
  }
  const profile = {
    ...(school === undefined ? {} : { code: school }),
    ...(year === undefined ? {} : { year }),
  };
  const imported = await deps.read(files, profile, (done, total, file) => {
    signal.throwIfAborted();
    if (io.isTty) io.stderr(`\r\u001b[K${importCommandText.reading(done, total, file)}`);
  });
  if (io.isTty) io.stderr('\r\u001b[K');
  return { ...imported, read: imported.files.length > 0 };
}

async function fromStore(
  { school }: Options,
  year: SchoolYear | undefined,
  deps: CheckDeps,
  io: Io,
): Promise<Source | ExitCode> {
  if (school === undefined || year === undefined) return usage(io, t.needsYear);
  const yearbook = await deps.stored(school, year);
  if (yearbook === undefined) {
    io.stderr(`${t.notStored(school, year)}\n`);
    return exit.unreadable;
  }
  return { yearbook, findings: [], refused: [], read: true };
}

/** 0: nothing must be mended; 1: something must, or a file was refused; 65: nothing could be read. */
function report({ yearbook, findings, refused, read }: Source, options: Options, io: Io): ExitCode {
  const all = checkData(yearbook, findings);
  const wanted = options.className?.toUpperCase();
  const reports = all.filter(({ className }) => wanted === undefined || className === wanted);
  if (wanted !== undefined && reports.length === 0) {
    return usage(
      io,
      t.noClass(
        wanted,
        all.flatMap(({ className }) => className ?? []),
      ),
    );
  }
  const outcome = { yearbook, reports, refused };
  io.stdout(
    options.json
      ? `${JSON.stringify(checkDocument(outcome))}\n`
      : checkSummary(outcome, wanted !== undefined),
  );
  if (!read) return exit.unreadable;
  const must = refused.length > 0 || reports.some((one) => one.must > 0);
  return must ? exit.refused : exit.done;
}

function readOptions(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        school: { type: 'string' },
        year: { type: 'string' },
        class: { type: 'string' },
      },
    });
    return {
      paths: positionals,
      json: values.json === true,
      school: values.school,
      year: values.year,
      className: values.class,
    };
  } catch {
    return undefined;
  }
}
