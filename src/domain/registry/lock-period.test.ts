import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RecordCode } from '../record/content.ts';
import type { SchoolCode } from '../school/yearbook.ts';
import type { Instant } from '../time/instant.ts';
import type { SchoolYear } from '../time/school-year.ts';
import { type Cohort, openPeriod, type Period } from './cohort.ts';
import { type ClassEnrolment, type EnrolmentStatement, takeStatement } from './enrolment.ts';
import type { LearnerKey } from './learner-key.ts';
import { type LockingView, lockPeriod } from './lock-period.ts';
import type { Registered } from './registered-record.ts';

const at = '2026-06-30T17:00:00Z' as Instant;
const year = '2025-2026' as SchoolYear;
const school = 'S1' as SchoolCode;
const learner = (n: number) => `CCCD:${String(n).padStart(12, '0')}` as LearnerKey;

const record = (n: number, className = '6A', cohort: Cohort = 'completed'): Registered => ({
  state: 'registered',
  code: String(n).padStart(32, '0') as RecordCode,
  version: 1,
  sha256: String(n).padStart(64, '0'),
  school,
  year,
  className,
  learner: learner(n),
  cohort,
  registeredAt: at,
  leafIndex: n,
});

const statement = (...classes: readonly ClassEnrolment[]): EnrolmentStatement => ({
  school,
  year,
  classes,
});
const class6a = (
  enrolled: number,
  ...excused: ClassEnrolment['excused'][number][]
): ClassEnrolment => ({ className: '6A', enrolled, excused });
const locked: Period = {
  ...openPeriod,
  lockedAt: { completed: at, supplementary: null },
};

interface Case {
  readonly name: string;
  readonly records: readonly Registered[];
  readonly stated: EnrolmentStatement | null;
  readonly cohort?: Cohort;
  readonly period?: Period;
  readonly waiting?: number;
  /** Enrolled, in force and excused of each class; or the refusal's code and the classes that it names. */
  readonly expect:
    | readonly (readonly [string, number, number, number])[]
    | { readonly code: string; readonly gaps?: readonly (readonly [string, number, number])[] };
}

const cases: readonly Case[] = [
  {
    name: 'a class with a record for everyone is closed',
    records: [record(1), record(2)],
    stated: statement(class6a(2)),
    expect: [['6A', 2, 2, 0]],
  },
  {
    name: 'those without a record are excused, each with a reason',
    records: [record(1)],
    stated: statement(class6a(2, { learner: learner(2), why: 'transferred-out' })),
    expect: [['6A', 2, 1, 1]],
  },
  {
    name: 'a learner without record or reason stops the lock',
    records: [record(1)],
    stated: statement(class6a(2)),
    expect: { code: 'learners-unaccounted', gaps: [['6A', 1, 0]] },
  },
  {
    name: 'so does one record more than are enrolled',
    records: [record(1), record(2)],
    stated: statement(class6a(1)),
    expect: { code: 'learners-unaccounted', gaps: [['6A', -1, 0]] },
  },
  {
    name: 'so does a learner who is excused and has a record',
    records: [record(1), record(2)],
    stated: statement(class6a(3, { learner: learner(2), why: 'dropped-out' })),
    expect: { code: 'learners-unaccounted', gaps: [['6A', 0, 1]] },
  },
  {
    name: 'so does a class that has records and is not stated',
    records: [record(1), record(2, '6B')],
    stated: statement(class6a(1)),
    expect: { code: 'learners-unaccounted', gaps: [['6B', -1, 0]] },
  },
  {
    name: 'a school that has not stated its enrolment stops the lock',
    records: [record(1)],
    stated: null,
    expect: { code: 'enrolment-not-stated' },
  },
  {
    name: 'packages that came in time are answered first',
    records: [record(1)],
    stated: statement(class6a(1)),
    waiting: 1,
    expect: { code: 'packages-waiting' },
  },
  {
    name: 'a cohort is locked once',
    records: [record(1)],
    stated: statement(class6a(1)),
    period: locked,
    expect: { code: 'period-already-locked' },
  },
  {
    name: 'the supplementary cohort comes second',
    records: [record(1)],
    stated: statement(class6a(1)),
    cohort: 'supplementary',
    expect: { code: 'period-out-of-order' },
  },
  {
    name: 'the second lock closes over both cohorts',
    records: [record(1), record(2, '6A', 'supplementary')],
    stated: statement(class6a(2, { learner: learner(2), why: 'supplementary-cohort' })),
    cohort: 'supplementary',
    period: locked,
    expect: [['6A', 2, 2, 0]],
  },
  {
    name: 'at the second lock nobody can be left to a later one',
    records: [record(1)],
    stated: statement(class6a(2, { learner: learner(2), why: 'supplementary-cohort' })),
    cohort: 'supplementary',
    period: locked,
    expect: { code: 'learners-unaccounted', gaps: [['6A', 1, 0]] },
  },
];

for (const {
  name,
  records,
  stated,
  cohort = 'completed',
  period = openPeriod,
  waiting = 0,
  expect,
} of cases) {
  test(name, () => {
    const statements = new Map(stated === null ? [] : [[school, stated]]);
    const view: LockingView = { period, waiting, schools: [school], statements, records };
    const answer = lockPeriod(view, { year, cohort }, at);
    if (answer.ok) {
      const counts = answer.value.classes.map(({ className, enrolled, inForce, excused }) => [
        className,
        enrolled,
        inForce.length,
        Object.values(excused).reduce((sum, count) => sum + count, 0),
      ]);
      return assert.deepEqual(counts, expect);
    }
    assert('code' in expect);
    assert.equal(answer.refusal.code, expect.code);
    if (answer.refusal.code !== 'learners-unaccounted') return;
    const gaps = answer.refusal.classes.map((gap) => [
      gap.className,
      gap.unaccounted,
      gap.excusedWithRecord,
    ]);
    assert.deepEqual(gaps, expect.gaps);
  });
}

test('an empty register has nothing to lock', () => {
  const view: LockingView = {
    period: openPeriod,
    waiting: 0,
    schools: [],
    statements: new Map(),
    records: [],
  };
  const answer = lockPeriod(view, { year, cohort: 'completed' }, at);
  assert.deepEqual(answer, { ok: false, refusal: { code: 'nothing-to-lock' } });
});

const out = (n: number) => ({ learner: learner(n), why: 'transferred-out' as const });
const both: Period = { ...openPeriod, lockedAt: { completed: at, supplementary: at } };
const statements: readonly (readonly [string, EnrolmentStatement, Period, string])[] = [
  ['a class twice', statement(class6a(1), class6a(1)), openPeriod, 'class-twice'],
  ['a learner twice', statement(class6a(2, out(1), out(1))), openPeriod, 'learner-twice'],
  [
    'more excused than enrolled',
    statement(class6a(0, out(1))),
    openPeriod,
    'more-excused-than-enrolled',
  ],
  ['a year that is closed', statement(class6a(1)), both, 'period-locked'],
];

for (const [name, stated, period, code] of statements) {
  test(`a statement is refused: ${name}`, () => {
    const taken = takeStatement(stated, period);
    assert.equal(!taken.ok && taken.refusal.code, code);
  });
}

test('a statement is taken between the locks', () => {
  assert(takeStatement(statement(class6a(1, out(1))), locked).ok);
});
