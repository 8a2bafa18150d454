import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EducationLevel } from '../../domain/school/yearbook.ts';
import { ethnicCodeOf, ethnicName } from './ethnic.ts';
import { cellName, columnName } from './grid.ts';
import { communeCodeOf, nationalityCodeOf, provinceCodeOf, provinceOf } from './places.ts';
import { meaningOfStatus } from './status.ts';
import { findSubject, isSubjectName } from './subjects.ts';
import { classNameIn, classTitleOf, schoolNameOf, schoolYearIn } from './title.ts';

test('subjects by every spelling, and the share in brackets', () => {
  const cases: readonly (readonly [EducationLevel, string, string, string | null])[] = [
    ['THCS', 'Toán', 'TOAN', null],
    ['THCS', 'LS&ĐL', 'LSDL', null],
    ['THCS', 'LS-ĐL', 'LSDL', null],
    ['THCS', 'Lịch sử và Địa lý', 'LSDL', null],
    ['THCS', 'Lịch sử và Địa lí (Địa lí)', 'LSDL', 'Địa lí'],
    ['THCS', 'Khoa học tự nhiên (Vật lí, Hóa học)', 'KHTN', 'Vật lí, Hóa học'],
    ['THCS', 'Ng.ngữ', 'NN1', null],
    ['THCS', 'HĐTN&HN', 'TNHN', null],
    ['THCS', 'HĐTN-HN', 'TNHN', null],
    ['THCS', 'Nghệ thuật (Mĩ thuật)', 'NT', 'Mĩ thuật'],
    ['THCS', 'NGỮ VĂN'.normalize('NFD'), 'NV', null],
    ['THPT', 'GDKT-PL', 'KTPL', null],
    ['THPT', 'Hoá học', 'HH', null],
    ['THPT', 'Vật lý', 'VL', null],
    ['TH', 'Nghệ thuật (Mỹ thuật)', 'MT', null],
    ['TH', 'TH-CN (Tin học)', 'TIN', null],
    ['TH', 'Tiếng việt', 'TV', null],
    ['TH', 'TN&XH', 'TNXH', null],
  ];
  for (const [level, text, code, part] of cases) {
    const found = findSubject(text, level);
    assert.equal(found?.subject.code, code, text);
    assert.equal(found?.part ?? null, part, text);
  }
  for (const text of ['Kết quả học tập', 'Giới tính', 'Ghi chú', 'P', '']) {
    assert.equal(isSubjectName(text), false, text);
  }
});

test('ethnic groups by the Statistics Office’s list and its aliases', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['Kinh', '01'],
    ['Thái', '03'],
    ['Khmer', '05'],
    ['Khơ-me', '05'],
    ["H'Mông", '08'],
    ['Mông', '08'],
    ['Ê Đê', '12'],
    ['Ba-na', '13'],
    ['Ta-ôi', '31'],
    ['Người nước ngoài', '55'],
    ['Sao Hỏa', undefined],
  ];
  for (const [name, code] of cases) assert.equal(ethnicCodeOf(name), code, name);
  assert.equal(ethnicName('14'), 'Xơ-đăng');
});

test('places of today', () => {
  assert.equal(provinceCodeOf('Thành phố Hải Phòng'), '31');
  assert.equal(provinceCodeOf('TP. Hải Phòng'), '31');
  assert.equal(provinceCodeOf('Tỉnh Khánh Hoà'), '56');
  assert.equal(provinceCodeOf('Tỉnh Hà Tây'), undefined);
  assert.equal(communeCodeOf('Xã Trường Tân', '31'), '11065');
  assert.equal(communeCodeOf('Xã Trường Tân', '01'), undefined);
  assert.equal(provinceOf('11065'), '31');
  assert.equal(nationalityCodeOf('Hàn Quốc'), 'KR');
});

test('titles name class, year and school', () => {
  assert.equal(classNameIn('Khối 6 - Lớp 6A - (Học kỳ 2)'), '6A');
  assert.equal(classNameIn('BẢNG ĐIỂM MÔN TOÁN - LỚP 10A1 - HỌC KỲ I'), '10A1');
  assert.equal(classNameIn('Lớp dạy'), null);
  assert.equal(classTitleOf('LỚP 6B'), '6B');
  assert.equal(classTitleOf('Lớp 6B có 37 học sinh'), null);
  assert.equal(schoolYearIn('NĂM HỌC 2025 - 2026'), '2025-2026');
  assert.equal(schoolYearIn('Năm học 2025-2027'), null);
  assert.equal(schoolNameOf('TRƯỜNG THCS MẪU SỐ 1'), 'Trường THCS Mẫu Số 1');
  assert.equal(schoolNameOf('TRƯỜNG TIỂU HỌC MẪU SỐ 1'), 'Trường Tiểu học Mẫu Số 1');
  assert.equal(schoolNameOf('TRUNG TÂM GDNN-GDTX MẪU SỐ 1'), 'Trung tâm GDNN-GDTX Mẫu Số 1');
  assert.equal(schoolNameOf('Trường THCS Chu Văn An'), 'Trường THCS Chu Văn An');
});

test('a learner who left and came back is studying', () => {
  const { name: _, ...studying } = meaningOfStatus('Đang học') ?? { name: '' };
  assert.deepEqual(studying, { term1: true, term2: true, moved: null, stays: true });
  const { name, ...back } = meaningOfStatus('Nghỉ học xin học lại kỳ 1') ?? { name: '' };
  assert.equal(name, 'Nghỉ học xin học lại kỳ 1');
  assert.deepEqual(back, studying);
  assert.equal(meaningOfStatus('Chuyển đến kì 2')?.term1, false);
  assert.equal(meaningOfStatus('Thôi học kỳ 2')?.term2, false);
  assert.equal(meaningOfStatus('Bảo lưu'), undefined);
});

test('addresses of cells', () => {
  assert.deepEqual([0, 25, 26, 51, 52, 701, 702].map(columnName), [
    'A',
    'Z',
    'AA',
    'AZ',
    'BA',
    'ZZ',
    'AAA',
  ]);
  assert.equal(cellName(16, 18), 'S17');
});
