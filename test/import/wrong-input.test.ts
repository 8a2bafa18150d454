import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { findingRemedy, findingSentence } from '../../src/edge/text/import.ts';
import { checkYearbook } from '../../src/format/workbook/check.ts';
import { workbooksOf } from '../../src/format/workbook/export/yearbook-workbooks.ts';
import { fold } from '../../src/format/workbook/fold.ts';
import {
  type Cell,
  cellName,
  type Merge,
  type Sheet,
  type Workbook,
} from '../../src/format/workbook/grid.ts';
import { resultsOf } from '../../src/format/workbook/results.ts';
import { type ReadYearbook, readYearbook } from '../../src/format/workbook/yearbook.ts';
import { importPack, type Pack, profileOf } from './pack.ts';

/** Where something wrong was put: the finding must stand at this very cell. */
interface Place {
  readonly file: string;
  readonly sheet: string;
  readonly cell: string;
}

type Books = readonly Workbook[];

let pack: Pack;
let clean: Books;
before(async () => {
  pack = await importPack('gdtx');
  clean = workbooksOf(pack.imported.yearbook, pack.imported.results);
});

const read = (books: Books): ReadYearbook => {
  const all = readYearbook(books, profileOf(pack.truth));
  checkYearbook(all, resultsOf(all.yearbook));
  return all;
};

