import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allCommunes, communeAsOf } from './communes.ts';
import { asOf, type CatalogueEntry, catalogueDay } from './entry.ts';
import { ethnicAsOf, ethnicGroups } from './ethnic-groups.ts';
import { learnerStatuses, learnerStatusOf } from './learner-statuses.ts';
import { nationalities } from './nationalities.ts';
import { fullNameOf, isProvincePrefix, provinceAsOf, provinces } from './provinces.ts';
import { schoolKindAsOf, schoolKinds } from './school-kinds.ts';
import { curricula, subjectsAsOf } from './subjects.ts';

const day = catalogueDay;

test('a province’s code means what it meant on the day', () => {
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['24', '2025-06-30', 'Tỉnh Bắc Giang'],
    ['24', '2025-07-01', 'Tỉnh Bắc Ninh'],
    ['27', '2025-06-30', 'Tỉnh Bắc Ninh'],
    ['27', '2025-07-01', undefined],
    ['02', '2020-01-01', 'Tỉnh Hà Giang'],
    ['46', '2024-12-31', 'Tỉnh Thừa Thiên Huế'],
    ['46', '2025-01-01', 'Thành phố Huế'],
    ['46', '2026-01-01', 'Thành phố Huế'],
    ['75', '2025-06-30', 'Tỉnh Đồng Nai'],
    ['75', '2026-04-29', 'Tỉnh Đồng Nai'],
    ['75', '2026-04-30', 'Thành phố Đồng Nai'],
    ['01', '2008-07-31', undefined],
    ['01', '2008-08-01', 'Thành phố Hà Nội'],
    ['99', '2026-01-01', undefined],
  ];
  for (const [code, on, name] of cases) {
    const found = provinceAsOf(code, day(on));
    assert.equal(found === undefined ? undefined : fullNameOf(found), name, `${code} ${on}`);
  }
});

test('63 provinces before, 34 since, one meaning a day', () => {
  for (const [on, count, cities] of [
    ['2024-12-31', 63, 5],
    ['2025-06-30', 63, 6],
    ['2025-07-01', 34, 6],
    ['2026-07-25', 34, 7],
  ] as const) {
    const inForce = asOf(provinces, day(on));
    assert.equal(inForce.length, count, on);
    assert.equal(new Set(inForce.map(({ code }) => code)).size, count, on);
    assert.equal(inForce.filter(({ kind }) => kind === 'Thành phố').length, cities, on);
  }
});

test('today’s codes are all codes of before: a number’s prefix is one of 63', () => {
  for (const { code } of provinces) assert.ok(isProvincePrefix(`0${code}`), code);
  for (const prefix of ['000', '003', '097', '099', '101']) {
    assert.equal(isProvincePrefix(prefix), false, prefix);
  }
});

test('communes begin on 1 July 2025, and a kind that nobody dated is not claimed', () => {
  assert.equal(communeAsOf('11065', day('2025-06-30')), undefined);
  assert.equal(communeAsOf('11065', day('2025-07-01'))?.name, 'Trường Tân');
  assert.equal(communeAsOf('99999', day('2026-01-01')), undefined);
  const dongNai = [...allCommunes()].find(({ provinceCode }) => provinceCode === '75');
  assert.ok(dongNai !== undefined);
  assert.equal(communeAsOf(dongNai.code, day('2026-04-29'))?.kind, null);
  assert.equal(communeAsOf(dongNai.code, day('2026-04-30'))?.kind, dongNai.kind);
});

test('every commune lies in a province of today', () => {
  const all = [...allCommunes()];
  assert.equal(all.length, 3321);
  const codes = new Set(asOf(provinces, day('2026-07-25')).map(({ code }) => code));
  assert.deepEqual(
    all.filter(({ provinceCode, kind }) => !codes.has(provinceCode) || kind === null),
    [],
  );
  assert.deepEqual(new Set(all.map(({ provinceCode }) => provinceCode)), codes);
});

test('ethnic groups: 54 and foreigners, from 1979', () => {
  assert.equal(ethnicGroups.length, 55);
  assert.equal(ethnicAsOf('01', day('2026-01-01'))?.name, 'Kinh');
  assert.equal(ethnicAsOf('14', day('2026-01-01'))?.name, 'Xơ-đăng');
  assert.equal(ethnicAsOf('55', day('2026-01-01'))?.name, 'Người nước ngoài');
  assert.equal(ethnicAsOf('01', day('1979-03-01')), undefined);
  assert.equal(ethnicAsOf('56', day('2026-01-01')), undefined);
});

test('subjects of a grade, from the year in which the programme reached it', () => {
  const codes = (level: keyof typeof curricula, grade: number, on: string) =>
    subjectsAsOf(level, grade, day(on))
      .map(({ code }) => code)
      .join(' ');
  assert.equal(codes('THCS', 9, '2024-08-31'), '');
  assert.match(codes('THCS', 9, '2024-09-01'), /^TOAN LSDL KHTN/);
  assert.equal(codes('TH', 3, '2022-09-01').includes('TNXH'), true);
  assert.equal(codes('TH', 4, '2023-09-01').includes('TNXH'), false);
  assert.equal(codes('TH', 2, '2025-09-01').includes('TIN'), false);
  assert.equal(codes('THPT', 5, '2025-09-01'), '');
  const periods = (code: string, grade: number) =>
    curricula.THCS.find((entry) => entry.code === code)?.periods.get(grade);
  assert.deepEqual(
    [6, 7, 8, 9].map((grade) => periods('CN', grade)),
    [35, 35, 52, 52],
  );
  assert.equal(curricula.THPT.find(({ code }) => code === 'LS')?.periods.get(10), 52);
});

test('statuses: twelve, by name in either spelling', () => {
  assert.equal(learnerStatuses.length, 12);
  assert.equal(learnerStatusOf('Chuyển đến kì 2')?.term1, false);
  assert.equal(learnerStatusOf('bỏ học kỳ 1')?.term2, false);
  assert.equal(learnerStatusOf('Chuyển đi trong hè')?.stays, false);
  assert.equal(learnerStatusOf('Bảo lưu'), undefined);
});

test('school kinds: three, since the Law on Education of 2019', () => {
  assert.equal(schoolKindAsOf('1', day('2026-06-01'))?.name, 'Trường công lập');
  assert.equal(schoolKindAsOf('3', day('2026-06-01'))?.name, 'Trường tư thục');
  assert.equal(schoolKindAsOf('1', day('2020-06-30')), undefined);
  assert.equal(schoolKindAsOf('4', day('2026-06-01')), undefined);
});

test('codes and names are unambiguous in each list', () => {
  const days = ['2020-01-01', '2025-06-30', '2025-07-01', '2026-07-25'].map(day);
  const lists: readonly (readonly CatalogueEntry[])[] = [
    provinces,
    ethnicGroups,
    schoolKinds,
    ...Object.values(curricula),
  ];
  for (const list of lists) {
    for (const on of days) {
      const inForce = asOf(list, on);
      assert.equal(new Set(inForce.map(({ code }) => code)).size, inForce.length);
      assert.equal(new Set(inForce.map(({ name }) => name)).size, inForce.length);
    }
  }
  assert.equal(new Set(nationalities.map(({ code }) => code)).size, nationalities.length);
});

test('a day that does not exist is a bug', () => {
  assert.throws(() => catalogueDay('2025-02-29'));
});
