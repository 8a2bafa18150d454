import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Edit,
  learner,
  maths,
  mathsTerm,
  plainYearbook,
  primary,
  primaryMaths,
  secondary,
} from '../../../test/support/plain-yearbook.ts';
import type { EducationLevel, StaffId } from '../school/yearbook.ts';
import { checkYearbookData } from './check-yearbook.ts';
import type { CheckCode } from './finding.ts';
import { menderOfFinding } from './mender.ts';

type Case = readonly [title: string, edit: Edit, expected: readonly CheckCode[]];

function check(cases: readonly Case[], level: EducationLevel = 'THCS'): void {
  const plain = plainYearbook(level);
  for (const [title, edit, expected] of cases) {
    const codes = checkYearbookData(edit(plain)).map(({ code }) => code);
    assert.deepEqual(codes.sort(), [...expected].sort(), title);
  }
}

/** A mark that no parser lets through; only a wrong file or database could hold it. */
const mark = (tenths: number) => tenths as never;

test('marks: the scale', () =>
  check([
    ['0', mathsTerm(() => ({ midterm: mark(0) })), []],
    ['10', mathsTerm(() => ({ final: mark(100) })), []],
    ['10,1', mathsTerm(() => ({ final: mark(101) })), ['mark-outside-scale']],
    ['−0,1', mathsTerm(() => ({ midterm: mark(-1) })), ['mark-outside-scale']],
    ['not a number', mathsTerm(() => ({ midterm: mark(Number.NaN) })), ['mark-outside-scale']],
    [
      '8,25',
      mathsTerm(({ regular }) => ({ regular: [mark(82.5), ...regular.slice(1)] })),
      ['mark-two-decimals'],
    ],
    ['re-assessed 10,5', maths(() => ({ reassessed: mark(105) })), ['mark-outside-scale']],
  ]));

test('marks: their number', () =>
  check([
    ['no midterm', mathsTerm(() => ({ midterm: null })), ['test-missing']],
    [
      'no tests',
      mathsTerm(() => ({ midterm: null, final: null })),
      ['test-missing', 'test-missing'],
    ],
    [
      'one regular mark short',
      mathsTerm(({ regular }) => ({ regular: regular.slice(1) })),
      ['regular-marks-few'],
    ],
    [
      'a gap is short',
      mathsTerm(({ regular }) => ({ regular: [null, ...regular.slice(1)] })),
      ['regular-marks-few'],
    ],
    [
      'one too many',
      mathsTerm(({ regular }) => ({ regular: [mark(80), ...regular] })),
      ['regular-marks-many'],
    ],
    ['an empty column more', mathsTerm(({ regular }) => ({ regular: [...regular, null] })), []],
    ['no term at all', maths(() => ({ term2: null })), ['results-missing']],
    [
      'no term, not assessed',
      (y) => learner({ notAssessed: true })(maths(() => ({ term2: null }))(y)),
      [],
    ],
    ['no comment', mathsTerm(() => ({ comment: '' })), ['comment-missing']],
    ['comment of 2001', mathsTerm(() => ({ comment: 'a'.repeat(2001) })), ['text-too-long']],
  ]));

test('the special topic is one mark more', () => {
  const topic: Edit = (yearbook) => ({
    ...yearbook,
    classes: yearbook.classes.map((group) => ({ ...group, specialTopics: ['TOAN' as never] })),
    learners: yearbook.learners.slice(0, 1),
  });
  const withTopic = (count: number): Edit => {
    const add =
      (term: 'term1' | 'term2') =>
      (edited: Edit): Edit =>
      (y) =>
        maths((subject) => {
          const marks = subject[term];
          assert.ok(marks !== null);
          const regular = [...marks.regular, ...Array.from({ length: count }, () => mark(80))];
          return { [term]: { ...marks, regular, specialTopicIndex: regular.length - 1 } };
        })(edited(y));
    return add('term1')(add('term2')(topic));
  };
  check(
    [
      ['it is missing', topic, ['regular-marks-few', 'regular-marks-few']],
      ['it is there', withTopic(1), []],
      ['two of them', withTopic(2), ['regular-marks-many', 'regular-marks-many']],
    ],
    'THPT',
  );
});

