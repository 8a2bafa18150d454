import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Outage } from '../../app/outage.ts';
import { createDatabase, execute, openPool, query } from '../postgres/database.ts';
import { discard } from './place.ts';
import { readPostmaster } from './postmaster.ts';
import { isAlive } from './process-id.ts';
import { type RunningPostgres, startPostgres } from './start-postgres.ts';

const base = fs.mkdtempSync(path.join(os.tmpdir(), 'hocba-pg-'));
fs.chmodSync(base, 0o755);
const directories: string[] = [];
const holder = fileURLToPath(new URL('../../../test/support/hold-postgres.ts', import.meta.url));

after(() => {
  for (const directory of directories) discard(directory);
  fs.rmSync(base, { recursive: true });
});

function directory(...names: string[]): string {
  const made = path.join(base, ...names);
  directories.push(made);
  return made;
}

async function withSql(server: RunningPostgres, sql: string): Promise<readonly object[]> {
  const pool = openPool(server.url('postgres'), { max: 1 });
  return query(pool, sql).finally(() => pool.end());
}

/** Runs the server in a program of its own and waits until it is ready; answers both processes. */
async function hold(where: string): Promise<{ program: ChildProcess; server: number }> {
  const program = spawn(process.execPath, [holder, where], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(program.stdout, 'data');
  return { program, server: serverOf(where) };
}

function serverOf(where: string): number {
  const elsewhere = path.join(where, 'data-is-in');
  const home = fs.existsSync(elsewhere) ? fs.readFileSync(elsewhere, 'utf8').trim() : where;
  return readPostmaster(path.join(home, 'data'))?.pid ?? 0;
}

async function ends(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 100 && isAlive(pid); waited += 1) await sleep(50);
  return !isAlive(pid);
}

test('a folder with spaces and Vietnamese letters keeps its data over a restart', async () => {
  const where = directory('Trường Tiểu học Nguyễn Huệ', 'dữ liệu của năm học');
  const server = await startPostgres({ directory: where });
  await createDatabase(server.url('postgres'), 'school');
  const pool = openPool(server.url('school'), { max: 1 });
  await execute(pool, 'CREATE TABLE t (name text)');
  await execute(pool, 'INSERT INTO t VALUES ($1)', ['Đặng Thị Ngọc Ánh']);
  await pool.end();
  await server.stop();
  await server.stop();

  const again = await startPostgres({ directory: where });
  const reopened = openPool(again.url('school'), { max: 1 });
  assert.deepEqual(await query(reopened, 'SELECT name FROM t'), [{ name: 'Đặng Thị Ngọc Ánh' }]);
  const [durable] = await query(reopened, `SELECT current_setting('fsync') AS fsync`);
  assert.deepEqual(durable, { fsync: 'on' });
  await reopened.end();
  assert.equal(again.port, server.port, 'the port is kept');
  await again.stop();
});

test('secrets are readable by their owner only', async () => {
  const where = directory('secrets');
  const server = await startPostgres({ directory: where, durable: false });
  await server.stop();
  for (const name of ['password', 'server.log']) {
    assert.equal(fs.statSync(path.join(where, name)).mode & 0o077, 0, name);
  }
  const log = fs.readFileSync(path.join(where, 'server.log'), 'utf8');
  assert.ok(!log.includes(fs.readFileSync(path.join(where, 'password'), 'utf8').trim()));
});

test('two folders, two servers; one folder, one server', async () => {
  const [one, two] = await Promise.all(
    ['one', 'two'].map((name) => startPostgres({ directory: directory(name), durable: false })),
  );
  assert.ok(one !== undefined && two !== undefined);
  assert.notEqual(one.port, two.port);
  await withSql(one, 'CREATE TABLE only_here ()');
  await assert.rejects(withSql(two, 'SELECT FROM only_here'), /does not exist/);
  await assert.rejects(
    startPostgres({ directory: path.join(base, 'one') }),
    (error: unknown) => error instanceof Outage && error.code === 'postgres-directory-in-use',
  );
  await Promise.all([one.stop(), two.stop()]);
});

