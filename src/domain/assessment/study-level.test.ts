import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { averagesOf, type Results } from '../../../test/fixtures/assessment/sample-case.ts';
import { defaultReading, type ReadingPolicy } from './case.ts';
import { circular22, circular43, type SecondaryRules } from './secondary-rules.ts';
import { studyOutcome } from './study-level.ts';

const base = (results: Results, rules: SecondaryRules = circular22) =>
  studyOutcome(averagesOf(results), 'year', rules, defaultReading).base;

const eight = (averages: readonly number[], extra: Results = { c1: 'D', c2: 'D' }): Results => ({
  ...Object.fromEntries(averages.map((average, index) => [`S${index + 1}`, average])),
  ...extra,
});

test('each limit of art. 9.2, at the limit and one tenth below', () => {
  const cases = [
    { marks: [80, 80, 80, 80, 80, 80, 65, 65], level: 'T', what: 'six at 8.0, the rest at 6.5' },
    { marks: [80, 80, 80, 80, 80, 79, 65, 65], level: 'K', what: 'the sixth at 7.9' },
    { marks: [80, 80, 80, 80, 80, 80, 65, 64], level: 'K', what: 'one at 6.4' },
    { marks: [65, 65, 65, 65, 65, 65, 50, 50], level: 'K', what: 'six at 6.5, the rest at 5.0' },
    { marks: [65, 65, 65, 65, 65, 64, 50, 50], level: 'D', what: 'the sixth at 6.4' },
    { marks: [65, 65, 65, 65, 65, 65, 50, 49], level: 'D', what: 'one at 4.9' },
    { marks: [50, 50, 50, 50, 50, 50, 35, 35], level: 'D', what: 'six at 5.0, the rest at 3.5' },
    { marks: [50, 50, 50, 50, 50, 49, 35, 35], level: 'CD', what: 'the sixth at 4.9' },
    { marks: [50, 50, 50, 50, 50, 50, 35, 34], level: 'CD', what: 'one at 3.4' },
  ];
  for (const { marks, level, what } of cases) assert.equal(base(eight(marks)), level, what);
});

test('continuing education counts five subjects where schools count six', () => {
  const five = [80, 80, 80, 80, 80, 65, 65, 65];
  assert.equal(base(eight(five), circular22), 'K');
  assert.equal(base(eight(five), circular43), 'T');
  assert.equal(base(eight([80, 80, 80, 80, 79, 65, 65, 65]), circular43), 'K');
  assert.equal(base(eight([65, 65, 65, 65, 65, 50, 50, 50]), circular43), 'K');
  assert.equal(base(eight([65, 65, 65, 65, 64, 50, 50, 50]), circular43), 'D');
  assert.equal(base(eight([50, 50, 50, 50, 50, 35, 35, 35]), circular43), 'D');
  assert.equal(base(eight([50, 50, 50, 50, 49, 35, 35, 35]), circular43), 'CD');
});

test('comment subjects: none Chưa đạt for Tốt and Khá, at most one for Đạt', () => {
  const good = [80, 80, 80, 80, 80, 80, 80, 80];
  assert.equal(base(eight(good, { c1: 'CD', c2: 'D' })), 'D');
  assert.equal(base(eight(good, { c1: 'CD', c2: 'CD' })), 'CD');
});

test('what is exempt is outside every count, what is missing leaves no level', () => {
  const six = [80, 80, 80, 80, 80, 80];
  assert.equal(base(eight(six, { S7: 'M', c1: 'M' })), 'T');
  assert.equal(base(eight(six, { S7: null, c1: 'D' })), null);
  assert.equal(base(eight(six, { c1: null })), null);
  assert.equal(base({ S1: 'M', c1: 'M' }), null);
  assert.equal(base(eight([80, 80, 80, 80, 80], { S6: 'M' })), 'CD');
});

