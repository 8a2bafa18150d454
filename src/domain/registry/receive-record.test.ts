import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RecordCode } from '../record/content.ts';
import type { SchoolCode } from '../school/yearbook.ts';
import type { Instant } from '../time/instant.ts';
import type { SchoolYear } from '../time/school-year.ts';
import { type Cohort, openPeriod, type Period } from './cohort.ts';
import type { VersionFacts } from './event.ts';
import type { LearnerKey } from './learner-key.ts';
import { type RecallRequest, recallRecord } from './recall-record.ts';
import { receiveRecord } from './receive-record.ts';
import type { RecallRefusal, ReceivingRefusal } from './refusal.ts';
import { evolve, type RegisteredRecord } from './registered-record.ts';

const noon = '2026-06-10T05:00:00Z' as Instant;
const later = '2026-06-11T05:00:00Z' as Instant;
const lockedAt = '2026-06-30T17:00:00Z' as Instant;
const an = 'CCCD:099214000001' as LearnerKey;
const binh = 'CCCD:099214000002' as LearnerKey;

const first: VersionFacts = {
  code: 'a'.repeat(32) as RecordCode,
  version: 1,
  sha256: '1'.repeat(64),
  school: 'S1' as SchoolCode,
  year: '2025-2026' as SchoolYear,
  className: '6A',
  learner: an,
};
const second: VersionFacts = { ...first, version: 2, sha256: '2'.repeat(64) };
const otherCode = 'b'.repeat(32) as RecordCode;

const registered = (facts: VersionFacts, cohort: Cohort = 'completed'): RegisteredRecord => ({
  ...facts,
  state: 'registered',
  cohort,
  registeredAt: noon,
  leafIndex: 7,
});
const recalled = (facts: VersionFacts): RegisteredRecord => ({
  ...facts,
  state: 'recalled',
  cohort: 'completed',
  registeredAt: noon,
  leafIndex: 7,
  recalledAt: noon,
});
const afterFirstLock: Period = {
  ...openPeriod,
  lockedAt: { completed: lockedAt, supplementary: null },
  awaited: new Set([binh]),
};
const afterBothLocks: Period = {
  ...openPeriod,
  lockedAt: { completed: lockedAt, supplementary: later },
  awaited: new Set([binh]),
};

interface Case {
  readonly name: string;
  readonly given?: RegisteredRecord;
  /** Standing for the same learner, when it is another record than `given`. */
  readonly standing?: RegisteredRecord;
  readonly period?: Period;
  readonly when: VersionFacts;
  readonly expect:
    | readonly (readonly [type: string, version: number, cohort?: Cohort])[]
    | ReceivingRefusal;
}

