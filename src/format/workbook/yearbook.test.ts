import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSchoolYear } from '../../domain/time/school-year.ts';
import { checkYearbook } from './check.ts';
import type { Cell, Sheet, Workbook } from './grid.ts';
import { resultsOf } from './results.ts';
import { type ReadYearbook, readYearbook } from './yearbook.ts';

type Rows = readonly (readonly Cell[])[];

const sheet = (name: string, rows: Rows): Sheet => ({ name, rows, hiddenColumns: [], merges: [] });
const book = (file: string, ...sheets: Sheet[]): Workbook => ({
  file,
  format: 'xlsx',
  from1904: false,
  sheets,
});

const pupilHeader = [
  'STT',
  'Mã lớp',
  'Mã học sinh',
  'Họ tên',
  'Ngày sinh',
  'Giới tính',
  'Trạng thái HS',
  'Số định danh cá nhân',
];
const an = [1, '6A', '9900000001', 'Lê Văn An', '01/02/2014', 'Nam', 'Đang học', '099214000001'];
const hoa = [2, '6A', '9900000002', 'Trần Thị Hòa', '03/04/2014', 'Nữ', 'Đang học', '099314000002'];

const pupils = (...rows: Rows): Workbook =>
  book('C1.xlsx', sheet('Sheet1', [['TRƯỜNG THCS A'], pupilHeader, ...rows]));

const staff = (...rows: Rows): Workbook =>
  book(
    'CB.xlsx',
    sheet('Sheet1', [
      ['STT', 'Mã cán bộ', 'Họ tên', 'Trạng thái CB', 'Nhóm chức vụ', 'Môn dạy', 'Email'],
      ...rows,
    ]),
  );

const duties = (...rows: Rows): Workbook =>
  book('PC.xlsx', sheet('HKI', [['Học kỳ 1'], ['STT', 'Giáo viên', 'Môn', 'Lớp dạy'], ...rows]));

const marksHeader: Rows = [
  ['BẢNG ĐIỂM MÔN TIN HỌC - LỚP 6A - HỌC KỲ 1'],
  ['STT', 'Mã học sinh', 'Họ và tên', 'ĐĐGtx', null, 'ĐĐGgk', 'ĐĐGck', 'ĐTBmhkI', 'Nhận xét'],
  [null, null, null, '1', '2', null, null, null, null],
];
const marks = (...rows: Rows): Workbook =>
  book('tin.xlsx', sheet('Tin', [...marksHeader, ...rows]));

const read = (...books: Workbook[]): ReadYearbook => {
  const all = readYearbook(books, {});
  checkYearbook(all, resultsOf(all.yearbook));
  return all;
};

/** The findings that a person must see, as «code field written → clean». */
const open = ({ findings }: ReadYearbook): string[] =>
  findings.list
    .filter(({ outcome }) => outcome !== 'repaired')
    .map((f) => [f.code, f.field, f.written, f.clean].filter((part) => part !== null).join(' '));

const tinOf = (all: ReadYearbook, index = 0) => {
  const results = all.yearbook.learners[index]?.results;
  return results?.kind === 'secondary'
    ? results.subjects.find(({ code }) => code === 'TIN')
    : undefined;
};

test('columns go by their texts, wherever they stand', () => {
  const swapped = book(
    'C1.xlsx',
    sheet('Sheet1', [
      ['DANH SÁCH ĐỐI CHIẾU MÃ HỌC SINH, HỌ TÊN, NGÀY SINH'],
      [
        'Số định danh\ncá nhân',
        'TRẠNG THÁI HS',
        'Họ tên',
        'Cột lạ',
        'Ngày sinh',
        'Mã học sinh',
        'Mã lớp',
      ],
      ['099214000001', 'Đang học', 'Lê Văn An', null, '01/02/2014', '9900000001', '6a'],
    ]),
  );
  const all = read(swapped);
  const [learner] = all.yearbook.learners;
  assert.equal(learner?.name, 'Lê Văn An');
  assert.equal(learner?.className, '6A');
  assert.deepEqual(open(all), []);
});

test('a column that nobody knows is named once', () => {
  const rows: Rows = [
    [...pupilHeader, 'Sở thích'],
    [...an, 'bóng đá'],
    [...hoa, 'cờ vua'],
  ];
  assert.deepEqual(open(read(book('C1.xlsx', sheet('S', rows)))), ['unknown-column Sở thích']);
});