test('comment subjects of continuing education count or not, as the policy says', () => {
  const ignore: ReadingPolicy = { ...defaultReading, continuingComments: 'ignore' };
  const results = averagesOf(eight([80, 80, 80, 80, 80], { c1: 'CD', c2: null }));
  assert.equal(studyOutcome(results, 'year', circular43, defaultReading).level, null);
  assert.equal(studyOutcome(results, 'year', circular43, ignore).level, 'T');
  const known = averagesOf(eight([80, 80, 80, 80, 80], { c1: 'CD', c2: 'CD' }));
  assert.equal(studyOutcome(known, 'year', circular43, defaultReading).level, 'CD');
  // Schools are not asked: the policy is about Circular 43 only.
  const six = averagesOf(eight([80, 80, 80, 80, 80, 80], { c1: 'CD', c2: 'CD' }));
  assert.equal(studyOutcome(six, 'year', circular22, ignore).level, 'CD');
});

test('the outcome names what carried the level and what kept it from the next', () => {
  const results = averagesOf(eight([80, 80, 80, 80, 80, 79, 70, 64]));
  assert.deepEqual(studyOutcome(results, 'year', circular22, defaultReading).facts, [
    { code: 'all-at-least', limit: 50 },
    { code: 'enough-at-least', limit: 65, count: 7, needed: 6 },
    { code: 'subject-below', subject: 'S8', value: 64, limit: 65 },
    { code: 'too-few-at-least', limit: 80, count: 5, needed: 6 },
  ]);
  const good = averagesOf(eight([80, 80, 80, 80, 80, 80]));
  assert.deepEqual(studyOutcome(good, 'year', circular22, defaultReading).facts, [
    { code: 'all-at-least', limit: 65 },
    { code: 'enough-at-least', limit: 80, count: 6, needed: 6 },
  ]);
  const failed = averagesOf(eight([30, 34, 50, 50, 50, 50, 50], { c1: 'CD', c2: 'CD' }));
  assert.deepEqual(studyOutcome(failed, 'year', circular22, defaultReading).facts, [
    { code: 'subject-below', subject: 'S1', value: 30, limit: 35 },
    { code: 'subject-below', subject: 'S2', value: 34, limit: 35 },
    { code: 'comment-not-met', subject: 'c1' },
    { code: 'comment-not-met', subject: 'c2' },
    { code: 'too-few-at-least', limit: 50, count: 5, needed: 6 },
  ]);
  const missing = averagesOf(eight([80], { S2: null, c1: null }));
  assert.deepEqual(studyOutcome(missing, 'year', circular22, defaultReading).facts, [
    { code: 'subject-without-result', subject: 'S2' },
    { code: 'subject-without-result', subject: 'c1' },
  ]);
});

test('raising one result never lowers the level, with art. 9.3 in either reading', () => {
  const rank = { CD: 0, D: 1, K: 2, T: 3 } as const;
  // Marks near the limits, so that most cases stand on an edge.
  const mark = fc.constantFrom(34, 35, 49, 50, 64, 65, 79, 80, 90);
  const comment = fc.constantFrom<'D' | 'CD'>('D', 'D', 'D', 'CD');
  const generous = fc.constantFrom(79, 80, 80, 90);
  const learner = fc.record({
    marks: fc.array(fc.oneof(mark, generous, generous), { minLength: 6, maxLength: 9 }),
    comments: fc.array(comment, { minLength: 1, maxLength: 4 }),
    sixthSubject: fc.constantFrom<'strict' | 'lenient'>('strict', 'lenient'),
    rules: fc.constantFrom(circular22, circular43),
    which: fc.nat(),
    by: fc.integer({ min: 1, max: 60 }),
  });
  fc.assert(
    fc.property(learner, ({ marks, comments, sixthSubject, rules, which, by }) => {
      const policy = { ...defaultReading, sixthSubject };
      const named = Object.fromEntries(comments.map((level, index) => [`c${index}`, level]));
      const place = which % (marks.length + comments.length);
      const raisedMarks = marks.map((m, i) => (i === place ? Math.min(100, m + by) : m));
      const raisedNames = { ...named };
      if (place >= marks.length) raisedNames[`c${place - marks.length}`] = 'D';
      const levelOf = (results: Results) =>
        studyOutcome(averagesOf(results), 'year', rules, policy).level;
      const before = levelOf(eight(marks, named));
      const after = levelOf(eight(raisedMarks, raisedNames));
      assert.ok(before !== null && after !== null && rank[after] >= rank[before]);
    }),
    { numRuns: 3000 },
  );
});
