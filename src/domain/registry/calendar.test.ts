import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CivilDate } from '../time/civil-date.ts';
import type { Instant } from '../time/instant.ts';
import type { SchoolYear } from '../time/school-year.ts';
import { closingInstant, type LockingDate, setLockingDate } from './calendar.ts';
import { type Cohort, closedAt, cohortFor, openPeriod, type Period } from './cohort.ts';
import type { LearnerKey } from './learner-key.ts';

const instant = (text: string) => text as Instant;
const learner = 'CCCD:000000000001' as LearnerKey;

const closings: readonly (readonly [lastDay: string, closes: string])[] = [
  ['2026-06-30', '2026-06-30T17:00:00Z'],
  ['2026-12-31', '2026-12-31T17:00:00Z'],
  ['2028-02-29', '2028-02-29T17:00:00Z'],
];
for (const [lastDay, closes] of closings) {
  test(`${lastDay} is over at midnight in Vietnam, which is ${closes}`, () => {
    assert.equal(closingInstant(lastDay as CivilDate), closes);
  });
}

const june: Period = {
  ...openPeriod,
  closesAt: { completed: instant('2026-06-30T17:00:00Z'), supplementary: null },
};
const both: Period = {
  ...june,
  closesAt: { ...june.closesAt, supplementary: instant('2026-08-15T17:00:00Z') },
};
const locked: Period = {
  ...both,
  lockedAt: { completed: instant('2026-06-29T03:00:00Z'), supplementary: null },
  awaited: new Set([learner]),
};

const doors: readonly (readonly [
  what: string,
  period: Period,
  at: string,
  completed: string | null,
  cohort: Cohort | undefined,
])[] = [
  ['no date: open', openPeriod, '2026-12-01T00:00:00Z', null, 'completed'],
  ['last second of the last day', june, '2026-06-30T16:59:59Z', null, 'completed'],
  [
    'midnight: closed without a lock',
    june,
    '2026-06-30T17:00:00Z',
    '2026-06-30T17:00:00Z',
    undefined,
  ],
  [
    'locked before its date: closed since the lock',
    locked,
    '2026-06-29T04:00:00Z',
    '2026-06-29T03:00:00Z',
    'supplementary',
  ],
  ['the later door closes too', locked, '2026-08-15T17:00:00Z', '2026-06-30T17:00:00Z', undefined],
];
for (const [what, period, at, completed, cohort] of doors) {
  test(`the door: ${what}`, () => {
    assert.equal(closedAt(period, 'completed', instant(at)), completed);
    assert.equal(cohortFor(period, learner, instant(at)), cohort);
  });
}

const date = (cohort: Cohort, lastDay: string, at = '2026-05-20T03:00:00Z'): LockingDate => ({
  year: '2025-2026' as SchoolYear,
  cohort,
  lastDay: lastDay as CivilDate,
  officer: 'Chuyên viên Mẫu',
  decision: 'Kế hoạch 1/KH',
  at: instant(at),
});

const settings: readonly (readonly [string, LockingDate, Period, expected: string])[] = [
  ['a first date', date('completed', '2026-06-30'), openPeriod, 'ok'],
  ['today is a day still', date('completed', '2026-05-20'), openPeriod, 'ok'],
  ['yesterday is not', date('completed', '2026-05-19'), openPeriod, 'date-is-over'],
  [
    'today is judged in Vietnam, where it is tomorrow already',
    date('completed', '2026-05-20', '2026-05-20T17:00:00Z'),
    openPeriod,
    'date-is-over',
  ],
  ['moved while open, later', date('completed', '2026-07-10'), june, 'ok'],
  ['moved while open, earlier', date('completed', '2026-06-01'), june, 'ok'],
  [
    'never after closing',
    date('completed', '2026-07-10', '2026-06-30T17:00:00Z'),
    june,
    'period-closed',
  ],
  [
    'never after the lock',
    date('completed', '2026-07-10', '2026-06-29T05:00:00Z'),
    locked,
    'period-closed',
  ],
  ['the later cohort after the first', date('supplementary', '2026-08-15'), june, 'ok'],
  [
    'the later cohort after a first that was locked by hand',
    date('supplementary', '2026-08-15'),
    {
      ...openPeriod,
      lockedAt: { completed: instant('2026-05-10T03:00:00Z'), supplementary: null },
    },
    'ok',
  ],
  ['not on the same day', date('supplementary', '2026-06-30'), june, 'dates-out-of-order'],
  ['not without the first', date('supplementary', '2026-08-15'), openPeriod, 'dates-out-of-order'],
  ['the first not behind the later', date('completed', '2026-08-15'), both, 'dates-out-of-order'],
];
for (const [what, wanted, period, expected] of settings) {
  test(`a date is set: ${what}`, () => {
    const set = setLockingDate(wanted, period);
    assert.equal(set.ok ? 'ok' : set.refusal.code, expected);
  });
}