/** Every wrong input: a code, a sentence with file, sheet and cell, and something that a person can do. */
function assertNamed(books: Books, code: string, at: Place): void {
  const { list } = read(books).findings;
  const found = list.find(
    (f) => f.code === code && f.file === at.file && f.sheet === at.sheet && f.cell === at.cell,
  );
  const seen = list.filter(({ outcome }) => outcome !== 'repaired').map((f) => [f.code, f.cell]);
  assert.ok(found !== undefined, `${code} at ${at.cell}: ${JSON.stringify(seen.slice(0, 20))}`);
  const sentence = findingSentence(found);
  assert.match(sentence, new RegExp(`ô ${at.cell}, trang «.+», tệp .+`));
  assert.doesNotMatch(sentence, /undefined|null|NaN|\[object/);
  assert.ok(findingRemedy(found.code).length > 10);
  const before = read(clean).findings.list.filter((f) => f.code === code && f.cell === at.cell);
  assert.equal(
    before.some((f) => f.file === at.file && f.sheet === at.sheet),
    false,
    'not wrong',
  );
}

const book = (file: RegExp): Workbook =>
  clean.find((workbook) => file.test(workbook.file)) ?? assert.fail(String(file));

const replaced = (workbook: Workbook, change: (sheet: Sheet) => Sheet): Books =>
  clean.map((other) => {
    const [first, ...rest] = workbook.sheets;
    if (other !== workbook || first === undefined) return other;
    return { ...other, sheets: [change(first), ...rest] };
  });

function findCell(sheet: Sheet, header: string): { row: number; column: number } {
  for (const [row, cells] of sheet.rows.entries()) {
    const column = cells.findIndex((c) => typeof c === 'string' && fold(c) === fold(header));
    if (column >= 0) return { row, column };
  }
  return assert.fail(header);
}

const put = (sheet: Sheet, row: number, column: number, cell: Cell): Sheet => ({
  ...sheet,
  rows: sheet.rows.map((cells, at) =>
    at === row
      ? Array.from({ ...cells, length: Math.max(cells.length, column + 1) }, (c, i) =>
          i === column ? cell : (c ?? null),
        )
      : cells,
  ),
});

/** One wrong value in one cell of the first sheet of a book: [what, file, header, depth, value, code]. */
const values: readonly (readonly [string, RegExp, string, number, Cell, string])[] = [
  ['10.5', /so_diem_11A1_hk1/, 'ĐĐGgk', 2, 10.5, 'bad-mark'],
  ['«10,5»', /so_diem_11A1_hk1/, 'ĐĐGck', 2, '10,5', 'bad-mark'],
  ['«8,25»', /so_diem_11A1_hk1/, 'ĐĐGgk', 2, '8,25', 'bad-mark'],
  ['8.25', /so_diem_11A1_hk2/, 'ĐĐGgk', 2, 8.25, 'bad-mark'],
  ['«vắng»', /so_diem_11A1_hk1/, 'ĐĐGck', 2, 'vắng', 'bad-mark'],
  ['−1', /so_diem_11A1_hk1/, 'ĐĐGck', 2, -1, 'bad-mark'],
  ['«-1»', /so_diem_11A1_hk1/, 'ĐĐGck', 2, '-1', 'bad-mark'],
  ['a level for a mark', /so_diem_11A1_hk1/, 'ĐĐGck', 2, 'Tốt', 'bad-mark'],
  ['#N/A', /so_diem_11A1_hk1/, 'ĐĐGck', 2, { error: '#N/A' }, 'formula-error'],
  ['30/02/2012', /C1-HocSinh/, 'Ngày sinh (dd/mm/yyyy)', 1, '30/02/2012', 'bad-date'],
  ['13/13/2012', /C1-HocSinh/, 'Ngày sinh (dd/mm/yyyy)', 1, '13/13/2012', 'bad-date'],
  [
    'twelve with a letter',
    /C1-HocSinh/,
    'Số định danh cá nhân',
    1,
    '09921400000A',
    'bad-personal-id',
  ],
  [
    'the letter O for 0',
    /C1-HocSinh/,
    'Số định danh cá nhân',
    1,
    '0992O4000001',
    'bad-personal-id',
  ],
  ['eight digits', /C1-HocSinh/, 'Số định danh cá nhân', 1, 99214000, 'bad-personal-id'],
  ['a conduct level «Xuất sắc»', /tong_ket/, 'Kết quả rèn luyện', 2, 'Xuất sắc', 'bad-level'],
  ['absences «ba»', /tong_ket/, 'Buổi nghỉ', 2, 'ba', 'bad-number'],
];

describe('a wrong value', () => {
  for (const [what, file, header, depth, value, code] of values) {
    test(`${what}: ${code}`, () => {
      const workbook = book(file);
      const [first = assert.fail()] = workbook.sheets;
      const { row, column } = findCell(first, header);
      const at = { file: workbook.file, sheet: first.name, cell: cellName(row + depth, column) };
      assertNamed(
        replaced(workbook, (sheet) => put(sheet, row + depth, column, value)),
        code,
        at,
      );
    });
  }

  test('a test mark with a decimal at primary level', async () => {
    const primary = await importPack('tieuhoc');
    const trap = primary.imported.findings.find(({ code }) => code === 'decimal-test');
    assert.ok(trap?.cell != null && trap.sheet !== null);
    assert.match(findingSentence(trap), new RegExp(`ô ${trap.cell}, trang`));
  });
});

/** Sets texts of header cells and replaces the merges of the header. */
function remerged(
  sheet: Sheet,
  texts: readonly (readonly [row: number, column: number, text: Cell])[],
  merges: readonly Merge[],
): Sheet {
  const changed = texts.reduce((all, [row, column, text]) => put(all, row, column, text), sheet);
  const touches = (a: Merge, b: Merge) =>
    a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
  const kept = sheet.merges.filter((old) => !merges.some((merge) => touches(old, merge)));
  return { ...changed, merges: [...kept, ...merges] };
}

describe('two header rows merged wrongly', () => {
  test('ĐĐGtx merged over ĐĐGgk: the sheet is left out, and the missing header named', () => {
    const workbook = book(/so_diem_11A1_hk1/);
    const [first = assert.fail()] = workbook.sheets;
    const { row, column: left } = findCell(first, 'ĐĐGtx');
    const { column: right } = findCell(first, 'ĐĐGgk');
    const broken = replaced(workbook, (sheet) =>
      remerged(
        sheet,
        [
          [row, right, null],
          [row + 1, right, 'ĐĐGgk'],
        ],
        [{ top: row, left, bottom: row, right }],
      ),
    );
    const at = { file: workbook.file, sheet: first.name, cell: cellName(row, 0) };
    assertNamed(broken, 'broken-header', at);
    const finding = read(broken).findings.list.find(({ code }) => code === 'broken-header');
    assert.equal(finding?.outcome, 'refused');
    assert.match(findingSentence(finding ?? assert.fail()), /sổ điểm môn .*«ĐĐGgk»/);
  });

  test('Buổi nghỉ merged over P, K and Tổng: each column that is not read is named', () => {
    const workbook = book(/HK1.*tong_ket/);
    const [first = assert.fail()] = workbook.sheets;
    const { row, column } = findCell(first, 'Buổi nghỉ');
    const three = [column, column + 1, column + 2];
    const broken = replaced(workbook, (sheet) =>
      remerged(
        sheet,
        three.map((c) => [row + 1, c, null] as const),
        [{ top: row, left: column, bottom: row + 1, right: column + 2 }],
      ),
    );
    for (const c of three) {
      const at = { file: workbook.file, sheet: first.name, cell: cellName(row, c) };
      assertNamed(broken, 'unknown-column', at);
    }
  });

  test('a whole file whose only sheet is broken is refused, and still says which cell', () => {
    const workbook = book(/tong_ket/);
    const [first = assert.fail()] = workbook.sheets;
    const { row, column } = findCell(first, 'Kết quả học tập');
    const broken = replaced(workbook, (sheet) => put(sheet, row, column, null));
    assert.deepEqual(read(broken).refused, [
      { file: workbook.file, code: 'unknown-layout', detail: null },
    ]);
    const at = { file: workbook.file, sheet: first.name, cell: cellName(row, 0) };
    assertNamed(broken, 'broken-header', at);
  });
});

const renamed = (workbook: Workbook, file: string): Books =>
  clean.map((other) => (other === workbook ? { ...other, file } : other));

describe('a book given as another', () => {
  test('only the books of term 2, as if they were the year', () => {
    const second = clean.filter(({ file }) => !file.includes('HK1'));
    const workbook = book(/HK2.*tong_ket/);
    const at = { file: workbook.file, sheet: workbook.sheets[0]?.name ?? '', cell: 'H1' };
    assertNamed(second, 'not-the-year', at);
  });

  test('the summary of term 2 in a file named as the year', () => {
    const file = 'vnedu/so_diem_tong_ket_ca_nam_khoi_11.xlsx';
    const workbook = book(/HK2.*tong_ket/);
    const at = { file, sheet: workbook.sheets[0]?.name ?? '', cell: 'H1' };
    assertNamed(renamed(workbook, file), 'not-the-year', at);
  });

  test('a book of grade 11 in a file named for grade 10', () => {
    const file = 'vnedu/HK1/so_diem_tong_ket_khoi_10.xlsx';
    const workbook = book(/HK1.*tong_ket/);
    const at = { file, sheet: workbook.sheets[0]?.name ?? '', cell: 'H2' };
    assertNamed(renamed(workbook, file), 'other-grade', at);
  });

  for (const [title, code] of [
    ['Khối 7 - Lớp 7A - (Học kỳ 1)', 'other-grade'],
    ['Khối 11 - Lớp 11A9 - (Học kỳ 1)', 'unknown-class'],
  ] as const) {
    test(`a sheet of «${title}»: ${code}`, () => {
      const workbook = book(/HK1.*tong_ket/);
      const sheet = workbook.sheets[0]?.name ?? '';
      const books = replaced(workbook, (first) => put(first, 1, 7, title));
      const named = books.map((b) => (b.file === workbook.file ? { ...b, file: 'tk.xlsx' } : b));
      assertNamed(named, code, { file: 'tk.xlsx', sheet, cell: 'H2' });
    });
  }

  test('clean books say none of this', () => {
    const codes = new Set(read(clean).findings.list.map(({ code }) => code));
    for (const code of ['not-the-year', 'other-grade', 'unknown-class', 'broken-header'] as const) {
      assert.equal(codes.has(code), false, code);
    }
  });
});
