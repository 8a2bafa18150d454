import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { openWorkbookReader } from '../../src/adapter/workbook/reader.ts';
import { writeWorkbook } from '../../src/adapter/workbook/writer.ts';
import { type ImportedYearbook, importYearbook } from '../../src/app/import-yearbook.ts';
import { cleanText } from '../../src/format/workbook/fold.ts';
import type { Cell, Sheet, Workbook } from '../../src/format/workbook/grid.ts';
import { parseMapping } from '../../src/format/workbook/mapping/parse-mapping.ts';
import { suggestMapping } from '../../src/format/workbook/mapping/suggest-mapping.ts';
import { importPack, type Pack, packFiles, profileOf } from './pack.ts';

/** How a school's own software calls the columns of the subject books and of the homeroom book. */
const ownWords: Readonly<Record<string, string>> = {
  'Mã học sinh': 'Mã số HS',
  'Họ và tên': 'Học trò',
  ĐĐGtx: 'Đánh giá thường xuyên',
  ĐĐGgk: 'Đánh giá giữa kỳ',
  ĐĐGck: 'Đánh giá cuối kỳ',
  ĐTBmhkI: 'TBM',
  ĐTBmhkII: 'TBM',
  'Mức đánh giá': 'Mức',
  'Nhận xét sự tiến bộ, ưu điểm nổi bật, hạn chế chủ yếu': 'Lời phê của thầy cô',
  'Kết quả rèn luyện': 'Hạnh kiểm',
  'Nhận xét của giáo viên chủ nhiệm': 'Lời phê GVCN',
};

/** Renames the headers and puts the column of names first, titles, merges and data with it. */
function estrange(sheet: Sheet): Sheet {
  const from = sheet.rows.findIndex((row) => row.some((cell) => text(cell) === 'Mã học sinh'));
  if (from < 0) return sheet;
  const header = sheet.rows[from] ?? [];
  const moved = header.findIndex((cell) => text(cell) === 'Họ và tên');
  const to = (column: number) => (column === moved ? 0 : column < moved ? column + 1 : column);
  const rows = sheet.rows.map((row, at) => {
    const named = row.map((cell) =>
      at >= from && at <= from + 1 ? (ownWords[text(cell)] ?? cell) : cell,
    );
    if (at < from) return named;
    const [own = null] = named.splice(moved, 1);
    return [own, ...named];
  });
  const merges = sheet.merges.map((m) =>
    m.top < from ? m : { ...m, left: to(m.left), right: to(m.right) },
  );
  return { ...sheet, rows, merges, hiddenColumns: sheet.hiddenColumns.map(to) };
}

const text = (cell: Cell | undefined): string => (typeof cell === 'string' ? cleanText(cell) : '');

const isOwn = (file: string): boolean => /so_diem_mon|chu_nhiem/.test(file);

const byHand = JSON.stringify({
  schema: 'hocba-mapping/1',
  sheets: [
    {
      file: 'so_diem_*.xlsx',
      kind: 'subject-marks',
      header: { texts: ['Mã số HS', 'Đánh giá giữa kỳ'] },
      columns: {
        'Mã số HS': 'Mã học sinh',
        'Học trò': 'Họ và tên',
        'Đánh giá thường xuyên > 1': 'ĐĐGtx > 1',
        'Đánh giá thường xuyên > 2': 'ĐĐGtx > 2',
        'Đánh giá thường xuyên > 3': 'ĐĐGtx > 3',
        'Đánh giá thường xuyên > 4': 'ĐĐGtx > 4',
        'Đánh giá thường xuyên > 5': 'ĐĐGtx > 5',
        'Đánh giá giữa kỳ': 'ĐĐGgk',
        'Đánh giá cuối kỳ': 'ĐĐGck',
        TBM: 'ĐTBmhk',
        Mức: 'Mức đánh giá',
        'Lời phê của thầy cô': 'Nhận xét',
      },
    },
    {
      file: 'chu_nhiem/*',
      kind: 'homeroom-book',
      header: { texts: ['Học trò', 'Lời phê GVCN'] },
      columns: {
        'Mã số HS': 'Mã học sinh',
        'Học trò': 'Họ và tên',
        'Hạnh kiểm > HKI': 'Kết quả rèn luyện > HKI',
        'Hạnh kiểm > HKII': 'Kết quả rèn luyện > HKII',
        'Hạnh kiểm > Cả năm': 'Kết quả rèn luyện > Cả năm',
        'Lời phê GVCN': 'Nhận xét của giáo viên chủ nhiệm',
      },
    },
  ],
});

