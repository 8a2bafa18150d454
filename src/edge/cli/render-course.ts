import type { CourseJson } from '../course-json.ts';
import { courseCommandText as t } from '../text/course-command.ts';
import { dateText } from '../text/time.ts';
import { table, wrap } from './text-layout.ts';

/** One learner's course for people: the years as a table, then what is missing, doubled or contradictory. */
export function renderCourse(course: CourseJson, columns: number): string {
  const { year, class: className, school, promoted, record } = t.columns;
  const rows = course.years.map((one) => [
    one.year,
    one.className,
    `${one.schoolName}, ${one.provinceName}`,
    promotedText(one.promoted),
    one.extracted ? t.extracted : one.circular,
  ]);
  const found = course.findings.flatMap(({ severity, sentence }) =>
    wrap(`${t[severity]}: ${sentence}`, columns - 4).map((line, at) =>
      at === 0 ? `  - ${line}` : `    ${line}`,
    ),
  );
  return [
    t.learner(course.name, dateText(course.birthDate)),
    ...table([[year, className, school, promoted, record], ...rows], columns),
    ...(found.length === 0 ? [t.clean] : found),
    '',
  ].join('\n');
}

function promotedText(promoted: boolean | null): string {
  if (promoted === null) return t.promoted.unknown;
  return promoted ? t.promoted.yes : t.promoted.no;
}
