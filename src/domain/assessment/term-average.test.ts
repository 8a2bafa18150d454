import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { marks, score } from '../../../test/fixtures/assessment/sample-case.ts';
import { type CommentTermCase, defaultReading } from './case.ts';
import { regularRequired, roundHalfUp, termAverage, termLevel } from './term-average.ts';

const anyCount = { regularRequired: null, specialTopic: false };
const within = { ...defaultReading, specialTopic: 'within' } as const;

test('ĐTBmhk of the published vectors, in which floats and half-even rounding fail', () => {
  const vectors = [
    { tx: [80, 90, 70, 100], gk: 85, ck: 90, average: 87 },
    { tx: [70, 80, 65], gk: 75, ck: 80, average: 76 },
    { tx: [60, 70], gk: 65, ck: 63, average: 64 },
    { tx: [80, 85, 90], gk: 80, ck: 87, average: 85 },
    { tx: [28, 42, 22], gk: 80, ck: 48, average: 50 },
    { tx: [99, 78, 47], gk: 67, ck: 90, average: 79 },
    { tx: [51, 78, 37], gk: 17, ck: 12, average: 30 },
  ];
  for (const { tx, gk, ck, average } of vectors) {
    assert.equal(termAverage(marks(tx, gk, ck), anyCount, defaultReading), average);
  }
});

test('the extremes are reached: all 0 and all 10', () => {
  assert.equal(termAverage(marks([0, 0], 0, 0), anyCount, defaultReading), 0);
  assert.equal(termAverage(marks([100, 100], 100, 100), anyCount, defaultReading), 100);
});

test('rounding half up equals exact rational arithmetic on every total of every denominator', () => {
  for (const denominator of [3, 7, 8, 9, 10]) {
    for (let total = 0; total <= 100 * denominator; total += 1) {
      const exact = (2n * BigInt(total) + BigInt(denominator)) / (2n * BigInt(denominator));
      assert.equal(roundHalfUp(total, denominator), Number(exact), `${total}/${denominator}`);
    }
  }
});

test('an average of random marks is the nearest tenth, upwards when two are as near', () => {
  const mark = fc.integer({ min: 0, max: 100 });
  const regular = fc.array(mark, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(regular, mark, mark, (tx, gk, ck) => {
      const average = termAverage(marks(tx, gk, ck), anyCount, defaultReading);
      assert.ok(typeof average === 'number');
      const weight = BigInt(tx.length + 5);
      const sum = BigInt(tx.reduce((a, b) => a + b, 0) + 2 * gk + 3 * ck);
      const twice = 2n * (BigInt(average) * weight - sum);
      assert.ok(-weight < twice && twice <= weight);
    }),
  );
});

test('raising one mark never lowers the average', () => {
  const mark = fc.integer({ min: 0, max: 99 });
  const regular = fc.array(mark, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(regular, mark, mark, fc.nat(), (tx, gk, ck, which) => {
      const place = which % (tx.length + 2);
      const raised = marks(
        tx.map((m, i) => (i === place ? m + 1 : m)),
        place === tx.length ? gk + 1 : gk,
        place === tx.length + 1 ? ck + 1 : ck,
      );
      const before = termAverage(marks(tx, gk, ck), anyCount, defaultReading);
      const after = termAverage(raised, anyCount, defaultReading);
      assert.ok(typeof before === 'number' && typeof after === 'number' && after >= before);
    }),
  );
});

test('the number of ĐĐGtx follows the yearly periods', () => {
  const cases = [
    [35, 2],
    [36, 3],
    [52, 3],
    [70, 3],
    [71, 4],
    [140, 4],
  ] as const;
  for (const [periods, required] of cases) assert.equal(regularRequired(periods), required);
});

test('a term without its marks has no average, and says why', () => {
  const three = { regularRequired: 3, specialTopic: false };
  const answer = (term: Parameters<typeof termAverage>[0]) =>
    termAverage(term, three, defaultReading);
  assert.equal(answer(null), 'missing');
  assert.equal(answer(marks([70, 70], 70, 70)), 'incomplete');
  assert.equal(answer(marks([70, 70, null], 70, 70)), 'incomplete');
  assert.equal(answer(marks([70, 70, 70], null, 70)), 'incomplete');
  assert.equal(answer(marks([70, 70, 70], 70, null)), 'incomplete');
  assert.equal(answer(marks([70, 70, 70], 70, 70)), 70);
  assert.equal(answer(marks([70, 70, 70, 70], 70, 70)), 'too-many-tx');
  assert.equal(answer({ from: 'transfer', average: score(64) }), 64);
});

test('where the periods are not known, two to four ĐĐGtx are lawful', () => {
  const answer = (tx: number[]) => termAverage(marks(tx, 70, 70), anyCount, defaultReading);
  assert.equal(answer([70]), 'incomplete');
  assert.equal(answer([70, 70]), 70);
  assert.equal(answer([70, 70, 70, 70]), 70);
  assert.equal(answer([70, 70, 70, 70, 70]), 'too-many-tx');
});

test('the special topic counts as one ĐĐGtx, on top of the others or among them', () => {
  const four = { regularRequired: 4, specialTopic: true };
  const onTop = marks([70, 80, 65, 90], 75, 80, 82);
  const among = marks([70, 80, 65], 75, 80, 82);
  // (70 + 80 + 65 + 90 + 82 + 150 + 240) / 10 = 77.7; (70 + 80 + 65 + 82 + 150 + 240) / 9 = 76.3.
  assert.equal(termAverage(onTop, four, defaultReading), 78);
  assert.equal(termAverage(among, four, defaultReading), 'incomplete');
  assert.equal(termAverage(onTop, four, within), 'too-many-tx');
  assert.equal(termAverage(among, four, within), 76);
});

test('a special topic without its mark is missed only where it comes on top', () => {
  const four = { regularRequired: 4, specialTopic: true };
  const without = marks([70, 80, 65, 90], 75, 80);
  assert.equal(termAverage(without, four, defaultReading), 'incomplete');
  assert.equal(termAverage(without, four, within), 77);
  // The mark may stand in the last ĐĐGtx column, as workbooks write it.
  assert.equal(termAverage(marks([70, 80, 65, 90, 82], 75, 80), four, defaultReading), 78);
});

test('a comment subject is Đạt when all its assessments are, and there are enough', () => {
  type Letter = 'D' | 'CD' | null;
  const term = (regular: Letter[], midterm: Letter, final: Letter): CommentTermCase => ({
    from: 'assessments',
    regular,
    midterm,
    final,
  });
  assert.equal(termLevel(term(['D', 'D'], 'D', 'D')), 'D');
  assert.equal(termLevel(term(['CD', 'D'], 'D', 'D')), 'CD');
  assert.equal(termLevel(term(['D', 'CD'], 'D', 'D')), 'CD');
  assert.equal(termLevel(term(['D', 'D'], 'CD', 'D')), 'CD');
  assert.equal(termLevel(term(['D', 'D'], 'D', 'CD')), 'CD');
  assert.equal(termLevel(term(['D'], 'D', 'D')), 'incomplete');
  assert.equal(termLevel(term(['D', null], 'D', 'D')), 'incomplete');
  assert.equal(termLevel(term(['D', 'D'], null, 'D')), 'incomplete');
  assert.equal(termLevel(term(['D', 'D'], 'D', null)), 'incomplete');
  assert.equal(termLevel({ from: 'level', level: 'CD' }), 'CD');
  assert.equal(termLevel(null), 'missing');
});
