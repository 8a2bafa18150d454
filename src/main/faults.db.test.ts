import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { replyTo, submitAndWait, told } from '../../test/support/answered.ts';
import type { MortalMaterial } from '../../test/support/mortal-trust.ts';
import {
  Crew,
  learnerContent,
  packageOf,
  recallOf,
  sent,
  signRecord,
} from '../../test/support/records.ts';
import { noteKey, startRegister, type TestRegister } from '../../test/support/register.ts';
import { sampleContent } from '../../test/support/sample-content.ts';
import { discard } from '../adapter/embedded-postgres/place.ts';
import { readPostmaster } from '../adapter/embedded-postgres/postmaster.ts';
import {
  type RunningPostgres,
  startPostgres,
} from '../adapter/embedded-postgres/start-postgres.ts';
import { createRegisterClient } from '../adapter/http/register-client.ts';
import { createDatabase, openPool, query } from '../adapter/postgres/database.ts';
import type { RecordContent } from '../domain/record/content.ts';
import type { Instant } from '../domain/time/instant.ts';

const crew = new Crew().enlist(sampleContent);
crew.holder('MST:0999000000');
const logKey = noteKey('register.test/99');
const base = fs.mkdtempSync(path.join(os.tmpdir(), 'hocba-faults-'));
fs.chmodSync(base, 0o755);
const directories: string[] = [];
let mounted: string | undefined;
let learner = 0;

after(() => {
  for (const directory of directories) discard(directory);
  if (mounted !== undefined) spawnSync('umount', [mounted]);
  fs.rmSync(base, { recursive: true, force: true });
});

function fresh(): RecordContent {
  learner += 1;
  return learnerContent(learner);
}

const packed = (contents: readonly RecordContent[], seed: string): Buffer =>
  packageOf(
    contents.map((content) => sent(content, signRecord(content, crew))),
    crew,
    { seed },
  );

const three = (seed: string): Buffer => packed([fresh(), fresh(), fresh()], seed);
const registered = Array(3).fill('registered');

/** A server of its own, which a test may kill, with the province's database. */
async function serverIn(directory: string): Promise<RunningPostgres> {
  if (!directories.includes(directory)) directories.push(directory);
  const postgres = await startPostgres({ directory });
  await createDatabase(postgres.url('postgres'), 'province');
  return postgres;
}