test('miễn and transfer', () =>
  check([
    ['exempt, no marks', maths(() => ({ exempt: 'year', term1: null, term2: null })), []],
    [
      'exempt, with marks',
      maths(() => ({ exempt: 'year' })),
      ['exempt-with-marks', 'exempt-with-marks'],
    ],
    ['exempt in term 2', maths(() => ({ exempt: 'term2', term2: null })), []],
    ['exempt in term 2, with marks', maths(() => ({ exempt: 'term2' })), ['exempt-with-marks']],
    [
      'exempt in term 1, nothing in term 2',
      maths(() => ({ exempt: 'term1', term1: null, term2: null })),
      ['results-missing'],
    ],
  ]));

test('what another school owes', () => {
  const plain = plainYearbook('THCS');
  const came = learner({
    status: 'Chuyển đến kỳ 2',
    present: { term1: false, term2: true },
    results: { ...plain.learners[0]?.results, kind: 'secondary' } as never,
  });
  const emptied: Edit = (y) =>
    secondary(({ subjects }) => ({ subjects: subjects.map((one) => ({ ...one, term1: null })) }))(
      came(y),
    );
  const count = plain.classes.find(({ name }) => name === plain.learners[0]?.className)?.subjects
    .length;
  const codes = checkYearbookData(emptied(plain)).map(({ code }) => code);
  assert.deepEqual(new Set(codes), new Set(['transferred-result-missing']));
  assert.equal(codes.length, count);
});

const absence = (withLeave: number, withoutLeave: number) => ({ withLeave, withoutLeave });

test('conduct and absences', () =>
  check([
    [
      'conduct missing',
      secondary(({ conduct }) => ({ conduct: { ...conduct, term2: null } })),
      ['conduct-missing'],
    ],
    [
      'absences missing',
      secondary(({ absence: a }) => ({ absence: { ...a, term1: null } })),
      ['absence-missing'],
    ],
    [
      'negative',
      secondary(() => ({ absence: { term1: absence(-1, 3), term2: absence(0, 0) } })),
      ['absence-negative'],
    ],
    ['45', secondary(() => ({ absence: { term1: absence(20, 5), term2: absence(10, 10) } })), []],
    [
      '46',
      secondary(() => ({ absence: { term1: absence(20, 5), term2: absence(10, 11) } })),
      ['absence-over-limit'],
    ],
    [
      '46, and kept back by marks',
      (y) =>
        secondary(({ subjects }) => ({
          absence: { term1: absence(20, 5), term2: absence(10, 11) },
          subjects: subjects.map((one) =>
            one.kind === 'score' && one.term1 !== null && one.term2 !== null
              ? {
                  ...one,
                  term1: { ...one.term1, final: mark(0), midterm: mark(0) },
                  term2: { ...one.term2, final: mark(0), midterm: mark(0) },
                }
              : one,
          ),
        }))(y),
      [],
    ],
    [
      'all 108 days of term 1',
      secondary(() => ({ absence: { term1: absence(100, 8), term2: absence(0, 0) } })),
      ['absence-over-limit'],
    ],
    [
      '109',
      secondary(() => ({ absence: { term1: absence(100, 9), term2: absence(0, 0) } })),
      ['absence-over-limit', 'absence-over-term'],
    ],
  ]));

