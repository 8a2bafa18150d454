import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SchoolCode } from '../school/yearbook.ts';
import { parseSchoolYear } from '../time/school-year.ts';
import { checkCourse, type StudyYear } from './course-of-study.ts';

const a = 'TRUONG-A' as SchoolCode;
const b = 'TRUONG-B' as SchoolCode;

/** A whole year in grade `grade` from the autumn of `start`. */
function at(start: number, grade: number, over: Partial<StudyYear> = {}): StudyYear {
  const year = parseSchoolYear(`${start}-${start + 1}`);
  assert.ok(year !== undefined);
  return { year, school: a, className: `${grade}A`, grade, terms: [1, 2], promoted: true, ...over };
}

const moved = [
  at(2024, 6),
  at(2025, 7, { terms: [1], promoted: null }),
  at(2025, 7, { terms: [2], school: b }),
];

const cases: readonly (readonly [string, readonly StudyYear[], readonly string[]])[] = [
  ['nothing known', [], []],
  ['three years in order', [at(2023, 6), at(2024, 7), at(2025, 8)], []],
  ['in any order', [at(2025, 8), at(2023, 6), at(2024, 7)], []],
  ['from primary to lower secondary school', [at(2024, 5), at(2025, 6, { school: b })], []],
  ['moved in January', moved, []],
  ['came in January of the first year known', [at(2024, 6, { terms: [2] }), at(2025, 7)], []],
  ['left in January of the last', [at(2024, 6), at(2025, 7, { terms: [1], promoted: null })], []],
  ['the same year twice', [at(2024, 6), at(2024, 6)], ['year-doubled 2024-2025']],
  [
    'in two classes of one school',
    [at(2024, 6), at(2024, 6, { className: '6B' })],
    ['year-doubled 2024-2025'],
  ],
  [
    'two schools all year',
    [at(2024, 6), at(2024, 6, { school: b })],
    ['two-schools-in-term 2024-2025', 'two-schools-in-term 2024-2025'],
  ],
  [
    'two schools in term 2',
    [at(2024, 6), at(2024, 6, { school: b, terms: [2] })],
    ['two-schools-in-term 2024-2025'],
  ],
  [
    'two grades in one year',
    [at(2024, 6, { terms: [1] }), at(2024, 7, { school: b, terms: [2] })],
    ['two-grades-in-year 2024-2025'],
  ],
  ['a year between', [at(2023, 6), at(2025, 7)], ['years-missing 2024-2025..2024-2025']],
  ['three years between', [at(2020, 6), at(2024, 7)], ['years-missing 2021-2022..2023-2024']],
  [
    'a year between, and the grades in it passed',
    [at(2023, 6), at(2025, 8)],
    ['years-missing 2024-2025..2024-2025'],
  ],
  [
    'a year between is too few for three grades',
    [at(2023, 6), at(2025, 9)],
    ['years-missing 2024-2025..2024-2025', 'grade-jumped 2025-2026'],
  ],
  ['no term 2', [at(2023, 6, { terms: [1] }), at(2024, 7)], ['term-missing 2023-2024']],
  ['no term 1', [at(2023, 6), at(2024, 7, { terms: [2] })], ['term-missing 2024-2025']],
  ['kept back', [at(2023, 6, { promoted: false }), at(2024, 6)], ['grade-repeated 2024-2025']],
  [
    'repeated, result not known',
    [at(2023, 6, { promoted: null }), at(2024, 6)],
    ['grade-repeated 2024-2025'],
  ],
  ['repeated though promoted', [at(2023, 6), at(2024, 6)], ['repeated-though-promoted 2024-2025']],
  [
    'advanced though kept back',
    [at(2023, 6, { promoted: false }), at(2024, 7)],
    ['advanced-though-retained 2024-2025'],
  ],
  [
    'kept back, then two years pass: one repeated among them',
    [at(2023, 6, { promoted: false }), at(2025, 7)],
    ['years-missing 2024-2025..2024-2025'],
  ],
  ['jumped', [at(2023, 6), at(2024, 8)], ['grade-jumped 2024-2025']],
  ['fell', [at(2023, 7), at(2024, 6)], ['grade-fell 2024-2025']],
];

for (const [title, entries, expected] of cases) {
  test(title, () => {
    const found = checkCourse(entries).map((finding) =>
      finding.code === 'years-missing'
        ? `${finding.code} ${finding.from}..${finding.to}`
        : `${finding.code} ${finding.year}`,
    );
    assert.deepEqual(found, expected);
  });
}
