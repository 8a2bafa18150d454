import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importYearbook } from '../../../app/import-yearbook.ts';
import { ok } from '../../../domain/result.ts';
import type { Cell, Workbook } from '../../../format/workbook/grid.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';

const pupils: readonly (readonly Cell[])[] = [
  ['TRƯỜNG THCS MẪU'],
  ['Năm học 2025-2026'],
  ['STT', 'Mã lớp', 'Mã học sinh', 'Họ tên', 'Ngày sinh', 'Giới tính', 'Trạng thái HS'],
  [1, '6A', '9900000001', 'Lê Văn An', 41671, 'Nam', 'Đang học'],
];
const strange: readonly (readonly Cell[])[] = [
  ['Tên học sinh', 'Mã số', 'Giữa kì', 'Cuối kì'],
  ['Lê Văn An', '9900000001', 7, 8],
];

const bookOf = (file: string, rows: readonly (readonly Cell[])[]): Workbook => ({
  file,
  format: 'xlsx',
  from1904: false,
  sheets: [{ name: 'Tin', rows, hiddenColumns: [], merges: [] }],
});

function newConsole() {
  const told: string[] = [];
  const io = {
    stdout: (text: string) => void told.push(text),
    stderr: (text: string) => void told.push(text),
    isTty: false,
    columns: 80,
  };
  return { io, all: () => told.join('') };
}

/** The world of the commands, in memory. */
function world(books: readonly Workbook[], texts: Record<string, string> = {}) {
  const { io, all } = newConsole();
  const written: Workbook[] = [];
  const stored: unknown[] = [];
  const deps = {
    workbooksAt: (path: string) =>
      Promise.resolve(
        path === 'here'
          ? books.map(({ file }) => ({ name: file, bytes: new Uint8Array() }))
          : undefined,
      ),
    read: (
      files: Parameters<typeof importYearbook>[0]['files'],
      profile: object,
      _progress: unknown,
      mapping: NonNullable<Parameters<typeof importYearbook>[0]['mapping']> = [],
    ) =>
      importYearbook(
        { files, profile, mapping },
        {
          read: (file) => Promise.resolve(ok(books.find((b) => b.file === file) ?? assert.fail())),
        },
      ),
    readText: (path: string) => Promise.resolve(texts[path]),
    writeNewText: (path: string, text: string) => {
      if (path in texts) return Promise.resolve(false);
      texts[path] = text;
      return Promise.resolve(true);
    },
    keptPath: (school: string) => `kept/${school}.json`,
    keepText: (path: string, text: string) => {
      texts[path] = text;
      return Promise.resolve();
    },
    isFree: (folder: string) => Promise.resolve(folder !== 'full'),
    write: (_folder: string, workbooks: readonly Workbook[]) => {
      written.push(...workbooks);
      return Promise.resolve();
    },
    store: (yearbook: unknown) => {
      stored.push(yearbook);
      return Promise.resolve();
    },
    profileIn: () => Promise.reject(new Error('no settings are named')),
    keep: () => Promise.reject(new Error('no settings are named')),
  };
  const signal = new AbortController().signal;
  return {
    written,
    stored,
    texts,
    all,
    export: (...args: string[]) => exportCommand(deps).run(args, io, signal),
    import: (...args: string[]) => importCommand(deps).run(args, io, signal),
  };
}

test('usage, a full folder, a path that is not there, nothing to write', async () => {
  const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
    [[], 64, /export THƯ-MỤC/],
    [['out'], 64, /export THƯ-MỤC/],
    [['out', '--from', 'here', '--school'], 64, /export THƯ-MỤC/],
    [['full', '--from', 'here'], 64, /không trống/],
    [['out', '--from', 'nowhere'], 65, /Không tìm thấy tệp nowhere/],
    [['out', '--from', 'here', '--year', '2025'], 64, /không đúng dạng/],
    [['out', '--from', 'here', '--mapping', 'm.json'], 65, /Không tìm thấy tệp m\.json/],
  ];
  for (const [args, code, sentence] of cases) {
    const w = world([bookOf('a.xlsx', pupils)]);
    assert.equal(await w.export(...args), code, args.join(' '));
    assert.match(w.all(), sentence);
    assert.deepEqual(w.written, []);
  }
  const empty = world([bookOf('b.xlsx', strange)]);
  assert.equal(await empty.export('out', '--from', 'here'), 65);
});