const cases: readonly Case[] = [
  {
    name: 'a first version of an unknown code is registered',
    when: first,
    expect: [['RecordRegistered', 1, 'completed']],
  },
  {
    name: 'an unknown code cannot begin with a later version',
    when: second,
    expect: { code: 'version-not-next', expected: 1, found: 2 },
  },
  {
    name: 'the same bytes again are already registered',
    given: registered(first),
    when: first,
    expect: { code: 'record-already-registered', registeredAt: noon, leafIndex: 7 },
  },
  {
    name: 'the same bytes again are already registered, after the lock too',
    given: registered(first),
    period: afterBothLocks,
    when: first,
    expect: { code: 'record-already-registered', registeredAt: noon, leafIndex: 7 },
  },
  {
    name: 'other bytes under the same version are refused',
    given: registered(first),
    when: { ...first, sha256: '9'.repeat(64) },
    expect: { code: 'version-not-next', expected: 2, found: 1 },
  },
  {
    name: 'the next version replaces the current one',
    given: registered(first),
    when: second,
    expect: [
      ['RecordReplaced', 1],
      ['RecordRegistered', 2, 'completed'],
    ],
  },
  {
    name: 'a version cannot be left out',
    given: registered(first),
    when: { ...second, version: 3 },
    expect: { code: 'version-not-next', expected: 2, found: 3 },
  },
  {
    name: 'the next version may move the learner to another class',
    given: registered(first),
    when: { ...second, className: '6B' },
    expect: [
      ['RecordReplaced', 1],
      ['RecordRegistered', 2, 'completed'],
    ],
  },
  {
    name: 'another school cannot replace',
    given: registered(first),
    when: { ...second, school: 'S2' as SchoolCode },
    expect: { code: 'not-the-issuing-school' },
  },
  {
    name: 'a code cannot be given to another learner',
    given: registered(first),
    when: { ...second, learner: binh },
    expect: { code: 'code-of-another-learner' },
  },
  {
    name: 'a code cannot be carried to another year',
    given: registered(first),
    when: { ...second, year: '2026-2027' as SchoolYear },
    expect: { code: 'code-of-another-year' },
  },
  {
    name: 'a learner has one record a year',
    standing: registered({ ...first, code: otherCode }),
    when: first,
    expect: { code: 'learner-already-has-record' },
  },
  {
    name: 'a recalled version does not come back as it was',
    given: recalled(first),
    when: first,
    expect: { code: 'version-not-next', expected: 2, found: 1 },
  },
  {
    name: 'a recalled record comes back as its next version',
    given: recalled(first),
    when: second,
    expect: [
      ['RecordReplaced', 1],
      ['RecordRegistered', 2, 'completed'],
    ],
  },
  {
    name: 'it does not come back when the learner has another record by now',
    given: recalled(first),
    standing: registered({ ...first, code: otherCode }),
    when: second,
    expect: { code: 'learner-already-has-record' },
  },
  {
    name: 'after the lock no first version is taken',
    period: afterFirstLock,
    when: first,
    expect: { code: 'period-locked', lockedAt },
  },
  {
    name: 'after the first lock an awaited learner falls into the supplementary cohort',
    period: afterFirstLock,
    when: { ...first, learner: binh },
    expect: [['RecordRegistered', 1, 'supplementary']],
  },
  {
    name: 'and can be replaced there',
    given: registered({ ...first, learner: binh }, 'supplementary'),
    period: afterFirstLock,
    when: { ...second, learner: binh },
    expect: [
      ['RecordReplaced', 1],
      ['RecordRegistered', 2, 'supplementary'],
    ],
  },
  {
    name: 'a locked record cannot be replaced, though its learner is awaited',
    given: registered({ ...first, learner: binh }),
    period: afterFirstLock,
    when: { ...second, learner: binh },
    expect: { code: 'period-locked', lockedAt },
  },
  {
    name: 'after the last lock nobody comes',
    period: afterBothLocks,
    when: { ...first, learner: binh },
    expect: { code: 'period-locked', lockedAt: later },
  },
];

for (const { name, given, standing, period = openPeriod, when, expect } of cases) {
  test(name, () => {
    const sameLearner = standing ?? (given?.state === 'registered' ? given : undefined);
    const answer = receiveRecord({ sameCode: given, sameLearner, period }, when, later);
    if (!answer.ok) return assert.deepEqual(answer.refusal, expect);
    assert.deepEqual(
      answer.value.map((event) =>
        event.type === 'RecordRegistered'
          ? [event.type, event.version, event.cohort]
          : [event.type, event.version],
      ),
      expect,
    );
    let state = given;
    for (const event of answer.value) state = evolve(state, event, 8);
    assert.deepEqual([state?.state, state?.sha256], ['registered', when.sha256]);
  });
}

const recalls: readonly {
  readonly name: string;
  readonly given?: RegisteredRecord;
  readonly period?: Period;
  readonly when?: Partial<RecallRequest>;
  readonly expect: 'recalled' | RecallRefusal;
}[] = [
  { name: 'the issuing school recalls', given: registered(first), expect: 'recalled' },
  { name: 'nobody recalls what is not there', expect: { code: 'record-unknown' } },
  {
    name: 'another school cannot recall',
    given: registered(first),
    when: { school: 'S2' as SchoolCode },
    expect: { code: 'not-the-issuing-school' },
  },
  {
    name: 'only the current version is recalled',
    given: registered(second),
    when: { version: 1 },
    expect: { code: 'version-not-current', current: 2, found: 1 },
  },
  {
    name: 'a recall happens once',
    given: recalled(first),
    expect: { code: 'record-already-recalled', recalledAt: noon },
  },
  {
    name: 'nothing is recalled after the lock',
    given: registered(first),
    period: afterFirstLock,
    expect: { code: 'period-locked', lockedAt },
  },
  {
    name: 'the supplementary cohort can be recalled between the locks',
    given: registered(first, 'supplementary'),
    period: afterFirstLock,
    expect: 'recalled',
  },
];

for (const { name, given, period = openPeriod, when, expect } of recalls) {
  test(name, () => {
    const { code, version, school } = first;
    const request = { code, version, school, reason: 'wrong-content' as const, ...when };
    const answer = recallRecord(given, period, request, later);
    if (!answer.ok) return assert.deepEqual(answer.refusal, expect);
    assert.equal(expect, 'recalled');
    const state = evolve(given, answer.value, 8);
    assert.deepEqual([state?.state, state?.leafIndex], ['recalled', 7]);
  });
}
