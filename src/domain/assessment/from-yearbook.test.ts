import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code, score } from '../../../test/fixtures/assessment/sample-case.ts';
import type {
  LearnerYear,
  PrimaryYear,
  ScoreTerm,
  SecondarySubjectYear,
  SecondaryYear,
  Yearbook,
} from '../school/yearbook.ts';
import { primaryCaseOf, secondaryCaseOf } from './from-yearbook.ts';

const yearbook = {
  subjects: [
    { code: code('TOAN'), periods: new Map([[10, 105]]) },
    { code: code('LS'), periods: new Map([[10, 52]]) },
    { code: code('QPAN'), periods: new Map([[10, 35]]) },
    { code: code('CN'), periods: new Map([[11, 70]]) },
  ],
  classes: [{ name: '10A1', specialTopics: [code('TOAN')] }],
} as unknown as Yearbook;

const scoreTerm = (over: Partial<ScoreTerm> = {}): ScoreTerm => ({
  regular: [score(70), score(80)],
  midterm: score(75),
  final: score(80),
  transferredAverage: null,
  specialTopicIndex: null,
  comment: 'Em học tốt.',
  ...over,
});

const subject = (name: string, term1: ScoreTerm | null): SecondarySubjectYear => ({
  kind: 'score',
  code: code(name),
  exempt: 'none',
  term1,
  term2: null,
  reassessed: score(55),
});

const learner = (results: SecondaryYear | PrimaryYear, grade = 10): LearnerYear =>
  ({ grade, className: '10A1', notAssessed: false, results }) as unknown as LearnerYear;

const secondary = (
  subjects: readonly SecondarySubjectYear[],
  absence: SecondaryYear['absence'] = { term1: null, term2: null },
): SecondaryYear => ({
  kind: 'secondary',
  subjects,
  conduct: { term1: 'T', term2: null, afterSummer: 'D' },
  absence,
  summerComment: null,
});

const caseOf = (results: SecondaryYear) => {
  const input = secondaryCaseOf(learner(results), yearbook);
  assert.ok(input !== undefined);
  return input;
};

test('the yearly periods of the grade say how many ĐĐGtx a subject needs', () => {
  const { subjects } = caseOf(
    secondary(['TOAN', 'LS', 'QPAN', 'CN', 'X'].map((name) => subject(name, scoreTerm()))),
  );
  const required = subjects.map((s) => (s.kind === 'score' ? s.regularRequired : undefined));
  assert.deepEqual(required, [4, 3, 2, null, null]);
});

test('the special topic leaves the ĐĐGtx, and is expected where the class takes it', () => {
  const regular = [score(70), score(80), score(60)];
  const { subjects } = caseOf(
    secondary([
      subject('LS', scoreTerm({ regular, specialTopicIndex: 2 })),
      subject('TOAN', scoreTerm()),
      subject('QPAN', scoreTerm()),
    ]),
  );
  const [history, maths, defence] = subjects;
  assert.deepEqual(history?.term1, {
    from: 'marks',
    regular: [70, 80],
    specialTopic: 60,
    midterm: 75,
    final: 80,
  });
  const topics = [history, maths, defence].map((s) => s?.kind === 'score' && s.specialTopic);
  assert.deepEqual(topics, [true, true, false]);
});

test('a special topic whose mark is missing stays a gap', () => {
  const regular = [score(70), score(80), null];
  const { subjects } = caseOf(
    secondary([subject('LS', scoreTerm({ regular, specialTopicIndex: 2 }))]),
  );
  const [history] = subjects;
  assert.ok(history?.term1?.from === 'marks');
  assert.deepEqual(history.term1.regular, regular);
});

test('a transferred term is only its average; a term at no school is nothing', () => {
  const { subjects } = caseOf(
    secondary([subject('LS', scoreTerm({ regular: [], transferredAverage: score(64) }))]),
  );
  assert.deepEqual(subjects[0]?.term1, { from: 'transfer', average: 64 });
  assert.equal(subjects[0]?.term2, null);
});

