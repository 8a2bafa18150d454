import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { schoolStore } from '../adapter/postgres/school/school-store.ts';
import { holdExtract } from '../app/school/hold-extract.ts';
import type { RecordCode } from '../domain/record/content.ts';
import { instantOf, vietnamDate } from '../domain/time/instant.ts';
import type { ExtractDeps } from '../edge/cli/commands/extract.ts';
import { schoolMigrations, withSchoolDatabase } from './import-deps.ts';
import { openMigrated } from './open-schema.ts';

const clock = { now: () => instantOf(Date.now()) };
const codes = { newCode: () => randomBytes(16).toString('hex') as RecordCode };

export const extractDeps: ExtractDeps = {
  readFile,
  today: () => vietnamDate(clock.now()),
  hold: (extract) =>
    withSchoolDatabase(async (url) => {
      const pool = await openMigrated(url, schoolMigrations, 2);
      try {
        return await holdExtract(extract, { store: schoolStore(pool), clock, codes });
      } finally {
        await pool.end();
      }
    }),
};
