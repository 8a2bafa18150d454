import { openPool, type Pool } from '../adapter/postgres/database.ts';
import { migrate } from '../adapter/postgres/migrate.ts';
import { Outage } from '../app/outage.ts';

/** Brings a database to the schema of `migrations`; one made by another version is left untouched. */
export async function bringToSchema(pool: Pool, migrations: string): Promise<void> {
  const migrated = await migrate(pool, migrations);
  if (migrated.ok) return;
  throw new Outage('database-of-another-version', { fact: migrated.refusal.code });
}

/** A pool on a database that is at the schema; closed again when it cannot be brought there. */
export async function openMigrated(url: string, migrations: string, max: number): Promise<Pool> {
  const pool = openPool(url, { max });
  try {
    await bringToSchema(pool, migrations);
    return pool;
  } catch (error) {
    await pool.end();
    throw error;
  }
}