test('primary level', () =>
  check(
    [
      ['level missing', primaryMaths({ level: null }), ['level-missing']],
      ['test missing', primaryMaths({ test: null }), ['test-missing']],
      ['no test in the grade', primaryMaths({ test: undefined }), []],
      ['1', primaryMaths({ test: 1 }), []],
      ['0', primaryMaths({ test: 0 }), ['mark-outside-scale']],
      ['10', primaryMaths({ test: 10 }), []],
      ['11', primaryMaths({ test: 11 }), ['mark-outside-scale']],
      ['8,5', primaryMaths({ test: 8.5 }), ['mark-two-decimals']],
      ['exempt with a level', primaryMaths({ exempt: true }), ['exempt-with-marks']],
      ['exempt', primaryMaths({ exempt: true, level: null, test: undefined }), []],
      ['comment missing', primaryMaths({ comment: null }), ['comment-missing']],
      [
        'quality missing',
        primary(() => ({ qualities: new Map([['yeuNuoc', null]]) })),
        ['level-missing'],
      ],
      [
        'general comment missing',
        primary(({ comments }) => ({ comments: { ...comments, general: null } })),
        ['comment-missing'],
      ],
      ['210 days', primary(() => ({ absence: absence(200, 10) })), []],
      ['211 days', primary(() => ({ absence: absence(200, 11) })), ['absence-over-term']],
    ],
    'TH',
  ));

test('who must sign', () => {
  const nobody = 'GV99' as StaffId;
  check([
    ['no head', (y) => ({ ...y, school: { ...y.school, head: null } }), ['head-missing']],
    [
      'no homeroom teacher',
      (y) => ({
        ...y,
        classes: y.classes.map((one, at) => (at === 0 ? { ...one, homeroom: null } : one)),
      }),
      ['homeroom-missing'],
    ],
    [
      'homeroom teacher of no list',
      (y) => ({
        ...y,
        classes: y.classes.map((one, at) => (at === 0 ? { ...one, homeroom: nobody } : one)),
      }),
      ['staff-unknown'],
    ],
    [
      'no teacher',
      (y) => ({ ...y, assignments: y.assignments.slice(1) }),
      ['teacher-missing', 'teacher-missing'],
    ],
    [
      'none in term 2',
      (y) => ({
        ...y,
        assignments: y.assignments.map((one, at) => (at === 0 ? { ...one, terms: [1] } : one)),
      }),
      ['teacher-missing'],
    ],
    [
      'teacher of no list',
      (y) => ({
        ...y,
        assignments: y.assignments.map((one, at) => (at < 2 ? { ...one, teacher: nobody } : one)),
      }),
      ['staff-unknown'],
    ],
    [
      'no number to sign with',
      (y) => ({
        ...y,
        staff: y.staff.map((one, at) => (at === 0 ? { ...one, personalId: null } : one)),
      }),
      ['signer-without-personal-id'],
    ],
    [
      'a clerk needs none',
      (y) => ({
        ...y,
        staff: y.staff.map((one, at) => (at === 1 ? { ...one, personalId: null } : one)),
      }),
      [],
    ],
  ]);
});

test('each finding has its mender, by name', () => {
  const plain = plainYearbook('THCS');
  const name = (id: string | null | undefined) => plain.staff.find((one) => one.id === id)?.name;
  const className = plain.learners[0]?.className;
  const teacher = plain.assignments.find(
    (one) => one.className === className && one.subject === 'TOAN',
  );
  const menderAfter = (edit: Edit) => {
    const edited = edit(plain);
    const [finding] = checkYearbookData(edited);
    assert.ok(finding !== undefined);
    return menderOfFinding(finding, edited);
  };
  assert.deepEqual(menderAfter(mathsTerm(() => ({ final: null }))), {
    role: 'subject-teacher',
    names: [name(teacher?.teacher)],
  });
  const homeroom = plain.classes.find((one) => one.name === className)?.homeroom;
  for (const edit of [
    learner({ homeroomComment: null }),
    secondary(({ conduct }) => ({ conduct: { ...conduct, term1: null } })),
  ]) {
    assert.deepEqual(menderAfter(edit), { role: 'homeroom-teacher', names: [name(homeroom)] });
  }
  assert.deepEqual(menderAfter(learner({ birthDate: null })), {
    role: 'clerk',
    names: [name('GV01')],
  });
  assert.deepEqual(
    menderAfter((y) => ({ ...y, assignments: y.assignments.slice(1) })),
    {
      role: 'principal',
      names: [name('GV00')],
    },
  );
  const { role, names } = menderAfter(learner({ personalId: null }));
  assert.equal(role, 'family');
  assert.ok(names.length > 0);
});
