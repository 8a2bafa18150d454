import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { repeat } from './repeat.ts';

const sleep = (ms: number, signal: AbortSignal) =>
  sleepFor(ms, undefined, { signal }).catch(() => undefined);

test('a turn that throws is told, and the next one comes; closing waits for the turn in hand', async () => {
  const failures: unknown[] = [];
  let turns = 0;
  let running = false;
  const repeated = repeat(
    async () => {
      assert(!running, 'one turn at a time');
      running = true;
      await sleepFor(2);
      running = false;
      turns += 1;
      if (turns === 1) throw new Error('first');
    },
    { everyMs: 1, sleep, failed: (error) => failures.push(error) },
  );
  while (turns < 3) await sleepFor(1);
  await repeated.close();
  assert(!running);
  const last = turns;
  await sleepFor(10);
  assert.equal(turns, last);
  assert.equal(failures.length, 1);
});

test('wake ends the wait', async () => {
  let turns = 0;
  const work = async () => {
    turns += 1;
  };
  const repeated = repeat(work, { everyMs: 60_000, sleep, failed: assert.fail });
  while (turns < 1) await sleepFor(1);
  await sleepFor(1);
  repeated.wake();
  while (turns < 2) await sleepFor(1);
  await repeated.close();
});
