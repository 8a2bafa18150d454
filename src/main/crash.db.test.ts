import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { zstdCompressSync } from 'node:zlib';
import { replyTo, told } from '../../test/support/answered.ts';
import { freshDatabase } from '../../test/support/postgres.ts';
import { Crew, learnerContent, packageOf, sent, signRecord } from '../../test/support/records.ts';
import { noteKey, startRegister } from '../../test/support/register.ts';
import type { ProcessConfig } from '../../test/support/register-process.ts';
import { sampleContent } from '../../test/support/sample-content.ts';
import { createRegisterClient } from '../adapter/http/register-client.ts';
import { openPool, query } from '../adapter/postgres/database.ts';
import { createRegisterStore } from '../adapter/postgres/register/register-store.ts';
import { Outage } from '../app/outage.ts';
import { writeSignerKey } from '../format/log/key.ts';
import { prepareRegisterDatabase } from './register.ts';

const program = new URL('../../test/support/register-process.ts', import.meta.url).pathname;
const crew = new Crew().enlist(sampleContent);
const seal = crew.holder('MST:0999000000');
const logKey = noteKey('register.test/99');
const perPackage = 12;

interface RunningProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly ended: Promise<unknown>;
}

async function start(configFile: string): Promise<RunningProcess> {
  const child = spawn(process.execPath, [program, configFile], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  assert(child.stdout);
  const lines = createInterface(child.stdout);
  const first = await lines[Symbol.asyncIterator]().next();
  return { child, url: String(first.value), ended };
}

async function prepare() {
  const databaseUrl = await freshDatabase();
  await prepareRegisterDatabase(databaseUrl, '99');
  const owner = openPool(databaseUrl, { max: 2 });
  await createRegisterStore(owner, '99').addSchool(sampleContent.school);
  const directory = mkdtempSync(path.join(tmpdir(), 'hocba-crash-'));
  const config: ProcessConfig = {
    databaseUrl,
    material: crew.material,
    logKey: writeSignerKey(logKey),
    sealKeyPem: String(seal.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    sealCertificate: seal.certificate,
    at: '2026-06-10T03:00:00Z' as ProcessConfig['at'],
  };
  const configFile = path.join(directory, 'config.json');
  writeFileSync(configFile, JSON.stringify(config), { mode: 0o600 });
  return { databaseUrl, owner, configFile, directory };
}

const packagesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const seed = `crash ${index}`;
    const contents = Array.from({ length: perPackage }, (__, n) =>
      learnerContent(index * perPackage + n + 1),
    );
    const records = contents.map((content) => sent(content, signRecord(content, crew)));
    return { seed, bytes: packageOf(records, crew, { seed }) };
  });

/** Sends until it is acknowledged, by whichever process is there. */
async function persist(urlNow: () => string, bytes: Uint8Array): Promise<number> {
  for (;;) {
    try {
      const answer = await createRegisterClient(urlNow()).submit(bytes);
      assert(answer.ok, JSON.stringify(answer));
      return answer.value.message;
    } catch (error) {
      if (!(error instanceof Outage)) throw error;
      await sleep(50);
    }
  }
}

async function proveWhole(databaseUrl: string, expected: number): Promise<void> {
  const { register } = await startRegister(crew, { databaseUrl, logKey });
  const report = await register.fsck(false);
  await register.close();
  assert.deepEqual(report.differences, []);
  assert.deepEqual([report.events, report.files], [expected, expected]);
}

test('kill -9 again and again while packages come in: everything is finished exactly once', async () => {
  const { databaseUrl, owner, configFile, directory } = await prepare();
  const packages = packagesOf(8);
  let running = await start(configFile);
  let kills = 0;
  let over = false;
  const killer = (async () => {
    while (!over) {
      await sleep(150 + 130 * kills);
      if (over || kills === 4) break;
      const [before] = await query<{ count: number }>(owner, 'select count(*) from event');
      assert(before);
      running.child.kill('SIGKILL');
      await running.ended;
      kills += 1;
      running = await start(configFile);
    }
  })();
  const numbers = await Promise.all(packages.map(({ bytes }) => persist(() => running.url, bytes)));
  await killer;
  for (const [index, { seed }] of packages.entries()) {
    const reply = await replyTo(createRegisterClient(running.url), numbers[index] ?? 0, seed);
    assert.deepEqual(told(reply), Array(perPackage).fill('registered'));
  }
  over = true;
  running.child.kill('SIGKILL');
  await running.ended;
  assert.equal(kills, 4);
  await owner.end();
  await proveWhole(databaseUrl, packages.length * perPackage);
  rmSync(directory, { recursive: true });
});

