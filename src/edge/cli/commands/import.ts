import { parseArgs } from 'node:util';
import type { ImportedYearbook } from '../../../app/import-yearbook.ts';
import type { Result } from '../../../domain/result.ts';
import type { Yearbook } from '../../../domain/school/yearbook.ts';
import { parseSchoolYear } from '../../../domain/time/school-year.ts';
import { importCommandText as t } from '../../text/import-command.ts';
import { schoolCommandText } from '../../text/school-command.ts';
import { type Command, type ExitCode, exit, type Io } from '../command.ts';
import { importExitCode, importReport } from '../import-contract.ts';
import { importSummary } from '../import-summary.ts';
import { draftMapping, keepMapping } from '../mapping-file.ts';
import { type ReadingOptions, readWorkbooks, type WorkbookReading } from '../read-workbooks.ts';
import { settingsTrouble } from '../settings-trouble.ts';
import type { SettingsTrouble } from './serve.ts';

export interface ImportDeps extends WorkbookReading {
  /** Keeps the year's data in the school's database. */
  store(yearbook: Yearbook): Promise<void>;
  /** What a school's settings say of it. */
  profileIn(config: string): Promise<Result<SettingsProfile, SettingsTrouble>>;
  /** Keeps the year in the database of the settings and opens its records. Answers how many it opened. */
  keep(config: string, yearbook: Yearbook): Promise<Result<number, KeepingTrouble>>;
}

export type SettingsProfile = NonNullable<ReadingOptions['profile']>;
export type KeepingTrouble = SettingsTrouble | { readonly code: 'actor-unknown' };

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
    const profile = await profileOf(options.config, deps, io);
    if (typeof profile === 'number') return profile;
    const imported = await readWorkbooks({ ...options, profile }, deps, io, signal);
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
  {
    dryRun,
    mapping,
    config,
  }: {
    readonly dryRun: boolean;
    readonly mapping: string | undefined;
    readonly config: string | undefined;
  },
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
  if (config !== undefined) {
    const kept = await deps.keep(config, imported.yearbook);
    if (!kept.ok) return trouble(kept.refusal, io);
    io.stderr(`${schoolCommandText.kept(learners.length, kept.value)}\n`);
    return code;
  }
  await deps.store(imported.yearbook);
  if (mapping !== undefined) await keepMapping(mapping, school.code, deps, io);
  io.stderr(`${t.stored(learners.length)}\n`);
  return code;
}

async function profileOf(
  config: string | undefined,
  deps: ImportDeps,
  io: Io,
): Promise<SettingsProfile | ExitCode> {
  if (config === undefined) return {};
  const found = await deps.profileIn(config);
  return found.ok ? found.value : trouble(found.refusal, io);
}

function trouble(refusal: KeepingTrouble, io: Io): ExitCode {
  if (refusal.code === 'actor-unknown') {
    io.stderr(`${schoolCommandText.actorUnknown}\n`);
    return exit.refused;
  }
  return settingsTrouble(refusal, io);
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
        config: { type: 'string' },
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
      config: values.config,
      suggest: values['suggest-mapping'],
    };
  } catch {
    return undefined;
  }
}