test('a row without a code, a second row of one code, a text under the table', () => {
  const all = read(pupils(an, [3, '6A', null, 'Không Mã'], hoa, an, ['Tổng số: 2 học sinh']));
  assert.equal(all.yearbook.learners.length, 2);
  assert.deepEqual(open(all), ['row-without-key', 'duplicate-code code']);
});

test('values that cannot be read are reported and null', () => {
  const all = read(
    pupils([1, '6A', '9900000001', 'Lê Văn An', '31/02/2014', '?', 'Bảo lưu', '12']),
  );
  const [learner] = all.yearbook.learners;
  assert.deepEqual(
    [learner?.birthDate, learner?.sex, learner?.status, learner?.personalId],
    [null, null, null, null],
  );
  assert.deepEqual(open(all), [
    'bad-date birthDate 31/02/2014',
    'bad-sex sex ?',
    'unknown-status status Bảo lưu',
    'bad-personal-id personalId 12',
  ]);
});

test('a personal number that contradicts sex or year of birth is reported and kept', () => {
  const all = read(pupils([...an.slice(0, 7), '099314000001']));
  assert.equal(all.yearbook.learners[0]?.personalId, '099314000001');
  assert.deepEqual(open(all), ['personal-id-mismatch personalId 099314000001']);
});

test('a row of nobody is refused; a name that differs is reported', () => {
  const all = read(
    pupils(an, hoa),
    marks(
      [1, '9900000001', 'Lê Văn Ân', 7, 8, 8, 8, 7.9, 'Tốt.'],
      [2, '9900000009', 'Người Lạ', 7, 8, 8, 8, 7.9, 'Tốt.'],
    ),
  );
  assert.deepEqual(open(all), [
    'name-conflict name Lê Văn Ân Lê Văn An',
    'unknown-learner code 9900000009',
  ]);
});

test('codes of two rows exchanged: the name decides', () => {
  const all = read(
    pupils(an, hoa),
    marks(
      [1, '9900000002', 'Lê Văn An', 7, 8, 8, 8, 7.9, 'Tốt.'],
      [2, '9900000001', 'Trần Thị Hoà', 9, 9, 9, 9, 9, 'Giỏi.'],
    ),
  );
  const tin = tinOf(all);
  assert.deepEqual(tin?.kind === 'score' ? tin.term1?.regular : undefined, [70, 80]);
  assert.deepEqual(open(all), [
    'row-shift code 9900000002 9900000001',
    'row-shift code 9900000001 9900000002',
  ]);
});

test('a learner twice in a sheet: the first row stands, what differs is named', () => {
  const row = [1, '9900000001', 'Lê Văn An', 7, 8, 8, 8, 7.9, 'Tốt.'];
  const all = read(pupils(an), marks(row, [2, ...row.slice(1, 6), 9, 7.9, 'Tốt.']));
  assert.deepEqual(open(all), ['duplicate-row', 'value-conflict ck 9 8']);
});

test('marks short of the number, bad marks, missing comments, an average that does not follow', () => {
  const cases: readonly (readonly [Cell[], string[]])[] = [
    [
      [7, null, 8, 8, null, 'Tốt.'],
      ['missing-mark tx1', 'missing-mark avg'],
    ],
    [[7, 8, 8, 8.25, null, 'Tốt.'], ['bad-mark ck 8.25']],
    [[7, 8, 8, 8, 7.9, null], ['missing-comment comment']],
    [[7, 8, 8, 8, 8.1, 'Tốt.'], ['stale-average avg 8.1 7.9']],
    [[null, null, null, null, null, null], ['missing-mark TIN']],
    [['M', 'M', 'M', 'M', 'M', null], []],
    [['7,0', 8, '8', 8, '7,9', 'Tốt.'], []],
    [[{ error: '#N/A' }, 8, 8, 8, null, 'Tốt.'], ['formula-error tx0 #N/A']],
  ];
  for (const [row, want] of cases) {
    const all = read(pupils(an), marks([1, '9900000001', 'Lê Văn An', ...row]));
    assert.deepEqual(open(all), want, JSON.stringify(row));
  }
});

