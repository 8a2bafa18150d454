import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importYearbook, type WorkbookSource } from '../../app/import-yearbook.ts';
import { ok, refuse } from '../../domain/result.ts';
import type { Cell } from '../../format/workbook/grid.ts';
import type { FileRefusalCode } from '../../format/workbook/refusal.ts';
import { importExitCode, importReport } from './import-contract.ts';
import { importSummary } from './import-summary.ts';

type Rows = readonly (readonly Cell[])[];

const pupilList: Rows = [
  ['TRƯỜNG THCS MẪU SỐ 1'],
  ['Năm học 2025-2026'],
  ['STT', 'Mã lớp', 'Mã học sinh', 'Họ tên', 'Ngày sinh', 'Giới tính', 'Trạng thái HS'],
  [1, '6A', '9900000001', 'Lê Văn An', '01/02/2014', 'Nam', 'Đang học'],
];
const stranger: Rows = [
  ['BẢNG ĐIỂM MÔN TIN HỌC - LỚP 6A - HỌC KỲ 1'],
  ['STT', 'Mã học sinh', 'Họ và tên', 'ĐĐGtx', null, 'ĐĐGgk', 'ĐĐGck', 'ĐTBmhkI', 'Nhận xét'],
  [null, null, null, '1', '2', null, null, null, null],
  [1, '9900000001', 'Lê Văn An', '7,5', 8, null, 8, null, 'Tốt.'],
  [2, '9900000077', 'Người Lạ', 7, 8, 8, 8, 7.9, 'Tốt.'],
];

/** Files by name: rows of one sheet, or the code with which the reader refuses. */
const importOf = (files: Readonly<Record<string, Rows | FileRefusalCode>>) => {
  const source: WorkbookSource = {
    read: (file) => {
      const found = files[file];
      assert.ok(found !== undefined);
      const sheet = { name: 'Sheet1', hiddenColumns: [], merges: [] };
      return Promise.resolve(
        typeof found === 'string'
          ? refuse(found)
          : ok({ file, format: 'xlsx', from1904: false, sheets: [{ ...sheet, rows: found }] }),
      );
    },
  };
  const named = Object.keys(files).map((name) => ({ name, bytes: new Uint8Array() }));
  return importYearbook({ files: named }, source);
};

test('exit codes: read, something refused, nothing read', async () => {
  const clean = await importOf({ 'a.xlsx': pupilList });
  assert.equal(importExitCode(clean), 0);
  const row = await importOf({ 'a.xlsx': pupilList, 'b.xlsx': stranger });
  assert.equal(importExitCode(row), 1);
  const file = await importOf({ 'a.xlsx': pupilList, 'b.xlsx': 'password-protected' });
  assert.equal(importExitCode(file), 1);
  assert.equal(file.yearbook.learners.length, 1);
  const nothing = await importOf({ 'a.xlsx': 'truncated-file', 'b.xlsx': 'not-a-workbook' });
  assert.equal(importExitCode(nothing), 65);
  assert.equal(importExitCode(await importOf({})), 65);
});

test('the document has the form of the contract, with a sentence for everything', async () => {
  const imported = await importOf({
    'a.xlsx': pupilList,
    'b.xlsx': stranger,
    'c.xls': 'truncated-file',
  });
  const report = JSON.parse(JSON.stringify(importReport(imported)));
  assert.deepEqual(Object.keys(report), ['content', 'findings', 'files', 'refused']);
  assert.equal(report.content.schema, 'packs/1');
  assert.equal(report.content.schoolYear, '2025-2026');
  assert.equal(report.content.school.name, 'Trường THCS Mẫu Số 1');
  assert.equal(report.content.school.departmentName, null);
  assert.deepEqual(report.files[0], {
    file: 'a.xlsx',
    kind: 'pupil-list',
    sheets: [{ sheet: 'Sheet1', headerRow: 3, rows: 1 }],
  });
  assert.equal(report.refused[0].code, 'truncated-file');
  assert.match(report.refused[0].sentence, /^Không nhập tệp c\.xls: .*thiếu phần cuối/);
  const comma = report.findings.find((f: { code: string }) => f.code === 'decimal-comma');
  assert.deepEqual(comma, {
    code: 'decimal-comma',
    outcome: 'repaired',
    file: 'b.xlsx',
    sheet: 'Sheet1',
    cell: 'D4',
    row: 4,
    pupil: '9900000001',
    subject: 'TIN',
    term: 1,
    field: 'tx0',
    written: '7,5',
    clean: 7.5,
    sentence:
      'Em Lê Văn An (mã 9900000001, lớp 6A): điểm thường xuyên thứ 1 (ĐĐGtx) môn Tin học học kì I ' +
      'ghi «7,5», đã đọc là «7,5» (ô D4, trang «Sheet1», tệp b.xlsx).',
  });
  for (const finding of report.findings) {
    assert.ok(finding.sentence.length > 10);
    assert.doesNotMatch(finding.sentence, /undefined|null|NaN/);
    if (finding.outcome !== 'repaired') assert.ok(finding.remedy.length > 10);
  }
});

test('the summary groups by class and kind and says who can mend it', async () => {
  const imported = await importOf({
    'a.xlsx': pupilList,
    'b.xlsx': stranger,
    'c.xls': 'empty-file',
  });
  const summary = importSummary(imported);
  assert.match(summary, /Đã đọc 2 tệp, không nhập 1 tệp: 1 học sinh, 1 lớp, 0 cán bộ\./);
  assert.match(summary, /LỚP 6A\n[\s\S]*\n {2}Thiếu điểm .* người xử lí: Giáo viên môn học\n/);
  assert.match(summary, /Không nhập tệp c\.xls: tệp rỗng\./);
  assert.match(summary, /ĐÃ TỰ SỬA KHI ĐỌC: \d+ chỗ/);
  assert.doesNotMatch(summary, /undefined|null|NaN/);
});
