import { openPool } from '../adapter/postgres/database.ts';
import { migrate } from '../adapter/postgres/migrate.ts';
import { schoolStore } from '../adapter/postgres/school/school-store.ts';
import { loadYear } from '../app/school/load-year.ts';
import type { SchoolCode } from '../domain/school/yearbook.ts';
import type { CheckDeps } from '../edge/cli/commands/check.ts';
import { importDeps, schoolMigrations, withSchoolDatabase } from './import-deps.ts';

export const checkDeps: CheckDeps = {
  workbooksAt: importDeps.workbooksAt,
  read: importDeps.read,
  stored: (school, year) =>
    withSchoolDatabase(async (url) => {
      const pool = openPool(url, { max: 2 });
      try {
        const migrated = await migrate(pool, schoolMigrations);
        if (!migrated.ok) throw new Error(`schema: ${migrated.refusal.code}`);
        const key = { school: school as SchoolCode, year };
        return (await loadYear(schoolStore(pool), key))?.yearbook;
      } finally {
        await pool.end();
      }
    }),
};
