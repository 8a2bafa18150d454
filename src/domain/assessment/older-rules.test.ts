import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SchoolYear } from '../time/school-year.ts';
import { amendedRules, underOlderRules } from './older-rules.ts';

/** Grade, the last year under Circular 58/2011 and the first under Circular 22/2021. */
const rollOut: readonly (readonly [number, string, string])[] = [
  [6, '2020-2021', '2021-2022'],
  [7, '2021-2022', '2022-2023'],
  [8, '2022-2023', '2023-2024'],
  [9, '2023-2024', '2024-2025'],
  [10, '2021-2022', '2022-2023'],
  [11, '2022-2023', '2023-2024'],
  [12, '2023-2024', '2024-2025'],
];

for (const [grade, last, first] of rollOut) {
  test(`grade ${grade} was under the older rules until ${last}`, () => {
    assert.equal(underOlderRules(last as SchoolYear, grade), true);
    assert.equal(underOlderRules(first as SchoolYear, grade), false);
    assert.equal(underOlderRules('2011-2012' as SchoolYear, grade), true);
    assert.equal(underOlderRules('2010-2011' as SchoolYear, grade), false);
  });
}

test('primary grades never were', () => {
  assert.equal(underOlderRules('2015-2016' as SchoolYear, 5), false);
});

test('Circular 26/2020 amended the rules from 2020-2021 on', () => {
  assert.equal(amendedRules('2019-2020' as SchoolYear), false);
  assert.equal(amendedRules('2020-2021' as SchoolYear), true);
});