test('a package whose worker was killed in the middle is finished by the next one', async () => {
  const { databaseUrl, owner, configFile, directory } = await prepare();
  const [one] = packagesOf(1);
  assert(one);
  // The log is held, so that the worker stands between its verification and its events.
  const holder = await owner.connect();
  await holder.query('begin');
  await holder.query('select * from log_state for update');
  const first = await start(configFile);
  const message = await persist(() => first.url, one.bytes);
  const waiting = async (): Promise<boolean> => {
    const rows = await query(
      owner,
      "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%log_state%'",
    );
    return rows.length > 0;
  };
  while (!(await waiting())) await sleep(20);
  const status = await createRegisterStore(owner, '99').status(message);
  assert.deepEqual(status, { message, status: 'processing', done: perPackage, total: perPackage });
  first.child.kill('SIGKILL');
  await first.ended;
  await holder.query('rollback');
  holder.release();
  const second = await start(configFile);
  const reply = await replyTo(createRegisterClient(second.url), message, one.seed);
  assert.deepEqual(told(reply), Array(perPackage).fill('registered'));
  second.child.kill('SIGKILL');
  await second.ended;
  await owner.end();
  await proveWhole(databaseUrl, perPackage);
  rmSync(directory, { recursive: true });
});

test('two processes on one database share the work and double nothing', async () => {
  const { databaseUrl, owner, configFile, directory } = await prepare();
  const both = await Promise.all([start(configFile), start(configFile)]);
  const packages = packagesOf(6);
  // Each package is sent to both at once.
  const numbers = await Promise.all(
    packages.map(async ({ bytes }) => {
      const answers = await Promise.all(both.map(({ url }) => persist(() => url, bytes)));
      assert.equal(new Set(answers).size, 1);
      return answers[0] ?? 0;
    }),
  );
  for (const [index, { seed }] of packages.entries()) {
    const { url } = both[index % 2] ?? { url: '' };
    const reply = await replyTo(createRegisterClient(url), numbers[index] ?? 0, seed);
    assert.deepEqual(told(reply), Array(perPackage).fill('registered'));
  }
  for (const { child, ended } of both) {
    child.kill('SIGKILL');
    await ended;
  }
  await owner.end();
  await proveWhole(databaseUrl, packages.length * perPackage);
  rmSync(directory, { recursive: true });
});

test('a package that cannot be worked on waits by itself; the others do not wait for it', async () => {
  const { databaseUrl, owner, configFile, directory } = await prepare();
  const [one] = packagesOf(1);
  assert(one);
  // What no door would let in: a stored package that nobody can read.
  await owner.query(
    `insert into message (province, kind, package_id, school, year, sha256, bytes, total, received_at)
     values ('99', 'package', 'poison', $1, '2025-2026', '', $2, 1, now())`,
    [sampleContent.school.code, zstdCompressSync(Buffer.from('<x/>'))],
  );
  await owner.query(
    "insert into message_work (province, number, status) select province, number, 'received' from message",
  );
  const running = await start(configFile);
  const message = await persist(() => running.url, one.bytes);
  const reply = await replyTo(createRegisterClient(running.url), message, one.seed);
  assert.deepEqual(told(reply), Array(perPackage).fill('registered'));
  const poisoned = await query<{ status: string; attempts: number; fault: string }>(
    owner,
    "select status, attempts, fault from message_work join message using (province, number) where package_id = 'poison'",
  );
  assert.equal(poisoned[0]?.status, 'received');
  assert((poisoned[0]?.attempts ?? 0) >= 1);
  running.child.kill('SIGKILL');
  await running.ended;
  await owner.end();
  const { register } = await startRegister(crew, { databaseUrl, logKey });
  const report = await register.fsck(false);
  await register.close();
  // fsck shows it too: its digest is not that of its bytes.
  assert.deepEqual(
    report.differences.map(({ code }) => code),
    ['message-digest-differs'],
  );
  rmSync(directory, { recursive: true });
});
