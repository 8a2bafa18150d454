import assert from 'node:assert/strict';
import { test } from 'node:test';
import { samplePrimary } from '../../../test/support/primary-content.ts';
import { sampleContent } from '../../../test/support/sample-content.ts';
import { sampleUpper } from '../../../test/support/upper-content.ts';
import { coveredCells } from '../../domain/record/covered-cells.ts';
import { cellText, fieldText } from './covered-cell.ts';

for (const [name, content] of [
  ['lower secondary', sampleContent],
  ['upper secondary', sampleUpper],
  ['primary', samplePrimary],
] as const) {
  test(`every cell of a ${name} record has a Vietnamese name`, () => {
    const unnamed = coveredCells(content, 'head').filter(
      ({ field }) => !/^\p{Lu}/u.test(fieldText(field)),
    );
    assert.deepEqual([...new Set(unnamed.map(({ field }) => field))], []);
  });
}

for (const [field, words] of [
  ['results.term1', 'Học kì I'],
  ['teachers.0.name', 'Giáo viên (0.name)'],
  ['qualities.levels.yeuNuoc.level', 'Yêu nước'],
  ['qualities.levels.yeuNuoc.supplement', 'Yêu nước, sau bổ sung'],
  ['something.new', 'something.new'],
] as const) {
  test(`${field} is «${words}»`, () => assert.equal(fieldText(field), words));
}

for (const [field, value, words] of [
  ['results.year', 81, '8,1'],
  ['results.year', 'CD', 'Chưa đạt'],
  ['results.year', 'exempt', 'Miễn'],
  ['result.study.year', 'T', 'Tốt'],
  ['result.absences', 6, '6'],
  ['result.promoted', false, 'Không'],
  ['issuedOn', '2026-06-01', '01/06/2026'],
  ['comment', null, '–'],
  ['comment', 'D', 'D'],
] as const) {
  test(`${field} ${value} reads «${words}»`, () => assert.equal(cellText(field, value), words));
}