/** What a clerk knows and no similarity of words says. */
const byClerk: Readonly<Record<string, string | null>> = {
  'Học trò': 'Họ và tên',
  Mức: 'Mức đánh giá',
  'Lời phê của thầy cô': 'Nhận xét',
  'Lời phê GVCN': 'Nhận xét của giáo viên chủ nhiệm',
  'Hạnh kiểm > Cả năm': 'Kết quả rèn luyện > Cả năm',
  'Hạnh kiểm > HKI': 'Kết quả rèn luyện > HKI',
  'Hạnh kiểm > HKII': 'Kết quả rèn luyện > HKII',
  'Mã số HS': 'Mã học sinh',
};

describe('a school whose software heads its columns otherwise', () => {
  let pack: Pack;
  let files: { name: string; bytes: Buffer }[];
  let without: ImportedYearbook;

  const importWith = async (json: string | null): Promise<ImportedYearbook> => {
    const mapping = json === null ? undefined : parseMapping(json);
    assert.ok(mapping === undefined || mapping.ok, JSON.stringify(mapping));
    const reader = openWorkbookReader();
    const request = { files, profile: profileOf(pack.truth) };
    try {
      return await importYearbook(
        mapping?.ok === true ? { ...request, mapping: mapping.value } : request,
        reader,
      );
    } finally {
      await reader.close();
    }
  };

  before(async () => {
    pack = await importPack('gdtx');
    const reader = openWorkbookReader();
    files = [];
    for (const { name, bytes } of packFiles('gdtx')) {
      const read = await reader.read(name, bytes);
      assert.ok(read.ok);
      const book: Workbook = read.value;
      const strange = { ...book, sheets: book.sheets.map(estrange) };
      files.push({ name, bytes: isOwn(name) ? writeWorkbook(strange) : bytes });
    }
    await reader.close();
    without = await importWith(null);
  });

  test('without a mapping its books are refused', () => {
    const own = files.map(({ name }) => name).filter(isOwn);
    assert.deepEqual(
      without.refused.map(({ file, code }) => [file, code]).sort(),
      own.map((file) => [file, 'unknown-layout']).sort(),
    );
  });

  test('with one written by hand the import is the truth', async () => {
    const again = await importWith(byHand);
    assert.deepEqual(again.refused, []);
    assert.deepEqual(again.yearbook, pack.imported.yearbook);
    assert.deepEqual(again.results, pack.imported.results);
  });

  test('repairs and reports are those of a known layout, cell for cell but for the moved columns', async () => {
    const again = await importWith(byHand);
    const facts = ({ findings }: ImportedYearbook) =>
      findings
        .map(({ code, outcome, file, sheet, row, pupil, written, clean }) =>
          JSON.stringify([code, outcome, file, sheet, row, pupil, written, clean]),
        )
        .sort();
    assert.deepEqual(facts(again), facts(pack.imported));
  });

  test('a draft, completed by a clerk, does the same', async () => {
    const draft = suggestMapping(without.unknown ?? []);
    const kinds = new Set(draft.sheets.map(({ kind }) => kind));
    assert.deepEqual([...kinds].sort(), ['homeroom-book', 'subject-marks']);
    const open = JSON.parse(JSON.stringify(draft));
    assert.equal(parseMapping(JSON.stringify(open)).ok, false, 'a draft is not yet a mapping');
    for (const { columns } of open.sheets) {
      for (const [label, value] of Object.entries(columns)) {
        const known = byClerk[label];
        if (known !== undefined) columns[label] = known;
        else if (value === '?') columns[label] = null;
      }
    }
    const again = await importWith(JSON.stringify(open));
    assert.deepEqual(again.refused, []);
    assert.deepEqual(again.yearbook, pack.imported.yearbook);
  });

  test('the draft proposes what can be guessed', () => {
    const [entry] = suggestMapping(without.unknown ?? []).sheets.filter(
      ({ kind }) => kind === 'subject-marks',
    );
    assert.equal(entry?.columns['Đánh giá giữa kỳ'], 'ĐĐGgk');
    assert.equal(entry?.columns['Đánh giá cuối kỳ'], 'ĐĐGck');
    assert.equal(entry?.columns['Đánh giá thường xuyên > 2'], 'ĐĐGtx > 2');
    assert.equal(entry?.columns['Mã số HS'], 'Mã học sinh');
    assert.equal(entry?.columns['hs_id'], '?');
    assert.equal(entry?.columns['Lời phê của thầy cô'], '?');
  });
});