test('a kept port that another program took is replaced', async () => {
  const where = directory('port');
  fs.mkdirSync(where);
  const { createServer } = await import('node:net');
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const address = squatter.address();
  assert.ok(address !== null && typeof address === 'object');
  fs.writeFileSync(path.join(where, 'port'), String(address.port));
  const server = await startPostgres({ directory: where, durable: false });
  assert.notEqual(server.port, address.port);
  await server.stop();
  squatter.close();
});

/** One server over all deaths: each run of the program adds a row, and no row may ever be missing. */
const mortal = directory('mortal');
let rows = 0;

async function nothingLost(expected: readonly string[]): Promise<void> {
  const events: string[] = [];
  const log = (event: { code: string }) => events.push(event.code);
  const server = await startPostgres({ directory: mortal, log });
  assert.deepEqual(events, expected);
  rows += 1;
  assert.deepEqual(await withSql(server, 'SELECT count(*) AS rows FROM kept'), [{ rows }]);
  await server.stop();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
  test(`${signal} of the program leaves no server, and what was committed is there`, async () => {
    const { program, server } = await hold(mortal);
    assert.ok(isAlive(server));
    program.kill(signal);
    await once(program, 'exit');
    assert.ok(await ends(server), `the server ${server} lives on`);
    await nothingLost(['postgres-ready']);
  });
}

test('a server whose program and watchdog were both killed is stopped by the next start', async () => {
  const { program, server } = await hold(mortal);
  const watchdog = /^PPid:\s*(\d+)$/m.exec(fs.readFileSync(`/proc/${server}/status`, 'utf8'))?.[1];
  process.kill(Number(watchdog), 'SIGKILL');
  program.kill('SIGKILL');
  await once(program, 'exit');
  assert.ok(isAlive(server), 'nobody is left to stop it');
  await nothingLost(['postgres-orphan-stopped', 'postgres-ready']);
  assert.ok(!isAlive(server));
});

test('a server that was killed itself recovers at the next start', async () => {
  const { program, server } = await hold(mortal);
  process.kill(server, 'SIGKILL');
  program.kill('SIGKILL');
  await once(program, 'exit');
  await nothingLost(['postgres-ready']);
});

test('a lock file whose process number now belongs to another program is no obstacle', async () => {
  const { program, server } = await hold(mortal);
  const lock = path.join(mortal, 'data', 'postmaster.pid');
  const left = fs.readFileSync(lock, 'utf8').replace(String(server), String(process.pid));
  process.kill(server, 'SIGKILL');
  program.kill('SIGKILL');
  await once(program, 'exit');
  await ends(server);
  fs.writeFileSync(lock, left);
  await nothingLost(['postgres-ready']);
});

test('data of another PostgreSQL version is refused, not touched', async () => {
  const where = directory('old');
  fs.mkdirSync(path.join(where, 'data'), { recursive: true });
  fs.writeFileSync(path.join(where, 'data', 'PG_VERSION'), '16\n');
  await assert.rejects(
    startPostgres({ directory: where }),
    (error: unknown) => error instanceof Outage && error.code === 'postgres-data-of-other-version',
  );
  assert.deepEqual(fs.readdirSync(path.join(where, 'data')), ['PG_VERSION']);
});

test('a folder that the server cannot reach is served all the same', async () => {
  const closed = path.join(base, 'closed');
  fs.mkdirSync(closed, { mode: 0o700 });
  const where = directory('closed', 'inside');
  const server = await startPostgres({ directory: where, durable: false });
  await withSql(server, 'CREATE TABLE t AS SELECT 7 AS x');
  await server.stop();
  const again = await startPostgres({ directory: where, durable: false });
  assert.deepEqual(await withSql(again, 'SELECT x FROM t'), [{ x: 7 }]);
  await again.stop();
  assert.equal(fs.statSync(closed).mode & 0o777, 0o700, 'its rights are left as they were');
});
