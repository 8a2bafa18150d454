import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Admission, createIntakeGate } from './intake-gate.ts';

const kilo = 1 << 10;

function open(stored = 0) {
  const world = { stored, now: 0 };
  const gate = createIntakeGate(
    { bytes: 100 * kilo, turnMs: 60_000 },
    async () => world.stored,
    () => world.now,
  );
  return { world, gate };
}

function turnOf(admission: Admission): string {
  assert(!admission.admitted);
  assert(admission.retryAfterSeconds >= 1);
  assert(admission.turn !== undefined);
  return admission.turn;
}

test('what is received and what waits stay below the limit together', async () => {
  const { gate } = open(40 * kilo);
  const first = await gate.enter(60 * kilo, undefined);
  assert(first.admitted);
  assert(!(await gate.enter(1, undefined)).admitted);
  first.leave();
  first.leave();
  // The turn of the one that was sent away is kept: one byte less for newcomers.
  assert(!(await gate.enter(60 * kilo, undefined)).admitted);
});

test('a package larger than the limit fits into an empty register', async () => {
  const { gate } = open();
  assert((await gate.enter(200 * kilo, undefined)).admitted);
  assert(!(await gate.enter(1, undefined)).admitted);
});

test('who has a turn comes in before newcomers, once', async () => {
  const { gate, world } = open(90 * kilo);
  const turn = turnOf(await gate.enter(50 * kilo, undefined));
  assert.equal(turnOf(await gate.enter(50 * kilo, turn)), turn, 'the place is kept');
  world.stored = 50 * kilo;
  const newcomer = turnOf(await gate.enter(10 * kilo, undefined));
  const own = await gate.enter(50 * kilo, turn);
  assert(own.admitted);
  assert(!(await gate.enter(10 * kilo, turn)).admitted, 'a turn is used up');
  own.leave();
  assert((await gate.enter(10 * kilo, newcomer)).admitted);
});

test('an invented turn helps nobody, a forgotten one hinders nobody', async () => {
  const { gate, world } = open(90 * kilo);
  turnOf(await gate.enter(80 * kilo, undefined));
  world.stored = 10 * kilo;
  assert(!(await gate.enter(20 * kilo, 'f'.repeat(32))).admitted);
  world.now = 500_000;
  assert((await gate.enter(20 * kilo, undefined)).admitted);
});
