import { schoolStore } from '../adapter/postgres/school/school-store.ts';
import { loadYear } from '../app/school/load-year.ts';
import type { SchoolCode } from '../domain/school/yearbook.ts';
import type { CheckDeps } from '../edge/cli/commands/check.ts';
import { importDeps, mappingFiles, schoolMigrations, withSchoolDatabase } from './import-deps.ts';
import { openMigrated } from './open-schema.ts';

export const checkDeps: CheckDeps = {
  ...mappingFiles,
  workbooksAt: importDeps.workbooksAt,
  read: importDeps.read,
  stored: (school, year) =>
    withSchoolDatabase(async (url) => {
      const pool = await openMigrated(url, schoolMigrations, 2);
      try {
        const key = { school: school as SchoolCode, year };
        return (await loadYear(schoolStore(pool), key))?.yearbook;
      } finally {
        await pool.end();
      }
    }),
};
