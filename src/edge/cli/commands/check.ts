import { parseArgs } from 'node:util';
import { checkData } from '../../../app/check-data.ts';
import type { ImportedYearbook } from '../../../app/import-yearbook.ts';
import type { Yearbook } from '../../../domain/school/yearbook.ts';
import { parseSchoolYear, type SchoolYear } from '../../../domain/time/school-year.ts';
import { checkCommandText as t } from '../../text/check-command.ts';
import { importCommandText } from '../../text/import-command.ts';
import { checkDocument } from '../check-report.ts';
import { checkSummary } from '../check-summary.ts';
import { type Command, type ExitCode, exit, type Io } from '../command.ts';
import { readWorkbooks, type WorkbookReading } from '../read-workbooks.ts';

export interface CheckDeps extends WorkbookReading {
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
    const source =
      options.paths.length > 0
        ? await fromFiles(options, deps, io, signal)
        : await fromStore(options, deps, io);
    return typeof source === 'number' ? source : report(source, options, io);
  },
});

function usage(io: Io, text: string): ExitCode {
  io.stderr(`${text}\n`);
  return exit.usage;
}

async function fromFiles(
  options: Options,
  deps: CheckDeps,
  io: Io,
  signal: AbortSignal,
): Promise<Source | ExitCode> {
  const imported = await readWorkbooks(options, deps, io, signal);
  if (typeof imported === 'number') return imported;
  return { ...imported, read: imported.files.length > 0 };
}

async function fromStore(
  { school, year: written }: Options,
  deps: CheckDeps,
  io: Io,
): Promise<Source | ExitCode> {
  if (school === undefined || written === undefined) return usage(io, t.needsYear);
  const year = parseSchoolYear(written);
  if (year === undefined) return usage(io, importCommandText.wrongYear(written));
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
        mapping: { type: 'string' },
      },
    });
    return {
      paths: positionals,
      json: values.json === true,
      school: values.school,
      year: values.year,
      className: values.class,
      mapping: values.mapping,
    };
  } catch {
    return undefined;
  }
}
