import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { execute, type Pool, query, transaction } from './database.ts';

/** Why a database cannot be brought to this program's schema. Both need a person. */
export type MigrationRefusal =
  /** A file was edited after it ran here: the database is not what the files say. */
  | { readonly code: 'migration-changed'; readonly name: string }
  /** The database knows migrations that this program does not: an older program must not write to it. */
  | { readonly code: 'database-newer'; readonly database: number; readonly program: number };

export interface MigrationReport {
  /** Names of the files that ran now, in order. */
  readonly applied: readonly string[];
  /** Number of the last migration: the schema's version. */
  readonly version: number;
}

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/** Any fixed number: two programs that start at once migrate one after the other. */
const lockNumber = 4_862_022;

/** Applies the folder's `NNNNNN.sql` or `NNNNNN-name.sql` files that the database has not seen, each in one transaction. */
export async function migrate(
  pool: Pool,
  folder: string,
): Promise<Result<MigrationReport, MigrationRefusal>> {
  const migrations = readMigrations(folder);
  await transaction(pool, createTable);
  const applied: string[] = [];
  for (;;) {
    const step = await transaction(pool, (session) => applyNext(session, migrations));
    if (!step.ok) return step;
    if (step.value === undefined) return ok({ applied, version: migrations.length });
    applied.push(step.value);
  }
}

async function createTable(session: pg.PoolClient): Promise<void> {
  await query(session, 'SELECT pg_advisory_xact_lock($1)', [lockNumber]);
  await execute(
    session,
    `CREATE TABLE IF NOT EXISTS schema_migration (
       number integer PRIMARY KEY,
       name text NOT NULL,
       sha256 text NOT NULL,
       applied_at timestamptz NOT NULL DEFAULT now()
     )`,
  );
}

/** Answers the file that it applied, or undefined when there is none left. */
async function applyNext(
  session: pg.PoolClient,
  migrations: readonly Migration[],
): Promise<Result<string | undefined, MigrationRefusal>> {
  await query(session, 'SELECT pg_advisory_xact_lock($1)', [lockNumber]);
  const done = await query<{ number: number; sha256: string }>(
    session,
    'SELECT number, sha256 FROM schema_migration ORDER BY number',
  );
  const last = done.at(-1)?.number ?? 0;
  if (last > migrations.length) {
    return refuse({ code: 'database-newer', database: last, program: migrations.length });
  }
  const changed = migrations.find(({ number, sha256 }) =>
    done.some((row) => row.number === number && row.sha256 !== sha256),
  );
  if (changed !== undefined) return refuse({ code: 'migration-changed', name: changed.name });
  const next = migrations[last];
  if (next === undefined) return ok(undefined);
  await execute(session, next.sql);
  await execute(
    session,
    'INSERT INTO schema_migration (number, name, sha256) VALUES ($1, $2, $3)',
    [next.number, next.name, next.sha256],
  );
  return ok(next.name);
}

/** Numbers must run 1, 2, 3 … without a gap: two branches that both added one are found here. */
function readMigrations(folder: string): readonly Migration[] {
  const names = fs.readdirSync(folder).filter((name) => name.endsWith('.sql'));
  return names.sort().map((name, index) => {
    const number = Number(/^(\d{6})(?:-[a-z0-9-]+)?\.sql$/.exec(name)?.[1]);
    assert.equal(number, index + 1, `${name}: expected number ${index + 1}`);
    // git may check text files out with CR LF; the file is the same.
    const sql = fs.readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    return { number, name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}