test('what was read is written, mended', async () => {
  const w = world([bookOf('a.xlsx', pupils)]);
  assert.equal(await w.export('out', '--from', 'here'), 0);
  const list = w.written.find(({ file }) => file === 'C1-HocSinh.xlsx');
  assert.equal(list?.sheets[0]?.rows[4]?.[4], '01/02/2014');
  assert.match(w.all(), /Đã ghi \d+ tệp của 1 học sinh vào out\./);
});

test('a draft of a mapping is written once, and nothing is stored', async () => {
  const w = world([bookOf('a.xlsx', pupils), bookOf('b.xlsx', strange)]);
  const args = ['here', '--school', '9901234001', '--suggest-mapping', 'm.json'];
  assert.equal(await w.import(...args), 1);
  assert.deepEqual(w.stored, []);
  const draft = JSON.parse(w.texts['m.json'] ?? '');
  assert.equal(draft.sheets[0].kind, 'subject-marks');
  assert.equal(draft.sheets[0].columns['Giữa kì'], 'ĐĐGgk');
  assert.equal(await w.import(...args), 64, 'an existing file is not overwritten');
  assert.match(w.all(), /m\.json đã có, không ghi đè/);
});

test('a mapping that led to a stored year is kept for the school, and used the next time', async () => {
  const mapping = JSON.stringify({
    schema: 'hocba-mapping/1',
    sheets: [
      {
        file: 'b*.xlsx',
        kind: 'subject-marks',
        header: { texts: ['Mã số', 'Giữa kì'] },
        term: 1,
        class: '6A',
        subject: 'Tin học',
        columns: {
          'Tên học sinh': null,
          'Mã số': 'Mã học sinh',
          'Giữa kì': 'ĐĐGgk',
          'Cuối kì': 'ĐĐGck',
        },
      },
    ],
  });
  const books = [bookOf('a.xlsx', pupils), bookOf('b.xlsx', strange)];
  const school = ['--school', '9901234001', '--year', '2025-2026'];
  const first = world(books, { 'm.json': mapping });
  await first.import('here', ...school, '--mapping', 'm.json', '--dry-run');
  assert.deepEqual(Object.keys(first.texts), ['m.json'], 'a dry run keeps nothing');
  await first.import('here', ...school, '--mapping', 'm.json');
  assert.match(first.all(), /Đã đọc 2 tệp, không nhập 0 tệp/);
  assert.equal(first.texts['kept/9901234001.json'], mapping);
  const next = world(books, { 'kept/9901234001.json': mapping });
  await next.import('here', ...school);
  assert.match(next.all(), /Đã đọc 2 tệp, không nhập 0 tệp/);
  assert.match(
    next.all(),
    /đọc lại theo tệp ghép cột đã giữ của trường \(kept\/9901234001\.json\)/,
  );
  const without = world(books);
  await without.import('here', ...school);
  assert.match(without.all(), /không nhập 1 tệp/);
  const other = world(books, { 'kept/9901234002.json': mapping });
  await other.import('here', ...school);
  assert.match(other.all(), /không nhập 1 tệp/, 'another school’s mapping is not used');
});

test('a mapping file with faults: each is named, nothing is read', async () => {
  const faulty = JSON.stringify({
    schema: 'hocba-mapping/1',
    sheets: [{ kind: 'x', header: { row: 0 } }],
  });
  const w = world([bookOf('a.xlsx', pupils)], { 'm.json': faulty });
  assert.equal(await w.import('here', '--mapping', 'm.json'), 65);
  assert.match(w.all(), /có 3 chỗ cần sửa/);
  assert.match(w.all(), /sheets\[0\]: cần "file" hoặc "sheet"/);
  assert.match(w.all(), /sheets\[0\]\.header\.row: số dòng «0» không hợp lệ/);
  assert.match(w.all(), /sheets\[0\]\.kind: «x» không phải là một loại trang/);
  assert.doesNotMatch(w.all(), /undefined/);
});
