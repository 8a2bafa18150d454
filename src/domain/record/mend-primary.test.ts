import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  LearnerYear,
  PrimaryYear,
  StaffId,
  SubjectCode,
  Yearbook,
} from '../school/yearbook.ts';
import type { Mend } from './mend.ts';
import { mendYear, unmended } from './mend-year.ts';

type Subject = PrimaryYear['subjects'][number];
const subject = (code: string, more: Partial<Subject> = {}): Subject => ({
  code: code as SubjectCode,
  exempt: false,
  level: 'H',
  test: undefined,
  comment: null,
  ...more,
});

const learner = (number: string, more: Partial<PrimaryYear>, notAssessed = false): LearnerYear =>
  ({
    number,
    className: '3A',
    grade: 3,
    notAssessed,
    results: {
      kind: 'primary',
      subjects: [subject('TV', { test: 6 }), subject('AN')],
      qualities: new Map([['yeuNuoc', 'T']]),
      competences: new Map(),
      supplement: new Map(),
      decision: null,
      ...more,
    },
  }) as unknown as LearnerYear;

const failed = [subject('TV', { level: 'C', test: 3 }), subject('AN')];
const supplement = new Map([['TV', { level: 'C', test: 4 }]]);

/** One class: homeroom teacher GV05, arts teacher GV06, head GV01. */
const yearbook = {
  school: { head: 'GV01' },
  staff: ['GV01', 'GV05', 'GV06', 'GV07'].map((id) => ({ id })),
  classes: [{ name: '3A', grade: 3, homeroom: 'GV05', subjects: ['TV', 'AN'] }],
  assignments: [{ className: '3A', subject: 'AN', teacher: 'GV06', terms: [1, 2], part: null }],
  learners: [
    learner('9900000001', {}),
    learner('9900000002', { subjects: failed, supplement }),
    learner('9900000003', { subjects: failed }),
    learner('9900000004', { subjects: [] }, true),
    learner('9900000005', {
      subjects: [subject('TV', { test: null }), subject('AN', { level: null })],
    }),
  ],
} as unknown as Yearbook;

const decide = (number: string): Mend =>
  ({
    act: 'decide-promotion',
    learner: number,
    promoted: true,
    by: 'GV01',
    why: 'quyết định',
  }) as unknown as Mend;

const enter = (code: string, by: string, level: 'H' | null, mark: number | null): Mend =>
  ({
    act: 'enter-level',
    learner: '9900000005',
    subject: code,
    level,
    test: mark,
    by: by as StaffId,
    why: 'sót khi vào sổ',
  }) as unknown as Mend;

const cases: readonly (readonly [string, Mend, string])[] = [
  ['a decision on who completed the grade', decide('9900000001'), 'learner-is-assessed'],
  ['a decision on whose supplement fell short', decide('9900000002'), 'ok'],
  ['a decision before the supplement', decide('9900000003'), 'learner-is-assessed'],
  ['a decision on who is not assessed', decide('9900000004'), 'ok'],
  ['the homeroom teacher enters a test', enter('TV', 'GV05', null, 7), 'ok'],
  ['the subject’s teacher enters a level', enter('AN', 'GV06', 'H', null), 'ok'],
  ['another subject’s teacher', enter('TV', 'GV06', null, 7), 'mend-not-allowed'],
  ['a teacher of another class', enter('AN', 'GV07', 'H', null), 'mend-not-allowed'],
  ['the head', enter('AN', 'GV01', 'H', null), 'mend-not-allowed'],
];

for (const [what, mend, expected] of cases) {
  test(`${what}: ${expected}`, () => {
    const mended = mendYear(unmended(yearbook), mend);
    assert.equal(mended.ok ? 'ok' : mended.refusal.code, expected);
  });
}
