import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type CourseFinding,
  checkCourse,
  courseSeverity,
  type StudyYear,
} from '../../domain/check/course-of-study.ts';
import type { SchoolCode } from '../../domain/school/yearbook.ts';
import type { SchoolYear } from '../../domain/time/school-year.ts';
import { courseSentence } from './course-of-study.ts';

const entry = (year: string, grade: number, over: Partial<StudyYear> = {}): StudyYear => ({
  year: year as SchoolYear,
  school: 'A' as SchoolCode,
  className: `${grade}A`,
  grade,
  terms: [1, 2],
  promoted: true,
  ...over,
});

test('every kind of finding has a sentence', () => {
  const other = 'B' as SchoolCode;
  const histories = [
    [
      entry('2023-2024', 6),
      entry('2023-2024', 6),
      entry('2024-2025', 6, { promoted: false }),
      entry('2025-2026', 6),
    ],
    [entry('2023-2024', 6, { terms: [1] }), entry('2024-2025', 8), entry('2025-2026', 7)],
    [
      entry('2023-2024', 6, { promoted: false }),
      entry('2024-2025', 7, { school: other }),
      entry('2024-2025', 8),
    ],
    [entry('2022-2023', 6), entry('2025-2026', 7)],
  ];
  const found: readonly CourseFinding[] = [
    ...histories.flatMap((history) => checkCourse(history)),
    { code: 'birth-dates-differ', dates: ['2014-01-19', '2014-01-20'] },
    { code: 'names-differ', names: ['Lê An', 'Lê Ẩn'] },
  ];
  assert.deepEqual(
    [...new Set(found.map(({ code }) => code))].sort(),
    Object.keys(courseSeverity).sort(),
  );
  for (const finding of found) {
    const sentence = courseSentence(finding, (code) => `Trường ${code}`);
    assert.match(sentence, /^\p{Lu}.*\.$/u);
    assert.doesNotMatch(sentence, /undefined|\[object/);
  }
  assert.equal(
    courseSentence(
      {
        code: 'two-schools-in-term',
        year: '2024-2025' as SchoolYear,
        term: 1,
        schools: ['A' as SchoolCode, other],
      },
      (code) => `Trường ${code}`,
    ),
    'Học kì I năm học 2024-2025 học ở hai trường cùng lúc (Trường A; Trường B): hai trường đối chiếu ngày chuyển.',
  );
});