test('comment terms: assessments, or the level of another school', () => {
  const term = { regular: ['D'], midterm: 'D', final: null, transferredLevel: null, comment: null };
  const comments: SecondarySubjectYear = {
    kind: 'comment',
    code: code('GDTC'),
    exempt: 'term1',
    term1: term as never,
    term2: { ...term, transferredLevel: 'CD' } as never,
    reassessed: 'D',
  };
  assert.deepEqual(caseOf(secondary([comments])).subjects[0], {
    kind: 'comment',
    code: 'GDTC',
    exempt: 'term1',
    term1: { from: 'assessments', regular: ['D'], midterm: 'D', final: null },
    term2: { from: 'level', level: 'CD' },
    reassessed: 'D',
  });
});

test('absences are known when both terms are', () => {
  const term1 = { withLeave: 3, withoutLeave: 1 };
  const term2 = { withLeave: 20, withoutLeave: 22 };
  assert.equal(caseOf(secondary([], { term1, term2 })).absences, 46);
  assert.equal(caseOf(secondary([], { term1, term2: null })).absences, null);
  assert.equal(caseOf(secondary([], { term1: null, term2 })).absences, null);
});

const primary = (over: Partial<PrimaryYear> = {}): PrimaryYear =>
  ({
    kind: 'primary',
    subjects: [
      { code: code('TV'), exempt: false, level: 'C', test: null },
      { code: code('DD'), exempt: false, level: 'H', test: undefined },
      { code: code('GDTC'), exempt: true, level: null, test: undefined },
    ],
    qualities: new Map([['yeuNuoc', 'T']]),
    competences: new Map([['tuChu', null]]),
    supplement: new Map([
      ['TV', { level: 'H', test: 5 }],
      ['nl:tuChu', { level: 'Đ', test: null }],
      ['KH', { level: 'H', test: 5 }],
      ['pc:yeuNuoc', { level: 'H', test: null }],
    ]),
    decision: null,
    ...over,
  }) as unknown as PrimaryYear;

test('a primary year: tested, untested and exempt subjects, qualities before competences', () => {
  const input = primaryCaseOf(learner(primary(), 4));
  assert.deepEqual(input, {
    grade: 4,
    notAssessed: false,
    subjects: [
      { state: 'tested', code: 'TV', level: 'C', test: null },
      { state: 'untested', code: 'DD', level: 'H' },
      { state: 'exempt', code: 'GDTC' },
    ],
    qualities: [
      { name: 'pc:yeuNuoc', level: 'T' },
      { name: 'nl:tuChu', level: null },
    ],
    // What names no subject of the learner, or has a letter of the wrong kind, supplements nothing.
    supplement: [
      { of: 'subject', code: 'TV', level: 'H', test: 5 },
      { of: 'quality', name: 'nl:tuChu', level: 'Đ' },
    ],
    principalDecision: null,
  });
});

test('the principal decides in words', () => {
  const cases = [
    ['Cho lên lớp', 'promote'],
    ['Được lên lớp 5'.normalize('NFD'), 'promote'],
    ['Không cho lên lớp', 'retain'],
    ['Ở lại lớp', 'retain'],
    ['Chưa được lên lớp', 'retain'],
    ['Xem lại', null],
  ] as const;
  for (const [decision, expected] of cases) {
    const input = primaryCaseOf(learner(primary({ decision }), 4));
    assert.equal(input?.principalDecision, expected, decision);
  }
});

test('a learner is never assessed by the other circular', () => {
  assert.equal(primaryCaseOf(learner(secondary([]))), undefined);
  assert.equal(secondaryCaseOf(learner(primary()), yearbook), undefined);
});

test('a year under Circular 58 is never a case', () => {
  const results = secondary([subject('TOAN', scoreTerm())]);
  const of = (year: string, programme: string) =>
    secondaryCaseOf(learner(results), { ...yearbook, year, programme } as Yearbook);
  assert.equal(of('2021-2022', 'TT22'), undefined);
  assert.notEqual(of('2022-2023', 'TT22'), undefined);
  // What continuing education did before Circular 43 is not known here.
  assert.notEqual(of('2021-2022', 'TT43'), undefined);
});
