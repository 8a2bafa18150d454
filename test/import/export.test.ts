import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { openWorkbookReader } from '../../src/adapter/workbook/reader.ts';
import { writeWorkbook } from '../../src/adapter/workbook/writer.ts';
import { type ImportedYearbook, importYearbook } from '../../src/app/import-yearbook.ts';
import { workbooksOf } from '../../src/format/workbook/export/yearbook-workbooks.ts';
import type { Workbook } from '../../src/format/workbook/grid.ts';
import { findHeader, readColumns } from '../../src/format/workbook/header.ts';
import { importPack, type Pack, profileOf } from './pack.ts';

/** What an export may be told on its way back: how its layouts count and name, never a mended value. */
const ownToLayouts = ['cumulative-absence', 'date-variant', 'sheet-name'];

/** The 35 columns A to AI of CSDL ngành for grades 1 and 2; AI is empty (docs/import.md, step 2). */
const national = [
  ...[
    'STT',
    'Mã lớp',
    'Mã học sinh',
    'Họ tên',
    'Ngày sinh',
    'Toán > Mức đạt được',
    'Toán > Điểm KTĐK',
  ],
  ...['Tiếng việt > Mức đạt được', 'Tiếng việt > Điểm KTĐK', 'Đạo đức > Mức đạt được'],
  ...['Tự nhiên và xã hội > Mức đạt được', 'Ngoại ngữ > Mức đạt được'],
  ...['Tiếng dân tộc > Mức đạt được', 'TH-CN (Tin học) > Mức đạt được'],
  ...['Nghệ thuật (Âm nhạc) > Mức đạt được', 'Nghệ thuật (Mĩ thuật) > Mức đạt được'],
  ...['Hoạt động trải nghiệm > Mức đạt được', 'Giáo dục thể chất > Mức đạt được'],
  ...['Tự chủ và tự học', 'Giao tiếp và hợp tác', 'Giải quyết vấn đề và sáng tạo'],
  ...['Ngôn ngữ', 'Tính toán', 'Khoa học', 'Thẩm mĩ', 'Thể chất'],
  ...['Yêu nước', 'Nhân ái', 'Chăm chỉ', 'Trung thực', 'Trách nhiệm'],
  ...['Hoàn thành chương trình lớp học', 'Lên lớp', 'Xếp loại'],
];

/** A column's header without the group above it, as the list of columns names it. */
const bareLabel = (label: string): string =>
  label.replace(
    /^(Môn học và hoạt động giáo dục|Năng lực cốt lõi > [^>]+|Phẩm chất chủ yếu) > /,
    '',
  );

for (const name of ['thcs', 'tieuhoc', 'thpt', 'gdtx']) {
  describe(`export of pack ${name}`, () => {
    let pack: Pack;
    let books: readonly Workbook[];
    let again: ImportedYearbook;
    before(async () => {
      pack = await importPack(name);
      books = workbooksOf(pack.imported.yearbook, pack.imported.results);
      const files = books.map((book) => ({ name: book.file, bytes: writeWorkbook(book) }));
      const reader = openWorkbookReader();
      again = await importYearbook({ files, profile: profileOf(pack.truth) }, reader);
      await reader.close();
    });

    test('imported again, it is the same yearbook', () => {
      assert.deepEqual(again.refused, []);
      const { learners, ...school } = again.yearbook;
      const { learners: first, ...firstSchool } = pack.imported.yearbook;
      assert.deepEqual(school, firstSchool);
      assert.equal(learners.length, first.length);
      for (const [index, learner] of learners.entries()) assert.deepEqual(learner, first[index]);
    });

    test('the same results follow from it', () => {
      assert.deepEqual(again.results, pack.imported.results);
    });

    test('nothing had to be mended, and every cell was read', () => {
      const strange = again.findings.filter(
        ({ code, outcome }) =>
          (outcome === 'repaired' && !ownToLayouts.includes(code)) ||
          outcome === 'refused' ||
          ['stale-result', 'stale-average', 'value-conflict', 'unknown-column'].includes(code),
      );
      assert.deepEqual(strange, []);
    });

    if (name === 'tieuhoc') {
      test('grades 1 and 2 have the columns A to AH of the national layout, in its order', () => {
        for (const grade of [1, 2]) {
          const file = `KetQuaHocTap_khoi_${grade}_CuoiNam.xlsx`;
          const sheet = books.find((book) => book.file === file)?.sheets[0] ?? assert.fail(file);
          const header = findHeader(sheet) ?? assert.fail(file);
          const labels = readColumns(sheet, header).map(({ label }) => bareLabel(label));
          assert.deepEqual(labels, national);
        }
      });
    }

    test('identifiers and dates are texts, marks are numbers', () => {
      const [list] = books;
      const rows = list?.sheets[0]?.rows ?? [];
      const header = rows[3] ?? [];
      for (const text of ['Mã học sinh', 'Ngày sinh\n(dd/mm/yyyy)', 'Số định danh cá nhân']) {
        const column = header.indexOf(text);
        assert.ok(column > 0, text);
        for (const row of rows.slice(4)) {
          const cell = row[column] ?? null;
          assert.ok(cell === null || typeof cell === 'string', `${text}: ${String(cell)}`);
        }
      }
    });
  });
}
