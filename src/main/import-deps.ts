import { mkdir, open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../adapter/embedded-postgres/start-postgres.ts';
import { createDatabase } from '../adapter/postgres/database.ts';
import { schoolStore } from '../adapter/postgres/school/school-store.ts';
import { defaultLimits } from '../adapter/workbook/limits.ts';
import { openWorkbookReader } from '../adapter/workbook/reader.ts';
import { importYearbook, type WorkbookFile } from '../app/import-yearbook.ts';
import { importSchool } from '../app/school/import-school.ts';
import { ok, refuse } from '../domain/result.ts';
import type { Yearbook } from '../domain/school/yearbook.ts';
import { instantOf } from '../domain/time/instant.ts';
import type { ImportDeps } from '../edge/cli/commands/import.ts';
import type { MappingFiles } from '../edge/cli/mapping-file.ts';
import { openMigrated } from './open-schema.ts';
import { readSchoolSettings } from './school-settings.ts';

/** A file, or as much of it as shows the reader that it is too large. */
async function load(file: string, name: string): Promise<WorkbookFile> {
  const { size } = await stat(file);
  if (size <= defaultLimits.fileBytes) return { name, bytes: await readFile(file) };
  const bytes = Buffer.alloc(defaultLimits.fileBytes + 1);
  const handle = await open(file);
  try {
    await handle.read(bytes, 0, bytes.length, 0);
    return { name, bytes };
  } finally {
    await handle.close();
  }
}

/** The workbooks at a path: a file, or every one of a folder and below it, named by its path from there. */
export async function workbooksAt(place: string): Promise<readonly WorkbookFile[] | undefined> {
  const found = await stat(place).catch(() => undefined);
  if (found === undefined) return undefined;
  if (!found.isDirectory()) return [await load(place, path.basename(place))];
  const names = (await readdir(place, { recursive: true }))
    .filter((name) => /\.xlsx?$/i.test(name) && !path.basename(name).startsWith('~$'))
    .sort();
  return Promise.all(
    names.map((name) => load(path.join(place, name), name.split(path.sep).join('/'))),
  );
}

export const schoolMigrations = fileURLToPath(
  new URL('../adapter/postgres/school/migrations', import.meta.url),
);

/** Runs `work` on the school's database: DATABASE_URL, or the embedded server under ./.hocba. */
export async function withSchoolDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined) return work(given);
  const directory = path.resolve(process.env['HOCBA_HOME'] ?? '.hocba', 'postgres');
  const postgres = await startPostgres({ directory });
  try {
    await createDatabase(postgres.url('postgres'), 'school');
    return await work(postgres.url('school'));
  } finally {
    await postgres.stop();
  }
}

async function store(yearbook: Yearbook): Promise<void> {
  await withSchoolDatabase(async (url) => {
    const pool = await openMigrated(url, schoolMigrations, 2);
    try {
      await schoolStore(pool).saveYear(yearbook, instantOf(Date.now()));
    } finally {
      await pool.end();
    }
  });
}

/** A mapping is a text file of the school's; a draft never overwrites one. Kept ones lie in the program's own folder. */
export const mappingFiles: MappingFiles = {
  readText: (place) => readFile(place, 'utf8').catch(() => undefined),
  writeNewText: (place, text) =>
    writeFile(place, text, { flag: 'wx' }).then(
      () => true,
      () => false,
    ),
  keptPath: (school) =>
    path.resolve(process.env['HOCBA_HOME'] ?? '.hocba', 'mappings', `${school}.json`),
  async keepText(place, text) {
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, text);
  },
};

export const importDeps: ImportDeps = {
  ...mappingFiles,
  workbooksAt,
  async read(files, profile, onProgress, mapping = []) {
    const reader = openWorkbookReader();
    try {
      return await importYearbook({ files, profile, mapping }, reader, onProgress);
    } finally {
      await reader.close();
    }
  },
  store,
  async profileIn(config) {
    const settings = await readSchoolSettings(config);
    return settings.ok ? ok({ ...settings.value.school, year: settings.value.year }) : settings;
  },
  async keep(config, yearbook) {
    const { schoolDeps } = await import('./open-school.ts');
    const opened = await schoolDeps.open(config);
    if (!opened.ok) return opened;
    const school = opened.value;
    try {
      const { clerk, ids, clock } = school;
      const by = yearbook.staff.find(({ id }) => id === clerk)?.personalId ?? null;
      if (by === null) return refuse({ code: 'actor-unknown' as const });
      const quiet = { signal: new AbortController().signal, progress: () => undefined };
      const world = { store: school.store, clock, codes: ids };
      return ok(await importSchool({ yearbook, by }, world, quiet));
    } finally {
      await school.close();
    }
  },
};
