import assert from 'node:assert/strict';
import { test } from 'node:test';
import { averagesOf, type Results } from '../../../test/fixtures/assessment/sample-case.ts';
import { defaultReading } from './case.ts';
import { circular22, circular43 } from './secondary-rules.ts';
import { studyOutcome } from './study-level.ts';

const lenient = { ...defaultReading, sixthSubject: 'lenient' } as const;

const outcome = (
  results: Results,
  policy = defaultReading as typeof lenient | typeof defaultReading,
) => {
  const { base, level, adjustedBy } = studyOutcome(averagesOf(results), 'year', circular22, policy);
  return [base, level, adjustedBy];
};

const good = { A: 85, B: 85, C: 85, D: 85, E: 85, F: 85, c1: 'D', c2: 'D' } as const;
const fair = { A: 70, B: 70, C: 70, D: 70, E: 70, F: 70, c1: 'D', c2: 'D' } as const;

test('the table of art. 9.3', () => {
  const cases: [string, Results, (string | null)[]][] = [
    ['everything Tốt except one 4.9', { ...good, X: 49 }, ['D', 'K', 'X']],
    ['everything Tốt except one 3.4', { ...good, X: 34 }, ['CD', 'D', 'X']],
    ['everything Tốt except one comment', { ...good, c2: 'CD' }, ['D', 'K', 'c2']],
    ['everything Khá except one 3.4', { ...fair, X: 34 }, ['CD', 'D', 'X']],
    ['everything Khá except one 4.9: one level only', { ...fair, X: 49 }, ['D', 'D', null]],
    ['everything Tốt except one 6.4: one level only', { ...good, X: 64 }, ['K', 'K', null]],
    ['everything Khá except one comment: one level only', { ...fair, c2: 'CD' }, ['D', 'D', null]],
    ['two marks below', { ...good, X: 34, Y: 34 }, ['CD', 'CD', null]],
    ['a mark and a comment', { ...good, X: 49, c2: 'CD' }, ['D', 'D', null]],
    ['two comments', { ...good, c1: 'CD', c2: 'CD' }, ['CD', 'CD', null]],
    ['one 3.4 and one 6.4: Khá without the first', { ...good, X: 34, Y: 64 }, ['CD', 'D', 'X']],
    ['one 4.9 and one 6.4: Khá is one level above', { ...good, X: 49, Y: 64 }, ['D', 'D', null]],
  ];
  for (const [what, results, expected] of cases) assert.deepEqual(outcome(results), expected, what);
});

test('at the limits of the bad subject itself', () => {
  assert.deepEqual(outcome({ ...good, X: 50 }), ['K', 'K', null]);
  assert.deepEqual(outcome({ ...good, X: 35 }), ['D', 'K', 'X']);
  assert.deepEqual(outcome({ ...fair, X: 35 }), ['D', 'D', null]);
});

test('the bad subject supplies the sixth mark only under the lenient reading', () => {
  const fiveGood: Results = { A: 85, B: 85, C: 85, D: 85, E: 85, F: 79, X: 49, c1: 'D' };
  assert.deepEqual(outcome(fiveGood), ['D', 'D', null]);
  assert.deepEqual(outcome(fiveGood, lenient), ['D', 'K', 'X']);
  const fiveFair: Results = { A: 70, B: 70, C: 70, D: 70, E: 70, F: 64, X: 34, c1: 'D' };
  assert.deepEqual(outcome(fiveFair), ['CD', 'CD', null]);
  assert.deepEqual(outcome(fiveFair, lenient), ['CD', 'D', 'X']);
  const fourGood: Results = { ...fiveGood, E: 79 };
  assert.deepEqual(outcome(fourGood, lenient), ['D', 'D', null]);
});

test('a comment subject never supplies a mark', () => {
  const results: Results = { A: 85, B: 85, C: 85, D: 85, E: 85, F: 79, c1: 'CD' };
  assert.deepEqual(outcome(results, lenient), ['D', 'D', null]);
});

test('the outcome says which subject raised it, and towards what', () => {
  const facts = (results: Results) =>
    studyOutcome(averagesOf(results), 'year', circular22, defaultReading).facts.at(-1);
  const code = 'adjusted-for-one-subject';
  assert.deepEqual(facts({ ...good, X: 34 }), { code, subject: 'X', towards: 'T' });
  assert.deepEqual(facts({ ...fair, X: 34 }), { code, subject: 'X', towards: 'K' });
});

test('continuing education adjusts by its own count', () => {
  const results = averagesOf({ A: 85, B: 85, C: 85, D: 85, E: 85, X: 49, c1: 'D' });
  const { base, level } = studyOutcome(results, 'year', circular43, defaultReading);
  assert.deepEqual([base, level], ['D', 'K']);
});
