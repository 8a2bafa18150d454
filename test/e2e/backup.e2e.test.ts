import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { discard } from '../../src/adapter/embedded-postgres/place.ts';
import { readPostmaster } from '../../src/adapter/embedded-postgres/postmaster.ts';
import {
  type RunningPostgres,
  startPostgres,
} from '../../src/adapter/embedded-postgres/start-postgres.ts';
import { createRegisterClient } from '../../src/adapter/http/register-client.ts';
import { createDatabase, openPool, query } from '../../src/adapter/postgres/database.ts';
import { seekCosignature } from '../../src/app/register/seek-cosignature.ts';
import { replyTo, submitAndWait, told } from '../support/answered.ts';
import { Crew, learnerContent, packageOf, sent, signRecord } from '../support/records.ts';
import { noteKey, startRegister, type TestRegister } from '../support/register.ts';
import { sampleContent } from '../support/sample-content.ts';

const main = path.resolve(import.meta.dirname, '../../src/main.ts');
const base = fs.mkdtempSync(path.join(os.tmpdir(), 'hocba-backup-'));
fs.chmodSync(base, 0o755);
const at = (...names: string[]): string => path.join(base, ...names);
const home = at('sao lưu 100 %');
const crew = new Crew().enlist(sampleContent);
crew.holder('MST:0999000000');
const logKey = noteKey('register.test/99');
const servers: { readonly directory: string; readonly postgres: RunningPostgres }[] = [];
/** Packages that the register acknowledged: number at the register by seed. */
const acknowledged = new Map<string, number>();
/** What the school keeps: the exact bytes of each package. */
const packages = new Map<string, Buffer>();
let leaves: readonly string[] = [];
/** A moment between two packages. */
let between = '';
let learner = 0;

after(async () => {
  for (const { directory, postgres } of servers) {
    await postgres.stop();
    discard(directory);
  }
  fs.rmSync(base, { recursive: true, force: true });
});

async function start(directory: string): Promise<RunningPostgres> {
  const postgres = await startPostgres({ directory });
  servers.push({ directory, postgres });
  return postgres;
}

const dataOf = (directory: string): string => path.join(directory, 'data');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function hocba(...args: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return { child, ended: once(child, 'close').then(([code]) => ({ code, out, err })) };
}

const backup = (to: string, ...more: readonly string[]) =>
  hocba('backup', '--config', at('province.json'), '--to', to, ...more);
const restore = (...args: readonly string[]): Promise<Ended> => hocba('restore', ...args).ended;

function settings(database: string): void {
  const keyFile = { pkcs12: 'x', password: 'x' };
  const content = {
    role: 'province',
    host: '127.0.0.1',
    port: 0,
    database,
    departmentCode: '99',
    departmentName: 'Sở Giáo dục và Đào tạo Mẫu',
    taxCode: '0999000000',
    environment: 'trial',
    trust: 'x',
    seal: keyFile,
    logKey: 'x',
    witness: null,
    schools: [],
  };
  fs.writeFileSync(at('province.json'), JSON.stringify(content));
}

async function send(running: TestRegister, seed: string): Promise<void> {
  const records = [1, 2, 3].map(() => {
    learner += 1;
    const content = learnerContent(learner);
    return sent(content, signRecord(content, crew));
  });
  const bytes = packageOf(records, crew, { seed });
  packages.set(seed, bytes);
  const answer = await createRegisterClient(running.url).submit(bytes);
  assert(answer.ok, JSON.stringify(answer));
  acknowledged.set(seed, answer.value.message);
}

async function answered(running: TestRegister, seed: string): Promise<void> {
  const message = acknowledged.get(seed) ?? 0;
  const reply = await replyTo(createRegisterClient(running.url), message, seed);
  assert.deepEqual(told(reply), Array(3).fill('registered'), seed);
}

async function leavesOf(databaseUrl: string): Promise<readonly string[]> {
  const pool = openPool(databaseUrl, { max: 1 });
  const rows = await query<{ leaf: string }>(
    pool,
    "select encode(leaf, 'hex') as leaf from event order by leaf_index",
  ).finally(() => pool.end());
  return rows.map(({ leaf }) => leaf);
}

/** Ends the WAL segment and waits until it is archived. */
async function archiveNow(databaseUrl: string): Promise<void> {
  const pool = openPool(databaseUrl, { max: 1 });
  const done = `select from pg_stat_archiver where last_archived_wal >= $1`;
  const [row] = await query<{ name: string }>(
    pool,
    'select pg_walfile_name(pg_switch_wal()) as name',
  );
  while ((await query(pool, done, [row?.name])).length === 0) await sleep(50);
  await pool.end();
}

/** Opens the register on restored data, lets it finish its work, and proves it. */
async function prove(
  directory: string,
  seeds: readonly string[],
  look: (running: TestRegister) => Promise<void> = async () => undefined,
): Promise<readonly string[]> {
  fs.copyFileSync(at('server', 'password'), path.join(directory, 'password'));
  const postgres = await start(directory);
  const databaseUrl = postgres.url('province');
  const running = await startRegister(crew, { databaseUrl, logKey });
  for (const seed of seeds) await answered(running, seed);
  const report = await running.register.fsck(false);
  assert.deepEqual(report.differences, []);
  assert.equal(report.files, seeds.length * 3);
  await look(running);
  await running.register.close();
  const all = await leavesOf(databaseUrl);
  await postgres.stop();
  return all;
}

