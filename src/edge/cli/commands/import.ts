import { parseArgs } from 'node:util';
import type { ImportedYearbook } from '../../../app/import-yearbook.ts';
import type { Yearbook } from '../../../domain/school/yearbook.ts';
import { parseSchoolYear } from '../../../domain/time/school-year.ts';
import { importCommandText as t } from '../../text/import-command.ts';
import { type Command, type ExitCode, exit, type Io } from '../command.ts';
import { importExitCode, importReport } from '../import-contract.ts';
import { importSummary } from '../import-summary.ts';
import { draftMapping, keepMapping } from '../mapping-file.ts';
import { readWorkbooks, type WorkbookReading } from '../read-workbooks.ts';

export interface ImportDeps extends WorkbookReading {
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
    const imported = await readWorkbooks(options, deps, io, signal);
    if (typeof imported === 'number') return imported;
    io.stdout(
      options.json ? `${JSON.stringify(importReport(imported))}\n` : importSummary(imported),
    );
    if (options.suggest !== undefined) {
      const drafted = await draftMapping(options.suggest, imported, deps, io);
      // A draft is a step on the way: nothing is stored before a person has completed it.
      return drafted ? importExitCode(imported) : exit.usage;
    }
    return finish(imported, options, deps, io);
  },
});

async function finish(
  imported: ImportedYearbook,
  { dryRun, mapping }: { readonly dryRun: boolean; readonly mapping: string | undefined },
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
  if (mapping !== undefined) await keepMapping(mapping, school.code, deps, io);
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
        mapping: { type: 'string' },
        'suggest-mapping': { type: 'string' },
      },
    });
    return {
      paths: positionals,
      json: values.json === true,
      dryRun: values['dry-run'] === true,
      school: values.school,
      year: values.year,
      mapping: values.mapping,
      suggest: values['suggest-mapping'],
    };
  } catch {
    return undefined;
  }
}
