import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePersonalId } from '../../domain/person/identity.ts';
import type { Cell } from './grid.ts';
import { readTest } from './primary.ts';
import { type Reading, readCount, readNumber, readText, readTick } from './reading.ts';
import { readDate } from './reading-date.ts';
import {
  readCommentLevel,
  readPrimaryLevel,
  readQualityLevel,
  readScore,
  readStudyLevel,
} from './reading-mark.ts';
import { fitsPersonalId, readCode, readPersonalId, readSex } from './reading-person.ts';

/** [cell, value, …repairs]; null for nothing; 'bad:code' for what cannot be read. */
type Case = readonly [cell: Cell, want: unknown, ...repairs: string[]];

function check<T>(read: (cell: Cell) => Reading<T>, cases: readonly Case[]): void {
  for (const [cell, want, ...repairs] of cases) {
    const got = read(cell);
    const label = JSON.stringify(cell);
    if (want === null) assert.equal(got.state, 'empty', label);
    else if (typeof want === 'string' && want.startsWith('bad:')) {
      assert.deepEqual(got, { state: 'bad', code: want.slice(4) }, label);
    } else assert.deepEqual(got, { state: 'value', value: want, repairs }, label);
  }
}

test('dates', () => {
  check(
    (cell) => readDate(cell, false),
    [
      ['19/01/2014', '2014-01-19'],
      ['9/1/2014', '2014-01-09', 'date-variant'],
      ['19-01-2014', '2014-01-19', 'date-variant'],
      ['19.01.2014', '2014-01-19', 'date-variant'],
      ['2014-01-19', '2014-01-19', 'date-variant'],
      ['2014-01-19 00:00:00', '2014-01-19', 'date-variant'],
      [' 19/01/2014', '2014-01-19', 'date-variant'],
      ['2013', '2013'],
      [2013, '2013'],
      ['05/2013', '2013-05', 'date-variant'],
      [44096, '2020-09-22', 'serial-date'],
      [41863, '2014-08-12', 'serial-date'],
      ['41863', '2014-08-12', 'serial-date'],
      [{ date: 41863 }, '2014-08-12', 'date-cell'],
      [{ date: 41863.5 }, '2014-08-12', 'date-cell'],
      ['29/02/2012', '2012-02-29'],
      ['29/02/2013', 'bad:bad-date'],
      ['31/04/2014', 'bad:bad-date'],
      ['13/13/2014', 'bad:bad-date'],
      ['19/01/14', 'bad:bad-date'],
      ['hôm qua', 'bad:bad-date'],
      [true, 'bad:bad-date'],
      [0, 'bad:bad-date'],
      [{ date: 1 }, 'bad:bad-date'],
      [{ error: '#N/A' }, 'bad:formula-error'],
      ['', null],
      ['  ', null],
      [null, null],
    ],
  );
  check(
    (cell) => readDate(cell, true),
    [
      [{ date: 40401 }, '2014-08-12', 'date-cell'],
      [40401, '2014-08-12', 'serial-date'],
    ],
  );
});

test('marks are whole tenths from 0 to 10; nothing is rounded', () => {
  check(readScore, [
    [7.5, 75],
    [10, 100],
    [0, 0],
    [7.300000000000001, 73],
    ['7,5', 75, 'decimal-comma'],
    ['7.5', 75, 'mark-as-text'],
    ['8', 80, 'mark-as-text'],
    ['10,0', 100, 'decimal-comma'],
    ['M', 'M'],
    ['m', 'M'],
    [8.25, 'bad:bad-mark'],
    ['8,25', 'bad:bad-mark'],
    [75, 'bad:bad-mark'],
    [10.1, 'bad:bad-mark'],
    [-1, 'bad:bad-mark'],
    [Number.NaN, 'bad:bad-mark'],
    ['v', 'bad:bad-mark'],
    [{ error: '#REF!' }, 'bad:formula-error'],
    ['', null],
  ]);
});

test('a periodic test of Circular 27 is a whole mark', () => {
  check(readTest, [
    [9, 9],
    ['9,0', 9, 'decimal-comma'],
    ['9', 9, 'mark-as-text'],
    [8.5, 'bad:decimal-test'],
    [11, 'bad:bad-mark'],
    ['', null],
  ]);
});

