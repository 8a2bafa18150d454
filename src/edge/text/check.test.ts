import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CheckCode, checkCodes } from '../../domain/check/finding.ts';
import { checkMenderNames, checkTexts, checkWhat } from './check.ts';

const words = {
  where: ' môn Toán học kì II',
  fieldCode: 'gk',
  subjectName: 'Toán',
  className: '6A',
  learner: (number: string) => `em mã ${number}`,
  staff: (id: string) => `cô ${id}`,
};

test('every code has a title, a remedy and a mender', () => {
  assert.deepEqual(Object.keys(checkTexts).sort(), Object.keys(checkCodes).sort());
  for (const [code, [, mender]] of Object.entries(checkCodes)) {
    const { title, remedy } = checkTexts[code as CheckCode];
    assert.match(title, /^\p{Lu}[^.]+[^.]$/u, code);
    assert.match(remedy, /^\p{Lu}.+\.$/u, code);
    assert.ok(checkMenderNames[mender].length > 3);
  }
  const titles = Object.values(checkTexts).map(({ title }) => title);
  assert.equal(new Set(titles).size, titles.length);
});

test('sentences say the facts', () => {
  assert.equal(
    checkWhat('personal-id-sex', { written: '099214000001', says: 'M', sex: 'F' }, words),
    'số định danh 099214000001 là của người giới tính nam, danh sách ghi nữ',
  );
  assert.equal(
    checkWhat('mark-two-decimals', { written: '8.25' }, words),
    'điểm, mức đánh giá giữa kì (ĐĐGgk) môn Toán học kì II là 8,25, nhiều chữ số lẻ hơn quy định',
  );
  assert.equal(
    checkWhat('regular-marks-few', { count: 3, limit: 4 }, words),
    'có 3 điểm thường xuyên môn Toán học kì II, cần 4',
  );
  assert.equal(
    checkWhat(
      'mark-outside-scale',
      { written: '11' },
      { ...words, where: '', fieldCode: 'diem:TOAN' },
    ),
    'điểm kiểm tra định kì môn Toán là 11, ngoài thang điểm 10',
  );
});