const post = (
  running: TestRegister,
  body: Uint8Array,
  turn: string | null = null,
): Promise<Response> =>
  fetch(`${running.url}/api/2026-11-22/packages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/xml',
      ...(turn === null ? {} : { 'hocba-turn': turn }),
    },
    body: Buffer.from(body),
  });

/** Sends the same bytes until they are acknowledged; answers the number and every refusal on the way. */
async function persist(running: TestRegister, bytes: Uint8Array) {
  const refusals: string[] = [];
  let turn: string | null = null;
  for (let left = 200; left > 0; left -= 1) {
    const answer: Response = await post(running, bytes, turn);
    turn = answer.headers.get('hocba-turn');
    if (answer.ok) {
      const { message } = (await answer.json()) as { message: number };
      return { message, refusals };
    }
    const { code } = (await answer.json()) as { code: string };
    refusals.push(`${answer.status} ${code} ${answer.headers.get('retry-after') ?? '-'}`);
    await sleep(100);
  }
  throw new Error(`never acknowledged: ${refusals.at(-1)}`);
}

async function proveWhole(running: TestRegister, files: number): Promise<void> {
  const report = await running.register.fsck(false);
  assert.deepEqual(report.differences, []);
  assert.equal(report.files, files);
}

test('kill -9 of PostgreSQL while a package is worked on, then a time without a database', async (t) => {
  const directory = path.join(base, 'killed');
  const postgres = await serverIn(directory);
  const databaseUrl = postgres.url('province');
  const running = await startRegister(crew, { databaseUrl, logKey });
  t.after(() => running.register.close());
  const client = createRegisterClient(running.url);
  const pool = openPool(databaseUrl, { max: 2 });
  // The log is held, so that the worker stands between its verification and its events.
  const holder = await pool.connect();
  holder.on('error', () => undefined);
  await holder.query('begin');
  await holder.query('select * from log_state for update');
  const { message } = await persist(running, three('held'));
  const waits =
    "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%log_state%'";
  while ((await query(pool, waits)).length === 0) await sleep(20);
  process.kill(readPostmaster(path.join(directory, 'data'))?.pid ?? 0, 'SIGKILL');
  holder.release(true);
  await postgres.stop();

  const meanwhile = three('meanwhile');
  for (let look = 0; look < 5; look += 1) {
    const answer = await post(running, meanwhile);
    assert.equal(answer.status, 503);
    assert.match(answer.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
    assert.equal((await fetch(`${running.url}/ready`)).status, 503);
    assert.equal((await fetch(`${running.url}/health`)).status, 200);
    await sleep(300);
  }
  const again = await serverIn(directory);
  t.after(() => again.stop());
  assert.equal(again.url('province'), databaseUrl);
  const later = await persist(running, meanwhile);
  assert.deepEqual(told(await replyTo(client, message, 'held')), registered);
  assert.deepEqual(told(await replyTo(client, later.message, 'meanwhile')), registered);
  assert.equal((await fetch(`${running.url}/ready`)).status, 200);
  await proveWhole(running, 6);
  await pool.end();
});

test('a full disk: 503, and with room again everything goes on', async (t) => {
  mounted = path.join(base, 'small-disk');
  fs.mkdirSync(mounted);
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=755', 'tmpfs', mounted]);
  if (mount.status !== 0) {
    mounted = undefined;
    t.skip(`undetermined: no file system of limited size can be mounted here: ${mount.stderr}`);
    return;
  }
  const postgres = await serverIn(path.join(mounted, 'postgres'));
  const databaseUrl = postgres.url('province');
  const running = await startRegister(crew, { databaseUrl, logKey });
  t.after(() => running.register.close());
  t.after(() => postgres.stop());
  const client = createRegisterClient(running.url);
  await submitAndWait(client, three('roomy'), 'roomy');

  const ballast = path.join(mounted, 'ballast');
  fill(ballast);
  const waiting = new Map<string, Buffer>();
  const accepted = new Map<string, number>();
  const statuses: string[] = [];
  for (let count = 0; count < 60 && waiting.size < 3; count += 1) {
    const seed = `tight ${count}`;
    const bytes = three(seed);
    const answer = await post(running, bytes);
    if (answer.ok) accepted.set(seed, ((await answer.json()) as { message: number }).message);
    else {
      waiting.set(seed, bytes);
      const { code } = (await answer.json()) as { code: string };
      statuses.push(
        `${answer.status} ${code} ${/^\d+$/.test(answer.headers.get('retry-after') ?? '')}`,
      );
    }
  }
  assert.deepEqual(statuses, Array(3).fill('503 try-later true'));
  const outages = new Set(
    running.entries.filter(({ event }) => event === 'outage').map(({ facts }) => facts['code']),
  );
  assert(outages.has('database-exhausted'), [...outages].join());

  fs.rmSync(ballast);
  for (const [seed, bytes] of waiting) accepted.set(seed, (await persist(running, bytes)).message);
  for (const [seed, message] of accepted) {
    assert.deepEqual(told(await replyTo(client, message, seed)), registered, seed);
  }
  await proveWhole(running, 3 * (accepted.size + 1));
});

/** Takes all room that is left. */
function fill(file: string): void {
  const handle = fs.openSync(file, 'w');
  try {
    for (const size of [1 << 20, 1 << 12]) {
      const block = Buffer.alloc(size, 1);
      try {
        for (;;) if (fs.writeSync(handle, block) < size) break;
      } catch (error) {
        assert(error instanceof Error && 'code' in error && error.code === 'ENOSPC');
      }
    }
  } finally {
    fs.closeSync(handle);
  }
}

test('a verifying thread that dies in the middle of a package: the package is finished all the same', async (t) => {
  const deathNote = path.join(base, 'death-note');
  const material: MortalMaterial = { holders: crew.material, deathNote, after: 5 };
  const module = new URL('../../test/support/mortal-trust.ts', import.meta.url);
  const running = await startRegister(crew, {
    logKey,
    workers: { threads: 1, trust: { module, material } },
  });
  t.after(() => running.register.close());
  const client = createRegisterClient(running.url);
  const first = await persist(running, three('first thread'));
  await replyTo(client, first.message, 'first thread');
  // Received while no note lies there; the thread dies while the worker verifies.
  const { store } = running.register.context;
  const bytes = three('thread');
  const pool = openPool(running.config.databaseUrl, { max: 1 });
  const held = await pool.connect();
  await held.query('begin');
  await held.query('lock table message_work in share row exclusive mode');
  const sending = persist(running, bytes);
  await sleep(300);
  fs.writeFileSync(deathNote, '');
  await held.query('rollback');
  held.release();
  await pool.end();
  const { message } = await sending;
  assert.deepEqual(told(await replyTo(client, message, 'thread')), registered);
  assert(!fs.existsSync(deathNote), 'a thread died');
  const failures = running.entries.filter(({ event }) => event === 'worker-failed');
  assert.equal(failures.length, 1);
  assert.match(String(failures[0]?.error), /verification-interrupted/);
  assert.equal((await store.status(message))?.status, 'answered');
  await proveWhole(running, 6);
});

/** Opens a connection and sends the first half of a package on it; answers when the server has closed it. */
function halfSent(running: TestRegister, bytes: Uint8Array): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let answer = '';
  const socket = connect(Number(new URL(running.url).port), '127.0.0.1', () => {
    socket.write(
      `POST /api/2026-11-22/packages HTTP/1.1\r\nHost: x\r\nContent-Type: application/xml\r\n` +
        `Content-Length: ${bytes.length}\r\n\r\n`,
    );
    socket.write(bytes.subarray(0, bytes.length / 2));
  });
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
  });
  socket.on('error', () => undefined);
  socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
  return promise;
}

test('many senders that stop in the middle: others are served, and they are let go', async (t) => {
  const running = await startRegister(crew, { logKey, requestTimeoutMs: 4000 });
  t.after(() => running.register.close());
  const half = three('half');
  const silent = Array.from({ length: 60 }, () => halfSent(running, half));
  await sleep(200);
  const honest = await submitAndWait(createRegisterClient(running.url), three('honest'), 'honest');
  assert.deepEqual(told(honest), registered);
  const ends = await Promise.all(silent);
  assert.deepEqual(new Set(ends), new Set(['HTTP/1.1 408 Request Timeout']));
  await proveWhole(running, 3);
});

test('more than may wait is asked to come again, by turn, and all of it comes in', async (t) => {
  const bytes = three('size').length;
  const intake = { bytes: 2 * bytes, turnMs: 60_000 };
  const running = await startRegister(crew, { logKey, intake, requestTimeoutMs: 4000 });
  t.after(() => running.register.close());
  // Two that never finish take all the room until they are let go.
  const whole = three('stalled');
  const stalled = [halfSent(running, whole), halfSent(running, whole)];
  await sleep(200);
  const crowded = await post(running, three('turn'));
  assert.equal(crowded.status, 503);
  assert.match(crowded.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
  assert.match(crowded.headers.get('hocba-turn') ?? '', /^[0-9a-f]{32}$/);
  assert.match(await crowded.text(), /"code":"intake-full".*hocba-turn/);
  // Our own client shows the turn that it was promised.
  const client = createRegisterClient(running.url);
  const own = three('own');
  await assert.rejects(client.submit(own), /503/);
  await Promise.all(stalled);
  assert.deepEqual(told(await submitAndWait(client, own, 'own')), registered);
  const seeds = Array.from({ length: 8 }, (_, index) => `crowd ${index}`);
  const sending = seeds.map(async (seed) => ({ seed, ...(await persist(running, three(seed))) }));
  for (const { seed, message, refusals } of await Promise.all(sending)) {
    assert(
      refusals.every((refusal) => refusal.startsWith('503 intake-full')),
      refusals.join(),
    );
    const reply = await replyTo(createRegisterClient(running.url), message, seed);
    assert.deepEqual(told(reply), registered, seed);
  }
  await proveWhole(running, 3 * (seeds.length + 1));
});

test('packages that were taken and wait for their answer fill the door too', async (t) => {
  const first = three('waiting');
  const intake = { bytes: first.length + 1000, turnMs: 60_000 };
  const running = await startRegister(crew, { logKey, intake });
  t.after(() => running.register.close());
  const pool = openPool(running.config.databaseUrl, { max: 1 });
  const holder = await pool.connect();
  await holder.query('begin');
  await holder.query('select * from log_state for update');
  const { message } = await persist(running, first);
  const second = three('behind');
  assert.equal((await post(running, second)).status, 503);
  await holder.query('rollback');
  holder.release();
  await pool.end();
  const client = createRegisterClient(running.url);
  assert.deepEqual(told(await replyTo(client, message, 'waiting')), registered);
  const behind = await persist(running, second);
  assert.deepEqual(told(await replyTo(client, behind.message, 'behind')), registered);
  await proveWhole(running, 6);
});

test('a clock that jumps back and forth: the log only grows, and proves itself', async (t) => {
  let now = '2026-06-10T03:00:00Z' as Instant;
  const running = await startRegister(crew, { logKey, clock: { now: () => now } });
  t.after(() => running.register.close());
  const client = createRegisterClient(running.url);
  const days = ['2026-06-10', '2026-06-03', '2027-02-28', '2026-06-11'] as const;
  let size = 0;
  for (const day of days) {
    now = `${day}T03:00:00Z` as Instant;
    assert.deepEqual(told(await submitAndWait(client, three(day), day)), registered, day);
    const { logSize } = await running.register.load();
    assert(logSize > size);
    size = logSize;
  }
  await proveWhole(running, 3 * days.length);
});

test('messages out of order and again: each is judged by what is there, and nothing is doubled', async (t) => {
  const running = await startRegister(crew, { logKey });
  t.after(() => running.register.close());
  const client = createRegisterClient(running.url);
  const content = fresh();
  const second = { ...content, version: 2 };
  const recall = recallOf(content, crew);
  const early = await client.recall(recall);
  assert.equal(early.ok ? '' : early.refusal.code, 'record-unknown');
  const next = await submitAndWait(client, packed([second], 'second'), 'second');
  assert.deepEqual(told(next), ['refused(version-not-next)']);
  const bytes = packed([content], 'first');
  assert.deepEqual(told(await submitAndWait(client, bytes, 'first')), ['registered']);
  const recalled = await client.recall(recall);
  assert(recalled.ok, 'what was refused before was not kept');
  assert.deepEqual(await client.recall(recall), recalled);
  // The package again, late: it was received, and stays recalled.
  assert.deepEqual(told(await submitAndWait(client, bytes, 'first')), ['registered']);
  const known = await client.lookUp(content.code);
  assert.match(JSON.stringify(known), /"state":"recalled"/);
  const again = await submitAndWait(client, packed([second], 'again'), 'again');
  assert.deepEqual(told(again), ['registered']);
  await proveWhole(running, 2);
  const pool = openPool(running.config.databaseUrl, { max: 1 });
  const leaves = await query<{ type: string }>(
    pool,
    "select convert_from(leaf, 'UTF8')::json ->> 'type' as type from event order by leaf_index",
  ).finally(() => pool.end());
  assert.deepEqual(
    leaves.map(({ type }) => type),
    ['record-registered', 'record-recalled', 'record-replaced', 'record-registered'],
  );
});
