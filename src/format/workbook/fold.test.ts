import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanText, fold, foldName, textRepairs } from './fold.ts';

const nfd = (text: string): string => text.normalize('NFD');

test('a text is kept in NFC, with đ for eth and single spaces', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['Đặng Ngọc Ẩn', 'Đặng Ngọc Ẩn', []],
    [nfd('Đặng Ngọc Ẩn'), 'Đặng Ngọc Ẩn', ['nfd-text']],
    ['Ðinh Duyên Nương', 'Đinh Duyên Nương', ['eth-letter']],
    ['Lê  Thị\u00a0Thi ', 'Lê Thị Thi', ['extra-space']],
    ['\u200bLê Thi\ufeff', 'Lê Thi', ['extra-space']],
    [` ${nfd('Ðào Hòa')}`, 'Đào Hòa', ['nfd-text', 'eth-letter', 'extra-space']],
    ['', '', []],
  ];
  for (const [written, clean, repairs] of cases) {
    assert.equal(cleanText(written), clean);
    assert.deepEqual(textRepairs(written), repairs, written);
  }
});

test('headers are compared without marks, line breaks and case', () => {
  const same: readonly (readonly [string, string])[] = [
    ['Ngày sinh\n(dd/mm/yyyy)', 'NGÀY SINH (dd/mm/yyyy)'],
    [nfd('Tiếng việt'), 'Tiếng Việt'],
    ['NDGDCĐP', 'ndgdcÐp'],
    ['Mã  học\u00a0sinh', 'mã học sinh'],
  ];
  for (const [a, b] of same) assert.equal(fold(a), fold(b));
  assert.notEqual(fold('Họ tên'), fold('Họ và tên'));
});

test('a name keeps its tones wherever they are put', () => {
  const same: readonly (readonly [string, string])[] = [
    ['Nguyễn Thị Hương Thuỷ', 'Nguyễn Thị Hương Thủy'],
    ['Lê Thành Hoà', 'Lê Thành Hòa'],
    ['Trần Thuý Ngân', 'TRẦN THÚY NGÂN'],
    ['Tuỳ Anh', nfd('Tùy Anh')],
  ];
  for (const [a, b] of same) assert.equal(foldName(a), foldName(b));
  const different: readonly (readonly [string, string])[] = [
    ['Hòa', 'Hoa'],
    ['Hòa', 'Hóa'],
    ['Ân', 'An'],
    ['Đức', 'Dức'],
  ];
  for (const [a, b] of different) assert.notEqual(foldName(a), foldName(b));
});
