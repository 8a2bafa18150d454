import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outage } from '../../app/outage.ts';
import type { Command, Io } from './command.ts';
import { runCli } from './run-cli.ts';

interface Said {
  readonly out: string[];
  readonly err: string[];
  readonly io: Io;
}

function listener(): Said {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    isTty: false,
    columns: 80,
  };
  return { out, err, io };
}

const entry = (run: Command['run']) => ({
  name: 'thu',
  summary: 'thử',
  load: async (): Promise<Command> => ({ name: 'thu', summary: 'thử', usage: 'thu TỆP', run }),
});

async function runs(args: readonly string[], run: Command['run'], debug = false) {
  const said = listener();
  const code = await runCli([entry(run)], args, said.io, new AbortController().signal, debug);
  return { code, out: said.out.join(''), err: said.err.join('') };
}

const done: Command['run'] = async () => 0;

test('without a command the list goes to standard error, exit 64', async () => {
  const { code, out, err } = await runs([], done);
  assert.equal(code, 64);
  assert.equal(out, '');
  assert.match(err, /thu\s+thử/);
});

test('help is a result: standard output, exit 0', async () => {
  const { code, out } = await runs(['--help'], done);
  assert.equal(code, 0);
  assert.match(out, /Các lệnh/);
  assert.match((await runs(['thu', '--help'], done)).out, /hocba thu TỆP/);
});

test('an unknown command is named, exit 64', async () => {
  const { code, err } = await runs(['nop'], done);
  assert.equal(code, 64);
  assert.match(err, /«nop»/);
});

test("the command's own exit code is the program's", async () => {
  assert.equal((await runs(['thu'], async () => 2)).code, 2);
});

test('an outage asks to try again: exit 75, no stack', async () => {
  const { code, err } = await runs(['thu'], async () => {
    throw new Outage('database-unreachable', { fact: '127.0.0.1:5432' });
  });
  assert.equal(code, 75);
  assert.match(err, /Không kết nối được tới cơ sở dữ liệu\. \(127\.0\.0\.1:5432\)\n.*rồi chạy lại/);
  assert.doesNotMatch(err, /\n\s+at /);
});

test('a bug is called a bug, without a stack unless debugging', async () => {
  const run: Command['run'] = async () => {
    throw new Error('impossible');
  };
  const plain = await runs(['thu'], run);
  assert.equal(plain.code, 70);
  assert.match(plain.err, /impossible/);
  assert.doesNotMatch(plain.err, /\n\s+at /);
  assert.match((await runs(['thu'], run, true)).err, /\n\s+at /);
});

test('a command stopped by the user says how to go on: exit 75', async () => {
  const said = listener();
  const stop = new AbortController();
  stop.abort();
  const run: Command['run'] = async (_args, _io, signal) => {
    signal.throwIfAborted();
    return 0;
  };
  assert.equal(await runCli([entry(run)], ['thu'], said.io, stop.signal, false), 75);
  assert.match(said.err.join(''), /làm tiếp/);
});
