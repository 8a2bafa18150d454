import { existsSync } from 'node:fs';
import path from 'node:path';
import { startPostgres } from '../adapter/embedded-postgres/start-postgres.ts';
import { openPool, query } from '../adapter/postgres/database.ts';
import { Outage } from '../app/outage.ts';
import type { ProvinceSettings } from './role-settings.ts';

/** The province's settings that the demo writes; what an officer's command uses when none is named. */
export const usualProvinceConfig = path.join(
  path.resolve(process.env['HOCBA_HOME'] ?? '.hocba'),
  'roles',
  'province.json',
);

async function answers(url: string): Promise<boolean> {
  const pool = openPool(url, { max: 1 });
  try {
    await query(pool, 'select 1');
    return true;
  } catch (error) {
    if (error instanceof Outage) return false;
    throw error;
  } finally {
    await pool.end();
  }
}

/** The role's database where it runs, or on the embedded server beside its settings, started for this one act. */
export async function withRoleDatabase<T>(
  settings: Pick<ProvinceSettings, 'database'>,
  config: string,
  work: (url: string) => Promise<T>,
): Promise<T> {
  if (await answers(settings.database)) return work(settings.database);
  const directory = path.resolve(path.dirname(config), '..', 'postgres');
  // Where no embedded server ever ran, a new empty one would answer for the database that is away.
  if (!existsSync(path.join(directory, 'port'))) throw new Outage('database-unreachable');
  const postgres = await startPostgres({ directory });
  try {
    return await work(postgres.url(new URL(settings.database).pathname.slice(1)));
  } finally {
    await postgres.stop();
  }
}
