import type {
  LearnerYear,
  SecondarySubjectYear,
  SecondaryYear,
  SubjectCode,
  Yearbook,
} from '../../../domain/school/yearbook.ts';
import type { Term } from '../../../domain/time/school-year.ts';
import type { LearnerResult, YearResults } from '../results.ts';
import { type CurriculumSubject, curriculumOf } from '../subjects.ts';
import { ofClass } from './form-values.ts';

/** A learner of grades 6 to 12 with what was written and what follows from it. */
export interface SecondaryRow {
  readonly learner: LearnerYear;
  readonly year: SecondaryYear;
  readonly result: Extract<LearnerResult, { kind: 'secondary' }>['result'] | undefined;
}

export function secondaryRows(
  yearbook: Yearbook,
  className: string,
  results: YearResults,
): SecondaryRow[] {
  return ofClass(yearbook, className).flatMap((learner) => {
    if (learner.results.kind !== 'secondary') return [];
    const derived = results.get(learner.number);
    const result = derived?.kind === 'secondary' ? derived.result : undefined;
    return [{ learner, year: learner.results, result }];
  });
}

export const subjectOfRow = (
  { year }: SecondaryRow,
  code: SubjectCode,
): SecondarySubjectYear | undefined => year.subjects.find((subject) => subject.code === code);

export const isPresent = ({ learner }: SecondaryRow, term: Term): boolean =>
  learner.present[`term${term}`];

export const isExempt = ({ exempt }: SecondarySubjectYear, term: Term): boolean =>
  exempt === 'year' || exempt === `term${term}`;

/** The class's subjects and those that single learners take instead, in the order of the forms. */
export function subjectsOfClass(
  yearbook: Yearbook,
  className: string,
  rows: readonly SecondaryRow[],
): CurriculumSubject[] {
  const group = yearbook.classes.find(({ name }) => name === className);
  const codes = new Set<SubjectCode>([
    ...(group?.subjects ?? []),
    ...rows.flatMap(({ year }) => year.subjects.map(({ code }) => code)),
  ]);
  return curriculumOf[yearbook.level].filter(({ code }) => codes.has(code));
}

/** What a summary or transfer list shows under a subject: the derived result of the term. */
export const printedResult = ({ result }: SecondaryRow, code: SubjectCode, term: Term) =>
  result?.subjects.find((subject) => subject.code === code)?.[`term${term}`];