test('levels in every spelling', () => {
  check(readCommentLevel, [
    ['Đ', 'D'],
    ['CĐ', 'CD'],
    ['đ', 'D', 'level-spelling'],
    ['D', 'D', 'level-spelling'],
    ['Đạt', 'D', 'level-spelling'],
    ['Chưa đạt', 'CD', 'level-spelling'],
    ['Ð', 'D', 'eth-letter'],
    [' Đ', 'D', 'extra-space'],
    ['M', 'M'],
    ['T', 'bad:bad-level'],
    [7, 'bad:bad-level'],
    [null, null],
  ]);
  check(readStudyLevel, [
    ['Tốt', 'T'],
    ['Khá', 'K'],
    ['Đạt', 'D'],
    ['Chưa đạt', 'CD'],
    ['KHÁ', 'K', 'level-spelling'],
    ['T', 'T', 'level-spelling'],
    ['Đ', 'D', 'level-spelling'],
    ['CĐ', 'CD', 'level-spelling'],
    ['Tốt'.normalize('NFD'), 'T', 'nfd-text'],
    ['Giỏi', 'bad:bad-level'],
  ]);
  check(readPrimaryLevel, [
    ['T', 'T'],
    ['h', 'H', 'level-spelling'],
    ['Hoàn thành tốt', 'T', 'level-spelling'],
    ['M', 'M'],
    ['Đ', 'bad:bad-level'],
  ]);
  check(readQualityLevel, [
    ['Đ', 'Đ'],
    ['D', 'Đ', 'level-spelling'],
    ['đ', 'Đ', 'level-spelling'],
    ['C', 'C'],
    ['H', 'bad:bad-level'],
  ]);
});

test('personal numbers have 12 digits', () => {
  check(readPersonalId, [
    ['099214255743', '099214255743'],
    [99214255743, '099214255743', 'lost-zero'],
    ['99214255743', '099214255743', 'lost-zero'],
    [1214255743, '001214255743', 'lost-zero'],
    ['099 214 255743', '099214255743', 'spaced-id'],
    ["'099214255743", '099214255743', 'extra-space'],
    ['0992142557', 'bad:bad-personal-id'],
    ['0992142557431', 'bad:bad-personal-id'],
    [9921425574, '009921425574', 'lost-zero'],
    ['CCCD', 'bad:bad-personal-id'],
    ['', null],
  ]);
  const id = parsePersonalId('099214255743');
  assert.ok(id);
  assert.equal(fitsPersonalId(id, 'M', '2014-01-19'), true);
  assert.equal(fitsPersonalId(id, 'F', '2014-01-19'), false);
  assert.equal(fitsPersonalId(id, 'M', '2013'), false);
  assert.equal(fitsPersonalId(id, null, null), true);
});

test('sex, codes, counts, numbers, ticks, texts', () => {
  check(readSex, [
    ['Nam', 'M'],
    ['Nữ', 'F'],
    ['NỮ', 'F', 'sex-code'],
    [1, 'M', 'sex-code'],
    ['02', 'F', 'sex-code'],
    ['F', 'F', 'sex-code'],
    ['M', 'M', 'sex-code'],
    [3, 'bad:bad-sex'],
    ['', null],
  ]);
  check(readCode, [
    ['9922000003', '9922000003'],
    [9922000003, '9922000003', 'code-as-number'],
    ['tam-099214282922 ', 'TAM-099214282922', 'extra-space'],
    [null, null],
  ]);
  check(readCount, [
    [3, 3],
    ['3', 3, 'mark-as-text'],
    [2.5, 'bad:bad-number'],
    [-1, 'bad:bad-number'],
    ['ba', 'bad:bad-number'],
  ]);
  check(readNumber, [
    ['18,2', 18.2, 'decimal-comma'],
    [18.2, 18.2],
    ['1e9', 'bad:bad-number'],
  ]);
  check(readTick, [
    ['x', true],
    ['X', true, 'x-variant'],
    ['v', true, 'x-variant'],
    ['không', 'bad:bad-tick'],
    ['', null],
  ]);
  check(readText, [
    ['Kinh', 'Kinh'],
    [' Kinh', 'Kinh', 'extra-space'],
    [12, '12'],
    [{ error: '#N/A' }, 'bad:formula-error'],
    [{ date: 46029 }, 'bad:text-as-date'],
    ['\u00a0', null],
  ]);
});
