import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobReport } from '../../../app/demo/run-main-job.ts';
import type { RecordCode } from '../../../domain/record/content.ts';
import { ok, refuse } from '../../../domain/result.ts';
import { exit } from '../command.ts';
import { type DemoChoice, type DemoEvent, type DemoWorld, demoCommand } from './demo.ts';

const report: JobReport = {
  stages: [{ stage: 'sign', seconds: 2.5, counts: { signatures: 8208 } }],
  samples: [
    {
      code: 'ab'.repeat(16) as RecordCode,
      learner: 'Đặng Ngọc Ẩn',
      className: '6A',
      birthDate: '2014-01-19',
    },
  ],
};

/** What the command does with a world that behaves as told. */
async function run(
  args: readonly string[],
  world: Partial<DemoWorld> = {},
  happens: readonly DemoEvent[] = [],
) {
  const out: string[] = [];
  const err: string[] = [];
  const done: string[] = [];
  const stop = new AbortController();
  const open = async ({ school, classes }: DemoChoice, tell: (event: DemoEvent) => void) => {
    for (const event of happens) tell(event);
    done.push(`open ${school} ${classes?.join(' ') ?? 'all'}`);
    return {
      addresses: [{ what: 'look-up', url: 'http://127.0.0.1:8420/' }],
      runJob: async () => {
        setImmediate(() => stop.abort());
        return ok(report);
      },
      exportTo: async (directory: string) => {
        done.push(`export ${directory}`);
        return { records: 586, tiles: 7, keys: 34, trust: 6 };
      },
      close: async () => void done.push('close'),
      ...world,
    };
  };
  const io = {
    stdout: (text: string) => void out.push(text),
    stderr: (text: string) => void err.push(text),
    isTty: false,
    columns: 80,
  };
  const command = demoCommand({ open, nowMs: () => 0 });
  const code = await command.run(args, io, stop.signal);
  return { code, out: out.join(''), err: err.join(''), done };
}

test('serves until it is told to stop, then closes everything; nothing goes to standard output', async () => {
  const { code, out, err, done } = await run([]);
  assert.equal(code, exit.done);
  assert.equal(out, '');
  assert.match(err, /8\.208 chữ ký/);
  assert.match(err, /http:\/\/127\.0\.0\.1:8420\//);
  assert.match(err, /abababababababababababababababab {3}19\/01\/2014 {3}Đặng Ngọc Ẩn, lớp 6A/);
  assert.deepEqual(done, ['open thcs all', 'close']);
});

test('--json prints one document', async () => {
  const { code, out } = await run(['--json']);
  assert.equal(code, exit.done);
  const { stages, samples, addresses } = JSON.parse(out) as JobReport & { addresses: unknown[] };
  assert.deepEqual({ stages, samples }, report);
  assert.equal(addresses.length, 1);
});

test('--export writes and ends without serving', async () => {
  const { code, out, done } = await run(['--export', 'x', '--classes', '6A,7B', '--json']);
  assert.equal(code, exit.done);
  assert.deepEqual(done, ['open thcs 6A 7B', 'export x', 'close']);
  const { exported, addresses } = JSON.parse(out) as { exported: unknown; addresses: unknown[] };
  assert.deepEqual(exported, { records: 586, tiles: 7, keys: 34, trust: 6 });
  assert.deepEqual(addresses, []);
});

test('a refusal is a sentence and exit code 1, and everything is closed', async () => {
  const runJob = async () => refuse({ code: 'records-refused-by-register' as const, count: 3 });
  const { code, out, err, done } = await run(['--json'], { runJob });
  assert.equal(code, exit.refused);
  assert.match(err, /Sở từ chối 3 học bạ/);
  assert.deepEqual(JSON.parse(out), {
    refusal: { code: 'records-refused-by-register', count: 3 },
  });
  assert.deepEqual(done, ['open thcs all', 'close']);
});

test('an outage closes everything too', async () => {
  const done: string[] = [];
  const runJob = async () => {
    throw new Error('line cut');
  };
  const close = async () => void done.push('close');
  await assert.rejects(run([], { runJob, close }), /line cut/);
  assert.deepEqual(done, ['close']);
});

test('a role that ends by itself ends the demo, which says so and can be started again', async () => {
  const runJob: DemoWorld['runJob'] = async (_, signal) => {
    signal.throwIfAborted();
    return ok(report);
  };
  const event = { code: 'role-ended', role: 'province', text: '70' } as const;
  const { code, err, done } = await run([], { runJob }, [event]);
  assert.equal(code, exit.tryAgain);
  assert.match(err, /Vai Sở dừng bất thường \(mã 70\)/);
  assert.deepEqual(done, ['open thcs all', 'close']);
});

test('arguments that nobody knows open nothing', async () => {
  for (const args of [['--nope'], ['extra'], ['--export']]) {
    const { code, done } = await run(args);
    assert.equal(code, exit.usage);
    assert.deepEqual(done, []);
  }
});