before(async () => {
  const postgres = await start(at('server'));
  await createDatabase(postgres.url('postgres'), 'province');
  settings(postgres.url('province'));
  const archiving = await backup(home, '--archive').ended;
  assert.equal(archiving.code, 0, archiving.err);
  await postgres.stop();
});

test('a backup while packages come in, more packages, and kill -9 of PostgreSQL', async () => {
  const postgres = await start(at('server'));
  settings(postgres.url('province'));
  const running = await startRegister(crew, { databaseUrl: postgres.url('province'), logKey });
  await send(running, 'before');
  const made = backup(home, '--json');
  const during: string[] = [];
  while (made.child.exitCode === null) {
    const seed = `during ${during.length}`;
    during.push(seed);
    await send(running, seed);
    await sleep(100);
  }
  const { code, out, err } = await made.ended;
  assert.equal(code, 0, err);
  assert.equal(JSON.parse(out).archived, true);
  assert(during.length > 3, 'packages came in meanwhile');
  for (const seed of ['before', ...during]) await answered(running, seed);
  between = `${new Date(Math.ceil(Date.now() / 1000) * 1000).toISOString().slice(0, 19)}Z`;
  await sleep(Date.parse(between) - Date.now() + 300);
  await send(running, 'later');
  await answered(running, 'later');
  leaves = await leavesOf(postgres.url('province'));
  await archiveNow(postgres.url('province'));
  await send(running, 'last');
  process.kill(readPostmaster(dataOf(at('server')))?.pid ?? 0, 'SIGKILL');
  await running.register.close();
  await postgres.stop();
});

test('restored to the end, nothing that was acknowledged is lost', async () => {
  const { code, err } = await restore(
    ...['--from', home, '--to', dataOf(at('whole'))],
    ...['--wal', path.join(dataOf(at('server')), 'pg_wal')],
  );
  assert.equal(code, 0, err);
  const restored = await prove(at('whole'), [...acknowledged.keys()]);
  assert.deepEqual(restored.slice(0, leaves.length), leaves);
  assert.equal(restored.length, acknowledged.size * 3);
});

test('restored to a moment, the log is a shorter one with the same beginning', async () => {
  const { code, err, out } = await restore(
    ...['--from', home, '--to', dataOf(at('moment')), '--at', between, '--json'],
    ...['--wal', path.join(dataOf(at('server')), 'pg_wal')],
  );
  assert.equal(code, 0, err);
  assert.match(JSON.parse(out).lastCommit, /^\d{4}-/);
  const seeds = [...acknowledged.keys()].filter((seed) => seed !== 'later' && seed !== 'last');
  // A witness that saw the longer log cosigns none of this.
  const restored = await prove(at('moment'), seeds, async ({ register, url, logVerifier }) => {
    const lastSize = async (): Promise<number> => leaves.length;
    const submit = async (): Promise<never> => assert.fail('the witness is not asked');
    const client = { lastSize, submit };
    const sought = await seekCosignature(logKey.name, register.log, client, logVerifier);
    assert.equal(sought.ok ? '' : sought.refusal.code, 'witness-ahead');
    // The school sends again what it kept: what is lost comes in anew, what is there is not doubled.
    const school = createRegisterClient(url);
    const lost = packages.get('later') ?? Buffer.of();
    assert.deepEqual(told(await submitAndWait(school, lost, 'later')), Array(3).fill('registered'));
    const kept = await school.submit(packages.get('before') ?? Buffer.of());
    assert(kept.ok && kept.value.repeated);
    assert.deepEqual((await register.fsck(false)).differences, []);
  });
  const length = seeds.length * 3;
  assert.equal(restored.length, length + 3);
  assert(length < leaves.length);
  assert.deepEqual(restored.slice(0, length), leaves.slice(0, length));
});

test('a target that is there is left alone; a moment out of reach is told', async () => {
  const taken = await restore('--from', home, '--to', dataOf(at('whole')));
  assert.equal(taken.code, 65);
  assert.match(taken.err, /không ghi đè/);
  const early = await restore('--from', home, '--to', at('x'), '--at', '2020-01-01T00:00:00Z');
  assert.equal(early.code, 65);
  assert.match(early.err, /Không có bản sao lưu nào trước thời điểm/);
  const zone = await restore('--from', home, '--to', at('x'), '--at', '2026-06-10T15:30:00');
  assert.equal(zone.code, 64);
  const late = await restore('--from', home, '--to', at('x'), '--at', '2099-01-01T00:00:00+07:00');
  assert.equal(late.code, 65, late.err);
  assert.match(late.err, /giao dịch cuối cùng có được là lúc \d{4}-/);
  assert(!fs.existsSync(at('x')));
  assert.deepEqual(
    fs.readdirSync(base).filter((name) => name.includes('partial')),
    [],
  );
});

