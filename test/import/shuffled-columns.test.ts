import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { checkYearbook } from '../../src/format/workbook/check.ts';
import { workbooksOf } from '../../src/format/workbook/export/yearbook-workbooks.ts';
import type { Cell, Merge, Sheet, Workbook } from '../../src/format/workbook/grid.ts';
import { findHeader } from '../../src/format/workbook/header.ts';
import { resultsOf } from '../../src/format/workbook/results.ts';
import { readYearbook } from '../../src/format/workbook/yearbook.ts';
import { seeded } from '../../src/main/bench/seeded.ts';
import { importPack, type Pack, profileOf } from './pack.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const random = seeded(seed);
const rounds: Readonly<Record<string, number>> = { gdtx: 12, tieuhoc: 3, thpt: 2 };

const below = (count: number): number => Math.floor(random() * count);
const often = (share: number): boolean => random() < share;

/** Capitals, small letters, NFD, other white space: what a person or another program does to a header. */
function respell(text: string): string {
  let own = text;
  if (often(0.3)) own = own.toUpperCase();
  if (often(0.2)) own = own.toLowerCase();
  if (often(0.3)) own = own.normalize('NFD');
  if (often(0.3)) own = own.replaceAll(' ', ['  ', '\n', '\u00a0', ' \r\n'][below(4)] ?? ' ');
  return often(0.3) ? ` ${own} ` : own;
}

/** Columns that stand together in a sheet, as numbers of the old columns; null is a new column. */
type Unit = readonly (number | null)[];

function unitsOf(width: number, merges: readonly Merge[], top: number): Unit[] {
  const units: Unit[] = [];
  for (let column = 0; column < width; ) {
    const wide = merges.find((m) => m.top === top && m.left === column);
    const last = wide?.right ?? column;
    units.push(Array.from({ length: last - column + 1 }, (_, index) => column + index));
    column = last + 1;
  }
  return units;
}

function shuffled<T>(items: readonly T[]): T[] {
  const all = [...items];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = below(at + 1);
    const [a, b] = [all[at], all[other]];
    if (a === undefined || b === undefined) continue;
    all[at] = b;
    all[other] = a;
  }
  return all;
}

/** Instead of merging, some programs repeat a group's header over each of its columns, which may then part. */
function withoutWideMerges(sheet: Sheet, top: number): Sheet {
  const rows = sheet.rows.map((row) => [...row]);
  const isMarks = (merge: Merge) => rows[merge.top]?.[merge.left] === 'ĐĐGtx';
  const apart = sheet.merges.filter((m) => m.top >= top && m.right > m.left && !isMarks(m));
  for (const { top: row, left, right } of apart) {
    const cells = rows[row];
    const text: Cell = cells?.[left] ?? null;
    for (let column = left; column <= right; column += 1) if (cells) cells[column] = text;
  }
  return { ...sheet, rows, merges: sheet.merges.filter((merge) => !apart.includes(merge)) };
}

let added = 0;

function disturb(given: Sheet): Sheet {
  const header = findHeader(given);
  assert.ok(header !== undefined, given.name);
  const { row: top, layout } = header;
  const sheet = often(0.4) ? withoutWideMerges(given, top) : given;
  const width = Math.max(...sheet.rows.slice(top).map((row) => row.length));
  const units: Unit[] = unitsOf(width, sheet.merges, top);
  for (let count = below(3); count > 0; count -= 1) units.push([null]);
  const order = (often(0.8) ? shuffled(units) : units).flat();
  const label = (): string => {
    added += 1;
    return `Cột thêm ${added}`;
  };
  const rows = sheet.rows.map((row, at) => {
    if (at < top) return row;
    if (at === top) return order.map((from) => (from === null ? label() : textOr(row[from])));
    if (at < top + layout.depth) {
      return order.map((from) => (from === null ? null : textOr(row[from])));
    }
    return order.map((from) => (from === null ? `giá trị ${at}` : (row[from] ?? null)));
  });
  const merges = sheet.merges.map((merge) =>
    merge.top < top
      ? merge
      : { ...merge, left: order.indexOf(merge.left), right: order.indexOf(merge.right) },
  );
  return { ...sheet, rows, merges };
}

const textOr = (cell: Cell | undefined): Cell =>
  typeof cell === 'string' ? respell(cell) : (cell ?? null);

for (const [name, count] of Object.entries(rounds)) {
  let pack: Pack;
  let books: readonly Workbook[];
  before(async () => {
    pack = await importPack(name);
    books = workbooksOf(pack.imported.yearbook, pack.imported.results);
  });

  test(`${name}: columns moved, added and respelled change nothing (SEED=${seed})`, () => {
    for (let round = 0; round < count; round += 1) {
      added = 0;
      const strange = books.map((book) => ({ ...book, sheets: book.sheets.map(disturb) }));
      const read = readYearbook(strange, profileOf(pack.truth));
      checkYearbook(read, resultsOf(read.yearbook));
      assert.deepEqual(read.refused, []);
      assert.deepEqual(read.yearbook, pack.imported.yearbook);
      const unknown = read.findings.list.filter(({ code }) => code === 'unknown-column');
      assert.equal(unknown.length, added, 'every added column is named once, and no other');
    }
  });
}
