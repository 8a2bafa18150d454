import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { submitAndWait, told } from '../../test/support/answered.ts';
import {
  Crew,
  enrolmentOf,
  learnerContent,
  packageOf,
  recallOf,
  sent,
  signRecord,
} from '../../test/support/records.ts';
import { startRegister, type TestRegister } from '../../test/support/register.ts';
import { sampleContent } from '../../test/support/sample-content.ts';
import { createRegisterClient, type RegisterClient } from '../adapter/http/register-client.ts';
import { openPool, query } from '../adapter/postgres/database.ts';
import { lockDue } from '../app/register/lock-due.ts';
import { lockPeriod } from '../app/register/lock-period.ts';
import { setLockingDate } from '../app/register/set-locking-date.ts';
import type { RecordContent } from '../domain/record/content.ts';
import { learnerKeyOf } from '../domain/registry/learner-key.ts';
import type { CivilDate } from '../domain/time/civil-date.ts';
import type { Instant } from '../domain/time/instant.ts';

const crew = new Crew().enlist(sampleContent);
const { year } = sampleContent;
let now = '2026-06-10T03:00:00Z';
let running: TestRegister;
let client: RegisterClient;

const [one, two, three, four] = [1, 2, 3, 4].map((n) => learnerContent(n));
assert(one && two && three && four);
const signed = (content: RecordContent) => sent(content, signRecord(content, crew));
const submit = (contents: readonly RecordContent[], seed: string) =>
  submitAndWait(client, packageOf(contents.map(signed), crew, { seed }), seed);
const setDate = (cohort: 'completed' | 'supplementary', lastDay: string) =>
  setLockingDate(
    { year, cohort, lastDay: lastDay as CivilDate, officer: 'Mẫu', decision: 'KH 1' },
    running.register.context,
  );

before(async () => {
  crew.holder('MST:0999000000');
  running = await startRegister(crew, { clock: { now: () => now as Instant } });
  client = createRegisterClient(running.url);
});

test('dates are set, moved, and kept in order', async () => {
  assert.deepEqual(await setDate('completed', '2026-06-20'), {
    ok: true,
    value: '2026-06-20T17:00:00Z',
  });
  assert((await setDate('completed', '2026-06-30')).ok);
  assert((await setDate('supplementary', '2026-08-15')).ok);
  const early = await setDate('supplementary', '2026-06-30');
  assert.equal(!early.ok && early.refusal.code, 'dates-out-of-order');
  const calendar = await running.register.context.store.calendar();
  assert.deepEqual(
    calendar.map(({ cohort, lastDay }) => [cohort, lastDay]),
    [
      ['completed', '2026-06-30'],
      ['supplementary', '2026-08-15'],
    ],
  );
});

test('before the date nothing is due, and nobody can be left out', async () => {
  assert.deepEqual(told(await submit([one, two], 'in-time')), ['registered', 'registered']);
  const statement = enrolmentOf([{ className: '6A', enrolled: 4, excused: [] }], crew, 'four');
  assert((await client.stateEnrolment(statement)).ok);
  assert.deepEqual(await lockDue(running.register.context), []);
  const leftOut = { officer: 'Mẫu', reason: 'hết hạn' };
  const early = await lockPeriod(
    { year, cohort: 'completed', dryRun: true, leftOut },
    running.register.context,
  );
  assert.equal(!early.ok && early.refusal.code, 'period-still-open');
});

test('at midnight the door closes by itself, locked or not', async () => {
  now = '2026-06-30T17:00:00Z';
  assert.deepEqual(told(await submit([three], 'late')), ['refused(period-locked)']);
  const recalled = await client.recall(recallOf(one, crew, { seed: 'late-recall' }));
  assert.equal(!recalled.ok && recalled.refusal.code, 'period-locked');
  const moved = await setDate('completed', '2026-07-31');
  assert.equal(!moved.ok && moved.refusal.code, 'period-closed');
});

test('a set with unexplained gaps is not locked by itself; the reason is told', async () => {
  const due = await lockDue(running.register.context);
  assert.deepEqual(
    due.map(({ date, outcome }) => [date.cohort, outcome.ok || outcome.refusal.code]),
    [['completed', 'learners-unaccounted']],
  );
});

test('once every learner is accounted for, the lock falls by itself, and once', async () => {
  const excused = [
    { learner: learnerKeyOf(three), why: 'supplementary-cohort' as const },
    { learner: learnerKeyOf(four), why: 'supplementary-cohort' as const },
  ];
  const statement = enrolmentOf([{ className: '6A', enrolled: 4, excused }], crew, 'whole');
  assert((await client.stateEnrolment(statement)).ok);
  const twice = await Promise.all([1, 2].map(() => lockDue(running.register.context)));
  const fallen = twice.flat().filter(({ outcome }) => outcome.ok);
  assert.equal(fallen.length, 1);
  assert.deepEqual(await lockDue(running.register.context), []);
});

test('the later cohort closes at its date; an officer may lock it without those who never came', async () => {
  assert.deepEqual(told(await submit([three], 'supplement')), ['registered']);
  now = '2026-08-15T17:00:00Z';
  assert.deepEqual(told(await submit([four], 'too-late')), ['refused(period-locked)']);
  const [due] = await lockDue(running.register.context);
  assert.equal(due?.outcome.ok === false && due.outcome.refusal.code, 'learners-unaccounted');
  const leftOut = { officer: 'Mẫu', reason: 'học sinh không dự đánh giá bổ sung' };
  const locked = await lockPeriod(
    { year, cohort: 'supplementary', dryRun: false, leftOut },
    running.register.context,
  );
  assert(locked.ok, JSON.stringify(locked));
  assert.deepEqual([locked.value.enrolled, locked.value.inForce, locked.value.excused], [4, 3, 1]);
  const pool = openPool(running.config.databaseUrl, { max: 1 });
  const [event] = await query<{ payload: object }>(
    pool,
    `select payload->'leftOut' as payload from event where type = 'PeriodLocked' order by leaf_index desc`,
  );
  await pool.end();
  assert.deepEqual(event?.payload, leftOut);
});

// Last: the database's own end is an after hook, and those run in the order in which they were asked for.
test('the closed sets prove themselves, the missing learner counted', async () => {
  const report = await running.register.fsck(false);
  assert.deepEqual(report.differences, []);
  await running.register.close();
});