const folder = (): string =>
  path.join(home, fs.readdirSync(home).find((name) => name.startsWith('base-')) ?? '');

/** Changes one file, runs, and puts the file back. */
async function tampered(file: string, change: (bytes: Buffer) => Buffer | undefined) {
  const whole = fs.existsSync(file) ? fs.readFileSync(file) : undefined;
  const changed = change(Buffer.from(whole ?? ''));
  if (changed === undefined) fs.rmSync(file);
  else fs.writeFileSync(file, changed);
  try {
    return await restore('--from', home, '--to', at('tampered'));
  } finally {
    if (whole === undefined) fs.rmSync(file);
    else fs.writeFileSync(file, whole);
  }
}

const flip = (bytes: Buffer, index: number): Buffer => {
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return bytes;
};

const replace = (from: RegExp, to: string) => (bytes: Buffer) =>
  Buffer.from(bytes.toString().replace(from, to));

const tamperings: readonly {
  readonly name: string;
  readonly file: () => string;
  readonly change: (bytes: Buffer) => Buffer | undefined;
  readonly sentence: RegExp;
}[] = [
  {
    name: 'one bit of a data file',
    file: () => path.join(folder(), 'data', 'global', 'pg_control'),
    change: (bytes) => flip(bytes, 300),
    sentence: /Tệp data\/global\/pg_control .* không đúng như lúc sao lưu/,
  },
  {
    name: 'a file that is gone',
    file: () => path.join(folder(), 'data', 'PG_VERSION'),
    change: () => undefined,
    sentence: /thiếu tệp data\/PG_VERSION/,
  },
  {
    name: 'a file more',
    file: () => path.join(folder(), 'data', 'base', 'more'),
    change: () => Buffer.from('x'),
    sentence: /Tệp data\/base\/more/,
  },
  {
    name: 'the manifest',
    file: () => path.join(folder(), 'manifest.json'),
    change: replace(/"size": \d+/, '"size": 1'),
    sentence: /manifest\.json/,
  },
  {
    name: 'the manifest of another version of this program',
    file: () => path.join(folder(), 'manifest.json'),
    change: replace(/hocba-backup-1/, 'hocba-backup-2'),
    sentence: /phiên bản khác/,
  },
];

for (const { name, file, change, sentence } of tamperings) {
  test(`a tampered backup is refused: ${name}`, async () => {
    const { code, err } = await tampered(file(), change);
    assert.equal(code, 65, err);
    assert.match(err, sentence);
    assert(!fs.existsSync(at('tampered')));
  });
}

test('a hole in the archived log and damage inside it are told, not passed over', async () => {
  const archive = path.join(home, 'wal');
  const lastOf = () =>
    fs
      .readdirSync(archive)
      .filter((name) => /^[0-9A-F]{24}$/.test(name))
      .toSorted();
  const before = lastOf().at(-1) ?? '';
  const next = (name: string, by: number): string =>
    (BigInt(`0x${name}`) + BigInt(by)).toString(16).toUpperCase().padStart(24, '0');
  // The segment that the dead server was writing, as if it had been archived, and the one after it.
  const writing = next(before, 1);
  const wal = path.join(dataOf(at('server')), 'pg_wal');
  fs.copyFileSync(path.join(wal, writing), path.join(archive, writing));
  const broken = await tampered(path.join(archive, before), (bytes) =>
    bytes.fill(0x55, 8192, 200_000),
  );
  assert.equal(broken.code, 65, broken.err);
  assert.match(broken.err, /hỏng trước tệp/);
  const hole = await tampered(path.join(archive, before), () => undefined);
  assert.equal(hole.code, 65, hole.err);
  assert.match(hole.err, new RegExp(`Thiếu tệp nhật ký ghi trước ${before}`));
});

test('a backup that is killed or stopped leaves nothing that passes for one', async () => {
  const postgres = await start(at('server'));
  settings(postgres.url('province'));
  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    const to = at(signal);
    const { child, ended } = backup(to);
    const halfway = (): boolean => {
      const [draft] = fs.existsSync(to) ? fs.readdirSync(to) : [];
      return draft !== undefined && fs.existsSync(path.join(to, draft, 'data', 'base', '1'));
    };
    while (!halfway()) await sleep(5);
    child.kill(signal);
    const { code } = await ended;
    assert.equal(code, signal === 'SIGINT' ? 75 : null);
    const left = fs.readdirSync(to);
    assert(
      left.every((name) => name.startsWith('partial-')),
      left.join(),
    );
    if (signal === 'SIGINT') assert.deepEqual(left, []);
    const refused = await restore('--from', to, '--to', at('y'));
    assert.equal(refused.code, 65);
    assert.match(refused.err, /Không có bản sao lưu trọn vẹn nào/);
  }
  const pool = openPool(postgres.url('province'), { max: 1 });
  for (let left = 50; ; left -= 1) {
    const slots = await query(pool, 'select from pg_replication_slots');
    if (slots.length === 0) break;
    assert(left > 0, 'a dead backup holds the log');
    await sleep(100);
  }
  await pool.end();
  await postgres.stop();
});
