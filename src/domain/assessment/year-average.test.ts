import assert from 'node:assert/strict';
import { test } from 'node:test';
import { score } from '../../../test/fixtures/assessment/sample-case.ts';
import { defaultReading } from './case.ts';
import { yearAverage, yearComment, yearScore } from './year-average.ts';

const noYear = { ...defaultReading, partialExemption: 'no-year' } as const;

test('ĐTBmcn of the published vectors: the second term counts twice', () => {
  const vectors = [
    [78, 83, 81],
    [64, 65, 65],
    [49, 50, 50],
    [34, 35, 35],
  ] as const;
  for (const [first, second, year] of vectors) {
    assert.equal(yearAverage(score(first), score(second)), year);
  }
});

test('every pair of term averages gives the nearest tenth; thirds never tie', () => {
  for (let first = 0; first <= 100; first += 1) {
    for (let second = 0; second <= 100; second += 1) {
      const year = yearAverage(score(first), score(second));
      const distance = Math.abs(3 * year - (first + 2 * second));
      assert.ok(distance <= 1, `${first}, ${second}`);
    }
  }
});

test('a year of marks needs both terms; an exemption sets a term or the year aside', () => {
  const both = { first: score(60), second: score(80) };
  assert.equal(yearScore({ exempt: 'none' }, both, defaultReading), 73);
  assert.equal(yearScore({ exempt: 'none' }, { ...both, first: null }, defaultReading), null);
  assert.equal(yearScore({ exempt: 'none' }, { ...both, second: null }, defaultReading), null);
  assert.equal(yearScore({ exempt: 'year' }, both, defaultReading), 'M');
  assert.equal(yearScore({ exempt: 'term1' }, both, defaultReading), 80);
  assert.equal(yearScore({ exempt: 'term2' }, both, defaultReading), 60);
  assert.equal(yearScore({ exempt: 'term1' }, { ...both, second: null }, defaultReading), null);
  assert.equal(yearScore({ exempt: 'term1' }, both, noYear), 'M');
  assert.equal(yearScore({ exempt: 'term2' }, both, noYear), 'M');
});

test('a year of comments is its second term', () => {
  const terms = { first: 'D', second: 'CD' } as const;
  assert.equal(yearComment({ exempt: 'none' }, terms, defaultReading), 'CD');
  assert.equal(yearComment({ exempt: 'none' }, { first: null, second: 'D' }, defaultReading), 'D');
  assert.equal(yearComment({ exempt: 'none' }, { first: 'D', second: null }, defaultReading), null);
  assert.equal(yearComment({ exempt: 'year' }, terms, defaultReading), 'M');
  assert.equal(yearComment({ exempt: 'term2' }, terms, defaultReading), 'D');
  assert.equal(yearComment({ exempt: 'term1' }, terms, defaultReading), 'CD');
  assert.equal(yearComment({ exempt: 'term1' }, terms, noYear), 'M');
});