test('marks of a learner who was not there are named, not kept', () => {
  const gone = [...an.slice(0, 6), 'Chuyển đến kỳ 2', '099214000001'];
  const all = read(pupils(gone), marks([1, '9900000001', 'Lê Văn An', 7, 8, 8, 8, 7.9, 'Tốt.']));
  assert.ok(open(all).includes('unexpected-row'));
});

test('namesakes among teachers are told apart by Môn dạy, else reported', () => {
  const list = staff(
    [1, 'CB1', 'Lê Thị Mai', 'Đang làm việc', 'Giáo viên', 'Toán', 'a@x.example'],
    [2, 'CB2', 'Lê Thị Mai', 'Đang làm việc', 'Giáo viên', 'Ngữ văn; Tin học', 'b@x.example'],
    [3, 'CB3', 'Hồ Văn Ba', 'Đang làm việc', 'Giáo viên', 'Toán', null],
  );
  const all = read(
    pupils(an),
    list,
    duties(
      [1, 'Lê Thị Mai', 'Toán học', '6A'],
      [2, 'Hồ Văn Ba', 'KHTN', '6A'],
      [3, 'Lê Thị Mai', 'Công nghệ', '6A'],
      [4, 'Người Lạ', 'Toán', '6A; 6B'],
      [5, 'Hồ Văn Ba', 'Môn lạ', '6A'],
    ),
  );
  assert.deepEqual(
    all.yearbook.assignments.map(({ subject, teacher, terms }) => [subject, teacher, terms]),
    [
      ['TOAN', 'GV01', [1]],
      ['KHTN', 'GV03', [1]],
    ],
  );
  assert.deepEqual(open(all), [
    'missing-email email',
    'unread-row subject Môn lạ',
    'ambiguous-teacher teacher Lê Thị Mai',
    'unknown-teacher teacher Người Lạ',
  ]);
});

test('a temporary code leads to its learner and is remembered', () => {
  const all = read(
    pupils(an),
    marks([1, 'TAM-099214000001', 'Lê Văn An', 7, 8, 8, 8, 7.9, 'Tốt.']),
  );
  assert.deepEqual(all.yearbook.learners[0]?.formerNumbers, ['TAM-099214000001']);
  assert.deepEqual(open(all), []);
});

test('another kind of workbook and another school year are refused whole', () => {
  const menu = book(
    'menu.xlsx',
    sheet('Bữa ăn', [
      ['STT', 'Món', 'Giá'],
      [1, 'Cơm', 20000],
    ]),
  );
  const old = book('old.xlsx', sheet('S', [['NĂM HỌC 2024 - 2025'], pupilHeader, an]));
  const all = readYearbook([menu, old, pupils(hoa)], {
    year: parseSchoolYear('2025-2026') ?? assert.fail(),
  });
  assert.deepEqual(all.refused, [
    { file: 'menu.xlsx', code: 'unknown-layout', detail: null },
    { file: 'old.xlsx', code: 'other-school-year', detail: '2024-2025' },
  ]);
  assert.deepEqual(
    all.yearbook.learners.map(({ number }) => number),
    ['9900000002'],
  );
  assert.deepEqual(
    all.findings.list.filter(({ file }) => file === 'old.xlsx'),
    [],
  );
});

test('a sheet that nobody knows in a known workbook is named; catalogues are not', () => {
  const all = read(
    book(
      'C1.xlsx',
      sheet('Sheet1', [pupilHeader, an]),
      sheet('DM_DAN_TOC', [
        ['STT', 'Tên'],
        [1, 'Kinh'],
      ]),
      sheet('Ghi nháp', [['việc cần làm', 'ngày']]),
      sheet('Trống', []),
    ),
  );
  assert.deepEqual(
    all.findings.list.map(({ code, sheet: name }) => [code, name]),
    [['unknown-sheet', 'Ghi nháp']],
  );
});

test('results without a pupil list are not lost silently', () => {
  const all = read(marks([1, '9900000001', 'Lê Văn An', 7, 8, 8, 8, 7.9, 'Tốt.']));
  assert.equal(all.yearbook.learners.length, 0);
  assert.deepEqual(open(all), ['no-pupil-list']);
});
