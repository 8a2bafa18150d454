import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { columnTypes } from './column.ts';
import { codeOf, isConflict, translate } from './failure.ts';

/** Connections to one database. Close with `end()`. */
export type Pool = pg.Pool;

/** Something that runs SQL: the pool (one statement, one transaction) or a session inside `transaction`. */
export type Queryable = pg.Pool | pg.PoolClient;

export interface PoolOptions {
  /** Connections at most. */
  readonly max: number;
  /** Milliseconds after which a statement is cut off; none by default. */
  readonly statementTimeoutMs?: number;
}

/** Opens a pool. Nothing is connected until the first query; failures come as Outage. */
export function openPool(url: string, { max, statementTimeoutMs }: PoolOptions): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: 'hocba',
    options: '-c TimeZone=UTC -c DateStyle=ISO',
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    ...(statementTimeoutMs === undefined ? {} : { statement_timeout: statementTimeoutMs }),
    types: columnTypes,
  });
  // An idle connection that the server closes is no news: the next query opens another or fails.
  pool.on('error', ignore);
  return pool;
}

function ignore(): void {}

/** Runs one statement and answers its rows. The caller names the row's shape beside the SQL. */
export async function query<Row extends pg.QueryResultRow>(
  on: Queryable,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  try {
    return (await on.query<Row>(text, [...values])).rows;
  } catch (error) {
    throw translateOutside(on, error);
  }
}

/** Runs one statement and answers how many rows it wrote. */
export async function execute(
  on: Queryable,
  text: string,
  values: readonly unknown[] = [],
): Promise<number> {
  try {
    return (await on.query(text, [...values])).rowCount ?? 0;
  } catch (error) {
    throw translateOutside(on, error);
  }
}

/** Inside a transaction a conflict must reach `transaction` as it is, to be tried again. */
const translateOutside = (on: Queryable, error: unknown): unknown =>
  isConflict(error) && !(on instanceof pg.Pool) ? error : translate(error);

export interface TransactionOptions {
  /** Default: read committed. */
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  readonly readOnly?: boolean;
}

/** Attempts of one transaction before a conflict becomes an outage. */
const attempts = 8;

/**
 * Runs `work` in one transaction: committed when it answers, rolled back when it throws. After a
 * serialization failure or a deadlock it runs again from the start, so it must have no effect outside
 * the database.
 */
export async function transaction<T>(
  pool: Pool,
  work: (session: pg.PoolClient) => Promise<T>,
  { isolation = 'read committed', readOnly = false }: TransactionOptions = {},
): Promise<T> {
  const begin = `BEGIN ISOLATION LEVEL ${isolation}${readOnly ? ' READ ONLY' : ''}`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(pool, begin, work);
    } catch (error) {
      if (!isConflict(error) || attempt === attempts) throw translate(error);
    }
    // Uneven waits, or the same two would meet again.
    await sleep(2 ** attempt * (0.5 + Math.random()));
  }
}

async function once<T>(
  pool: Pool,
  begin: string,
  work: (session: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const session = await pool.connect();
  // A connection that breaks between two statements says so here; the next statement fails with it.
  session.on('error', ignore);
  let broken: Error | undefined;
  try {
    await session.query(begin);
    const answer = await work(session);
    await session.query('COMMIT');
    return answer;
  } catch (error) {
    broken = await session.query('ROLLBACK').then(
      () => undefined,
      (failure: Error) => failure,
    );
    throw error;
  } finally {
    session.off('error', ignore);
    session.release(broken);
  }
}

/** Creates a database unless it exists. `adminUrl` leads to any other database of the server. */
export async function createDatabase(adminUrl: string, name: string): Promise<void> {
  const pool = openPool(adminUrl, { max: 1 });
  try {
    const found = await query(pool, 'SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.length > 0) return;
    await execute(pool, `CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    // duplicate_database, or the unique index behind it: somebody else created it meanwhile.
    if (!/^(42P04|23505)$/.test(codeOf(error) ?? '')) throw error;
  } finally {
    await pool.end();
  }
}

/** Drops a database and ends its sessions; for tests and for data that its owner gives up. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  const pool = openPool(adminUrl, { max: 1 });
  try {
    await execute(pool, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
  } finally {
    await pool.end();
  }
}
