import type {
  ClassGroup,
  LearnerYear,
  StaffMember,
  Subject,
  Yearbook,
} from '../school/yearbook.ts';
import { type CivilDate, parseCivilDate } from '../time/civil-date.ts';
import type { CheckFinding } from './finding.ts';

/** Dữ liệu đang kiểm tra, with the look-ups that the rules share. */
export interface CheckContext {
  readonly yearbook: Yearbook;
  /** The calendar year in which the school year begins. */
  readonly startYear: number;
  /** Catalogues are asked as of the end of the school year; undefined where the year is not known. */
  readonly day: CivilDate | undefined;
  readonly groups: ReadonlyMap<string, ClassGroup>;
  readonly subjects: ReadonlyMap<string, Subject>;
  readonly staff: ReadonlyMap<string, StaffMember>;
}

/** Quy tắc kiểm tra một học sinh. */
export type LearnerRule = (learner: LearnerYear, context: CheckContext) => readonly CheckFinding[];
/** Quy tắc kiểm tra cả năm học của trường. */
export type YearbookRule = (context: CheckContext) => readonly CheckFinding[];

export function checkContext(yearbook: Yearbook): CheckContext {
  const startYear = Number(yearbook.year.slice(0, 4));
  return {
    yearbook,
    startYear,
    day: parseCivilDate(`${startYear + 1}-05-31`),
    groups: new Map(yearbook.classes.map((group) => [group.name, group])),
    subjects: new Map(yearbook.subjects.map((subject) => [subject.code, subject])),
    staff: new Map(yearbook.staff.map((member) => [member.id, member])),
  };
}

/** Where a finding about a learner stands. */
export const of = ({ number, className }: LearnerYear) => ({ learner: number, className });

/** The terms that the learner's year needs: all up to the last one at this school. */
export const termsNeeded = ({ present }: LearnerYear): readonly (1 | 2)[] =>
  present.term2 ? [1, 2] : present.term1 ? [1] : [];
