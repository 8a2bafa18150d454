import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { freshDatabase } from '../../../test/support/postgres.ts';
import { Outage } from '../../app/outage.ts';
import {
  createDatabase,
  dropDatabase,
  execute,
  openPool,
  type Pool,
  query,
  transaction,
} from './database.ts';
import { isUniqueViolation } from './failure.ts';

let url: string;
let pool: Pool;

before(async () => {
  url = await freshDatabase();
  pool = openPool(url, { max: 4 });
  await execute(pool, 'CREATE TABLE account (id integer PRIMARY KEY, balance integer NOT NULL)');
  await execute(pool, 'INSERT INTO account VALUES (1, 100), (2, 100)');
});

after(() => pool.end());

const outage = (code: string) => (error: unknown) => error instanceof Outage && error.code === code;

const total = async () =>
  (await query<{ sum: number }>(pool, 'SELECT sum(balance) FROM account'))[0]?.sum;

test('columns keep what they say: bigint, date, timestamptz, Vietnamese text', async () => {
  const rows = await query(
    pool,
    `SELECT 9007199254740991::bigint AS big, '2026-05-31'::date AS day,
       '2026-05-31 23:59:58.5+07'::timestamptz AS at, $1::text AS name, '{"a":1}'::jsonb AS json,
       '\\x00ff'::bytea AS bytes`,
    ['Nguyễn Thị Hường'],
  );
  assert.deepEqual(rows, [
    {
      big: 9007199254740991,
      day: '2026-05-31',
      at: '2026-05-31T16:59:58.500Z',
      name: 'Nguyễn Thị Hường',
      json: { a: 1 },
      bytes: Buffer.from([0, 255]),
    },
  ]);
});

test('a bigint that JavaScript cannot hold is refused, not rounded', async () => {
  await assert.rejects(query(pool, 'SELECT 9007199254740993::bigint AS big'), /beyond 2\^53/);
});

test('the server keeps UTF-8, locale C, checksums, and speaks UTC', async () => {
  const setting = async (name: string) =>
    (await query<{ v: string }>(pool, 'SELECT current_setting($1) AS v', [name]))[0]?.v;
  assert.equal(await setting('server_encoding'), 'UTF8');
  assert.equal(await setting('TimeZone'), 'UTC');
  assert.equal(await setting('data_checksums'), 'on');
  assert.equal(await setting('password_encryption'), 'scram-sha-256');
  assert.equal(await setting('listen_addresses'), '127.0.0.1');
  const [row] = await query<{ collate: string }>(
    pool,
    'SELECT datcollate AS collate FROM pg_database WHERE datname = current_database()',
  );
  assert.equal(row?.collate, 'C');
});

test('Vietnamese collation is there for lists of names', async () => {
  const rows = await query<{ name: string }>(
    pool,
    `SELECT name FROM unnest(ARRAY['Đức', 'Dũng', 'Em', 'Ân', 'Anh', 'Ăn']) AS name
     ORDER BY name COLLATE "vi-x-icu"`,
  );
  assert.deepEqual(
    rows.map((row) => row.name),
    ['Anh', 'Ăn', 'Ân', 'Dũng', 'Đức', 'Em'],
  );
});

test('a wrong password is refused', async () => {
  const stranger = openPool(url.replace(/:[^:@/]+@/, ':wrong@'), { max: 1 });
  await assert.rejects(query(stranger, 'SELECT 1'), outage('database-refused'));
  await stranger.end();
});

test('a server that is not there is an outage with a time to retry', async () => {
  const nowhere = openPool('postgres://hocba:x@127.0.0.1:1/none', { max: 1 });
  await assert.rejects(query(nowhere, 'SELECT 1'), outage('database-unreachable'));
  await assert.rejects(
    transaction(nowhere, () => Promise.resolve(1)),
    outage('database-unreachable'),
  );
  await nowhere.end();
});

test('a transaction that throws leaves no trace, and the error is the one thrown', async () => {
  const mine = new Error('mine');
  await assert.rejects(
    transaction(pool, async (session) => {
      await execute(session, 'UPDATE account SET balance = 0');
      throw mine;
    }),
    (error: unknown) => error === mine,
  );
  assert.equal(await total(), 200);
});

test('serializable transactions that meet are tried again until both are done', async () => {
  let runs = 0;
  const move = (from: number, to: number) =>
    transaction(
      pool,
      async (session) => {
        runs += 1;
        const [row] = await query<{ sum: number }>(session, 'SELECT sum(balance) FROM account');
        await query(session, 'SELECT pg_sleep(0.05)');
        await execute(session, 'UPDATE account SET balance = balance - 1 WHERE id = $1', [from]);
        await execute(session, 'UPDATE account SET balance = balance + 1 WHERE id = $1', [to]);
        return row?.sum;
      },
      { isolation: 'serializable' },
    );
  assert.deepEqual(await Promise.all([move(1, 2), move(2, 1), move(1, 2)]), [200, 200, 200]);
  assert.ok(runs > 3, `${runs} runs`);
  assert.equal(await total(), 200);
});

test('a deadlock is tried again', async () => {
  let waiting = 0;
  const both = (first: number, second: number) =>
    transaction(pool, async (session) => {
      const lock = 'SELECT 1 FROM account WHERE id = $1 FOR UPDATE';
      await query(session, lock, [first]);
      waiting += 1;
      while (waiting < 2) await new Promise((resolve) => setTimeout(resolve, 5));
      await query(session, lock, [second]);
    });
  await Promise.all([both(1, 2), both(2, 1)]);
  assert.ok(waiting >= 3, `${waiting} attempts`);
});

test('a conflict that never ends becomes an outage', async () => {
  let runs = 0;
  const always = transaction(pool, (session) => {
    runs += 1;
    return query(session, `DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$`);
  });
  await assert.rejects(always, outage('database-busy'));
  assert.equal(runs, 8);
});

test('a session that the server ends is an outage; the next transaction works', async () => {
  const dying = transaction(pool, (session) =>
    query(session, 'SELECT pg_terminate_backend(pg_backend_pid())'),
  );
  await assert.rejects(dying, outage('database-unreachable'));
  assert.equal(await total(), 200);
});

test('a broken constraint comes back as it is, recognisable by name', async () => {
  const again = execute(pool, 'INSERT INTO account VALUES (1, 5)');
  await assert.rejects(again, (error: unknown) => {
    return isUniqueViolation(error, 'account_pkey') && !isUniqueViolation(error, 'other');
  });
});

test('a statement that takes too long is cut off', async () => {
  const impatient = openPool(url, { max: 1, statementTimeoutMs: 50 });
  await assert.rejects(query(impatient, 'SELECT pg_sleep(5)'), outage('database-busy'));
  await impatient.end();
});

test('createDatabase may be called again, and by two at once', async () => {
  const name = 'Trường THCS "A"';
  await Promise.all([createDatabase(url, name), createDatabase(url, name)]);
  await createDatabase(url, name);
  const here = new URL(url);
  here.pathname = encodeURIComponent(name);
  const other = openPool(here.href, { max: 1 });
  assert.deepEqual(await query(other, 'SELECT current_database() AS name'), [{ name }]);
  await other.end();
  await dropDatabase(url, name);
  const left = await query(pool, 'SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  assert.deepEqual(left, []);
});
