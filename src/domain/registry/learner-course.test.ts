import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleExtracted } from '../../../test/support/extracted-content.ts';
import { samplePrimary } from '../../../test/support/primary-content.ts';
import { sampleContent } from '../../../test/support/sample-content.ts';
import type { BirthDate, PersonalId } from '../person/identity.ts';
import type { RecordCode, RecordContent, RecordFrame } from '../record/content.ts';
import type { SchoolCode } from '../school/yearbook.ts';
import type { SchoolYear } from '../time/school-year.ts';
import { coursesOf } from './learner-course.ts';

const { learner } = sampleContent;
let serial = 0;

/** A record of the same learner with a code of its own. */
function record<C extends RecordContent>(base: C, year: string, over: Partial<RecordFrame>): C {
  serial += 1;
  const code = String(serial).padStart(32, '0') as RecordCode;
  return { ...base, code, learner, year: year as SchoolYear, ...over };
}

const schoolB = { ...sampleContent.school, code: 'B' as SchoolCode, name: 'Trường B' };
const sixth = record(sampleExtracted, '2020-2021', { grade: 6, className: '6C' });
const seventh = record(sampleContent, '2021-2022', { grade: 7, className: '7A', school: schoolB });
const told = (records: readonly RecordContent[]): readonly string[] =>
  coursesOf(records).flatMap(({ findings }) => findings.map(({ code }) => code));

test('several years, schools and provinces make one course', () => {
  const courses = coursesOf([seventh, sixth]);
  assert.equal(courses.length, 1);
  assert.deepEqual(
    courses[0]?.years.map(({ year, grade, schoolName, provinceName, extracted }) => [
      year,
      grade,
      schoolName,
      provinceName,
      extracted,
    ]),
    [
      ['2020-2021', 6, 'Trường THCS Mẫu Số 9, huyện Cũ', 'Tỉnh Hải Dương', true],
      ['2021-2022', 7, 'Trường B', 'Thành phố Hải Phòng', false],
    ],
  );
  assert.deepEqual(courses[0]?.findings, []);
});

test('the newest version of a record counts, and the same record twice counts once', () => {
  const next = { ...seventh, version: 2, className: '7B' };
  for (const records of [
    [sixth, seventh, next, next],
    [next, seventh, sixth, sixth],
  ]) {
    const [course] = coursesOf(records);
    assert.deepEqual(
      course?.years.map(({ className, version }) => [className, version]),
      [
        ['6C', 1],
        ['7B', 2],
      ],
    );
    assert.deepEqual(course?.findings, []);
  }
});

const other = { ...learner, personalId: '099214255799' as PersonalId };

const cases: readonly (readonly [string, readonly RecordContent[], readonly string[]])[] = [
  ['a year between', [sixth, record(sampleContent, '2022-2023', { grade: 8 })], ['years-missing']],
  ['one year under two codes', [seventh, { ...seventh, code: sixth.code }], ['year-doubled']],
  [
    'one year at two schools',
    [seventh, record(sampleContent, '2021-2022', { grade: 7, className: '7A' })],
    ['two-schools-in-term', 'two-schools-in-term'],
  ],
  ['two learners', [seventh, { ...sixth, learner: other }], []],
  [
    'another birth date',
    [sixth, { ...seventh, learner: { ...learner, birthDate: '2014-02-19' as BirthDate } }],
    ['birth-dates-differ'],
  ],
  [
    'a birth date known less precisely',
    [sixth, { ...seventh, learner: { ...learner, birthDate: '2014' as BirthDate } }],
    [],
  ],
  ['another name', [sixth, { ...seventh, learner: { ...learner, name: 'X' } }], ['names-differ']],
  [
    'retained, and yet a grade further',
    [{ ...sixth, result: { ...sixth.result, promoted: false } }, seventh],
    ['advanced-though-retained'],
  ],
  [
    'a year of which only the second term has results',
    [
      record(sampleContent, '2019-2020', { grade: 6 }),
      {
        ...seventh,
        year: '2020-2021' as SchoolYear,
        subjects: seventh.subjects.map((row) => ({
          ...row,
          results: { ...row.results, term1: null },
        })),
      },
    ],
    ['term-missing'],
  ],
  [
    'primary, then lower secondary',
    [record(samplePrimary, '2019-2020', { grade: 5 }), sixth, seventh],
    [],
  ],
];

for (const [what, records, expected] of cases) {
  test(what, () => assert.deepEqual(told(records), expected));
}
