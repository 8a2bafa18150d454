import assert from 'node:assert/strict';
import { test } from 'node:test';
import { yearConduct } from './year-conduct.ts';

test('the year of conduct, all sixteen cells: rows term 2, columns term 1', () => {
  const levels = ['T', 'K', 'D', 'CD'] as const;
  const table = [
    ['T', 'T', 'K', 'K'],
    ['K', 'K', 'K', 'D'],
    ['K', 'D', 'D', 'D'],
    ['CD', 'CD', 'CD', 'CD'],
  ];
  const computed = levels.map((term2) => levels.map((term1) => yearConduct({ term1, term2 })));
  assert.deepEqual(computed, table);
});

test('no year of conduct while a term is not known', () => {
  assert.equal(yearConduct({ term1: null, term2: 'T' }), null);
  assert.equal(yearConduct({ term1: 'T', term2: null }), null);
});
