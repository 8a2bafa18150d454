import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { discard } from '../../src/adapter/embedded-postgres/place.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hocba-demo-'));
const running = new Set<Run>();
after(async () => {
  for (const run of running) run.child.kill('SIGKILL');
  await nothingLeft();
  for (const school of ['', 'tieuhoc', 'gdtx']) {
    discard(path.join(folder, 'home', school, 'postgres'));
  }
  fs.rmSync(folder, { recursive: true, force: true });
});

// Any free port: other tests and other people's demos use the usual ones.
for (const school of ['', 'tieuhoc', 'gdtx']) {
  for (const role of ['province', 'ministry']) {
    fs.mkdirSync(path.join(folder, 'home', school, 'ports'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'home', school, 'ports', role), '0\n');
  }
}

/** What `hocba demo --json` prints. */
interface Summary {
  readonly stages: readonly {
    readonly stage: string;
    readonly counts: Readonly<Record<string, number>>;
  }[];
  readonly samples: readonly { readonly code: string; readonly birthDate: string }[];
  readonly addresses: readonly { readonly what: string; readonly url: string }[];
  readonly exported: { readonly records: number } | null;
}

interface Run {
  readonly child: ReturnType<typeof spawn>;
  stdout(): string;
  stderr(): string;
  ended(): Promise<number | null>;
}

function hocba(...args: readonly string[]): Run {
  const env = { ...process.env, HOCBA_HOME: path.join(folder, 'home') };
  const child = spawn(process.execPath, [main, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const exit = once(child, 'close');
  const run: Run = {
    child,
    stdout: () => out,
    stderr: () => err,
    ended: async () => {
      const [code] = (await exit) as [number | null];
      running.delete(run);
      return code;
    },
  };
  running.add(run);
  return run;
}

async function until(run: Run, holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 20) {
    assert.ok(waited < 60_000 && run.child.exitCode === null, run.stderr());
    await sleep(20);
  }
}

/** Processes that speak of this test's folder: roles, the database's watchdog. */
function processesLeft(): readonly string[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => {
      try {
        return fs.readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    })
    .filter((line) => line.includes(folder));
}

async function nothingLeft(): Promise<void> {
  if (process.platform !== 'linux') return;
  for (let waited = 0; processesLeft().length > 0; waited += 100) {
    assert.ok(waited < 15_000, processesLeft().join('\n'));
    await sleep(100);
  }
}

const count = ({ stages }: Summary, stage: string, name: string): number | undefined =>
  stages.find((one) => one.stage === stage)?.counts[name];

// 7B: 36 learners, among them one with a missing mark and one who waits for the supplementary cohort.
const classes = ['--classes', '7B'];

test('killed while signing: nothing runs on, and the next start goes on from there', async () => {
  const run = hocba('demo', ...classes, '--json');
  await until(run, () => /Chốt /.test(run.stderr()));
  await sleep(250);
  run.child.kill('SIGKILL');
  await run.ended();
  assert.equal(run.stdout(), '');
  await nothingLeft();
});

test('the class is carried to locked and looked up; Ctrl-C stops everything', async () => {
  const run = hocba('demo', ...classes, '--json');
  await until(run, () => run.stdout().endsWith('\n'));
  const summary = JSON.parse(run.stdout()) as Summary;
  assert.match(run.stderr(), /đã xong từ lần chạy trước/);
  assert.equal(count(summary, 'import', 'learners'), 36);
  assert.equal(count(summary, 'check', 'mends'), 2);
  // 12 subject teachers, homeroom teacher and head for each of 35 learners, whoever signed before the kill included.
  assert.equal(count(summary, 'sign', 'signatures'), 35 * 14);
  assert.equal(count(summary, 'seal', 'seals'), 35);
  assert.equal(count(summary, 'register', 'records'), 35);
  assert.deepEqual(summary.stages.find(({ stage }) => stage === 'lock')?.counts, {
    classes: 1,
    enrolled: 36,
    inForce: 35,
    excused: 1,
  });
  const [sample] = summary.samples;
  const url = summary.addresses.find(({ what }) => what === 'look-up')?.url;
  assert(sample !== undefined && url !== undefined);
  const page = await fetch(new URL(`/tra-cuu/${sample.code}`, url));
  assert.equal(page.status, 200);
  const whole = await fetch(new URL('/tra-cuu', url), {
    method: 'POST',
    body: new URLSearchParams({ code: sample.code, birthDate: sample.birthDate }),
  });
  assert.equal(whole.status, 200);
  assert.match(await whole.text(), /Trường THCS Mẫu Số 1/);
  run.child.kill('SIGINT');
  assert.equal(await run.ended(), 0);
  await nothingLeft();
});

test('a finished job is not done again; the export can be verified offline by anybody', async () => {
  const target = path.join(folder, 'export');
  const run = hocba('demo', ...classes, '--export', target, '--json');
  assert.equal(await run.ended(), 0, run.stderr());
  const summary = JSON.parse(run.stdout()) as Summary;
  assert.equal(summary.exported?.records, 35);
  const records = fs.readdirSync(path.join(target, 'records'));
  assert.equal(records.length, 35);
  assert.equal(fs.readdirSync(path.join(target, 'proofs')).length, 35);
  assert.ok(fs.readdirSync(path.join(target, 'keys')).includes('README'));
  const files = records.slice(0, 3).map((name) => path.join(target, 'records', name));
  const verify = hocba('verify', ...files, '--trust', path.join(target, 'trust'), '--json');
  assert.equal(await verify.ended(), 0, verify.stdout());
  await nothingLeft();
});

// 2A: 31 learners, one without a test mark. A primary record has no teacher's slot: homeroom teacher and head sign.
const others = [
  { school: 'tieuhoc', classes: ['--classes', '2A'], perRecord: 2 },
  { school: 'gdtx', classes: [], perRecord: null },
] as const;

for (const { school, classes: some, perRecord } of others) {
  test(`the sample school ${school} goes through the main job, and its records verify`, async () => {
    const target = path.join(folder, `export-${school}`);
    const run = hocba('demo', '--school', school, ...some, '--export', target, '--json');
    assert.equal(await run.ended(), 0, run.stderr());
    const summary = JSON.parse(run.stdout()) as Summary;
    const records = fs.readdirSync(path.join(target, 'records'));
    assert.ok(records.length > 20);
    assert.equal(count(summary, 'register', 'records'), records.length);
    assert.equal(count(summary, 'lock', 'inForce'), records.length);
    if (perRecord !== null) {
      assert.equal(count(summary, 'sign', 'signatures'), perRecord * records.length);
    }
    const files = records.map((name) => path.join(target, 'records', name));
    const verify = hocba('verify', ...files, '--trust', path.join(target, 'trust'), '--json');
    assert.equal(await verify.ended(), 0, verify.stdout());
    await nothingLeft();
  });
}

test('a school that there is no sample of is wrong usage', async () => {
  assert.equal(await hocba('demo', '--school', 'mamnon').ended(), 64);
});
