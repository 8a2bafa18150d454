import type { CourseAnswer } from '../app/register/course-of-study.ts';
import { courseSeverity } from '../domain/check/course-of-study.ts';
import type { CourseYear } from '../domain/registry/learner-course.ts';
import { courseSentence } from './text/course-of-study.ts';

/** A course of study as a JSON document: years in order of time, and what is missing or doubled, with its sentence. */
export function courseJson({ name, birthDate, years, findings }: CourseAnswer) {
  const schoolName = schoolNamesOf(years);
  return {
    name,
    birthDate,
    years: years.map(yearJson),
    findings: findings.map((finding) => ({
      code: finding.code,
      severity: courseSeverity[finding.code],
      sentence: courseSentence(finding, schoolName),
    })),
  };
}

export type CourseJson = ReturnType<typeof courseJson>;

/** A school by the name that its own records give it, else by its code. */
const schoolNamesOf =
  (years: readonly CourseYear[]) =>
  (code: string): string =>
    years.findLast(({ school, extracted }) => school === code && !extracted)?.schoolName ?? code;

const yearJson = ({ school, terms, ...year }: CourseYear) => ({
  year: year.year,
  grade: year.grade,
  className: year.className,
  schoolCode: school,
  schoolName: year.schoolName,
  provinceName: year.provinceName,
  terms: [...terms],
  promoted: year.promoted,
  circular: year.circular,
  extracted: year.extracted,
  code: year.code,
  version: year.version,
});
