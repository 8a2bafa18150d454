import type { CommentLevel, StudyLevel } from '../../../domain/assessment/level.ts';
import type { LearnerYear, SubjectCode, Yearbook } from '../../../domain/school/yearbook.ts';
import type { Cell } from '../grid.ts';
import { writeCommentLevel, writeStudyLevel } from '../reading-mark.ts';
import { type CurriculumSubject, curriculumOf } from '../subjects.ts';
import type { FormColumn, FormTitle } from './sheet-form.ts';

/** 2014-02-01 → 01/02/2014; a date of which only year and month are known stays shorter. */
export function writeDate(date: string | null | undefined): string | null {
  if (date === null || date === undefined) return null;
  return date.split('-').reverse().join('/');
}

/** A mark in tenths as the number that vnEdu writes; a level as its letters; M for exempt. */
export function writeResult(value: number | CommentLevel | 'M' | null | undefined): Cell {
  if (value === null || value === undefined) return null;
  return typeof value === 'number' ? value / 10 : writeCommentLevel(value);
}

export const writeLevel = (level: StudyLevel | null | undefined): Cell =>
  level === null || level === undefined ? null : writeStudyLevel(level);

/** Columns that name the learner of a row. */
export const orderColumn: FormColumn<unknown> = { header: ['STT'], cell: (_, index) => index + 1 };
export const codeColumn: FormColumn<LearnerYear> = {
  header: ['Mã học sinh'],
  cell: ({ number }) => number,
};
export const nameColumn: FormColumn<LearnerYear> = {
  header: ['Họ và tên'],
  cell: ({ name }) => name,
};
export const birthColumn: FormColumn<LearnerYear> = {
  header: ['Ngày sinh'],
  cell: ({ birthDate }) => writeDate(birthDate),
};
export const personalIdColumn: FormColumn<LearnerYear> = {
  header: ['Số định danh cá nhân'],
  cell: ({ personalId }) => personalId,
};
export const classColumn: FormColumn<LearnerYear> = {
  header: ['Lớp'],
  cell: ({ className }) => className,
};

/** The same columns over rows that hold a learner among other things. */
export const ofLearner = <R extends { readonly learner: LearnerYear }>(
  columns: readonly FormColumn<LearnerYear>[],
): FormColumn<R>[] =>
  columns.map(({ header, cell }) => ({
    header,
    cell: ({ learner }, index) => cell(learner, index),
  }));

/** The letterhead and the title under it, with the school year in a row of its own where it is known. */
export function letterhead({ school, year }: Yearbook, ...titles: readonly string[]): FormTitle[] {
  const texts = [school.name, ...titles, year === '' ? '' : `Năm học ${longYear(year)}`];
  return texts.flatMap((text, row) => (text === '' ? [] : [{ row, column: 0, text }]));
}

/** 2025-2026 → 2025 - 2026, as titles write it. */
export const longYear = (year: string): string => year.replace('-', ' - ');

export const ofClass = (yearbook: Yearbook, name: string): LearnerYear[] =>
  yearbook.learners.filter(({ className }) => className === name);

/** The grades that have classes, each once, in the order of the classes. */
export const gradesOf = ({ classes }: Yearbook): number[] => [
  ...new Set(classes.map(({ grade }) => grade)),
];

export const subjectIn = ({ level }: Yearbook, code: SubjectCode): CurriculumSubject | undefined =>
  curriculumOf[level].find((subject) => subject.code === code);

/** The name over a narrow column: the usual short form where the name is long. */
export const shortName = ({ name, aliases }: CurriculumSubject): string =>
  name.length <= 14 ? name : (aliases[0] ?? name);
