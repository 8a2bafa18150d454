import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LearnerNumber } from '../person/identity.ts';
import type { PrimaryYear, StaffId, SubjectCode } from '../school/yearbook.ts';
import { enterLevel } from './enter-level.ts';
import type { Mend } from './mend.ts';

const code = (text: string) => text as SubjectCode;
const subject = (
  name: string,
  more: Partial<PrimaryYear['subjects'][number]>,
): PrimaryYear['subjects'][number] => ({
  code: code(name),
  exempt: false,
  level: 'H',
  test: undefined,
  comment: null,
  ...more,
});

const results: PrimaryYear = {
  kind: 'primary',
  subjects: [
    subject('TV', { test: null }),
    subject('TOAN', { level: null, test: 7 }),
    subject('AN', { level: null }),
    subject('GDTC', { level: null, exempt: true }),
  ],
  qualities: new Map(),
  competences: new Map(),
  comments: { qualities: null, general: null, special: null },
  heightCm: null,
  weightKg: null,
  absence: { withLeave: 0, withoutLeave: 0 },
  supplement: new Map(),
  decision: null,
  suddenAward: null,
};

const mend = (
  name: string,
  level: 'T' | 'H' | 'C' | null,
  mark: number | null,
): Mend & { act: 'enter-level' } => ({
  act: 'enter-level',
  learner: '9912400087' as LearnerNumber,
  subject: code(name),
  level,
  test: mark,
  by: 'GV05' as StaffId,
  why: 'kiểm tra bù',
});

test('what is missing is entered, and nothing else changes', () => {
  const cases = [
    [mend('TV', null, 6), 0, { level: 'H', test: 6 }],
    [mend('TOAN', 'T', null), 1, { level: 'T', test: 7 }],
    [mend('AN', 'H', null), 2, { level: 'H', test: undefined }],
  ] as const;
  for (const [one, at, expected] of cases) {
    const entered = enterLevel(results, one);
    assert(entered.ok, JSON.stringify(entered));
    const changed = entered.value.subjects[at];
    assert.deepEqual({ level: changed?.level, test: changed?.test }, expected);
    const rest = (year: PrimaryYear) => year.subjects.filter((_, index) => index !== at);
    assert.deepEqual(rest(entered.value), rest(results));
  }
});

const refusals = [
  ['a subject that is not taken', mend('NN1', 'T', null), 'subject-not-in-class'],
  ['a test where the grade has none', mend('AN', null, 7), 'no-such-result'],
  ['an exempt learner', mend('GDTC', 'T', null), 'no-such-result'],
  ['nothing at all', mend('AN', null, null), 'no-such-result'],
  ['a level over another', mend('TV', 'T', 6), 'result-already-there'],
  ['a test over another', mend('TOAN', 'T', 9), 'result-already-there'],
] as const;

for (const [what, one, expected] of refusals) {
  test(`refuses ${what}`, () => {
    const entered = enterLevel(results, one);
    assert.ok(!entered.ok);
    assert.equal(entered.refusal.code, expected);
  });
}
