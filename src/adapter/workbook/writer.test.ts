import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Cell, Sheet } from '../../format/workbook/grid.ts';
import { openWorkbookReader } from './reader.ts';
import { writeWorkbook } from './writer.ts';

const reader = openWorkbookReader();
after(() => reader.close());

const sheetOf = (name: string, ...rows: Cell[][]): Sheet => ({
  name,
  rows,
  hiddenColumns: [],
  merges: [],
});

async function again(...sheets: Sheet[]): Promise<readonly Sheet[]> {
  const read = await reader.read('a.xlsx', writeWorkbook({ sheets }));
  assert.ok(read.ok, JSON.stringify(read));
  return read.value.sheets;
}

test('every cell comes back as it was: texts that look like numbers, dates and formulas too', async () => {
  const cells: Cell[] = [
    '0012',
    '099214000001',
    '01/02/2014',
    '=1+1',
    '+84',
    '7/1',
    'TRUE',
    'a\nb',
    "'x",
    7.5,
    0,
    true,
    null,
    'Nguyễn Thị Hòa',
    '<&>"',
  ];
  const [sheet] = await again(sheetOf('S', cells));
  assert.deepEqual(sheet?.rows, [cells]);
});

test('dates stay dates, errors become their text', async () => {
  const [sheet] = await again(sheetOf('S', [{ date: 44096 }, { error: '#N/A' }]));
  assert.deepEqual(sheet?.rows, [[{ date: 44096 }, '#N/A']]);
});

test('merges, hidden columns and empty rows are kept', async () => {
  const merges = [{ top: 0, left: 0, bottom: 1, right: 2 }];
  const rows: Cell[][] = [['a'], [], [null, null, null, 'b']];
  const [sheet] = await again({ name: 'S', rows, hiddenColumns: [3], merges });
  assert.deepEqual(sheet, { name: 'S', rows, hiddenColumns: [3], merges });
});

test('sheets of one name, but for case, are told apart', async () => {
  const sheets = await again(sheetOf('Tin', ['x']), sheetOf('TIN', ['y']), sheetOf('', ['z']));
  assert.deepEqual(
    sheets.map(({ name }) => name),
    ['Tin', 'TIN 2', 'Sheet'],
  );
});
