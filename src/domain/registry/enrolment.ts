import { ok, type Result, refuse } from '../result.ts';
import type { SchoolCode } from '../school/yearbook.ts';
import type { SchoolYear } from '../time/school-year.ts';
import type { Period } from './cohort.ts';
import type { StatedExcuse } from './event.ts';
import type { LearnerKey } from './learner-key.ts';
import type { StatementRefusal } from './refusal.ts';

/** Sĩ số một lớp: how many are enrolled, and who of them sends no record, and why. */
export interface ClassEnrolment {
  readonly className: string;
  readonly enrolled: number;
  readonly excused: readonly { readonly learner: LearnerKey; readonly why: StatedExcuse }[];
}

/** Báo cáo sĩ số: a school's signed word on who belongs to its classes. The latest one counts. */
export interface EnrolmentStatement {
  readonly school: SchoolCode;
  readonly year: SchoolYear;
  readonly classes: readonly ClassEnrolment[];
}

/** A statement is taken until the last cohort is locked, and only if it does not contradict itself. */
export function takeStatement(
  statement: EnrolmentStatement,
  period: Period,
): Result<EnrolmentStatement, StatementRefusal> {
  const { completed, supplementary } = period.lockedAt;
  if (completed !== null && supplementary !== null) {
    return refuse({ code: 'period-locked', lockedAt: supplementary });
  }
  const classes = new Set<string>();
  const learners = new Set<LearnerKey>();
  for (const { className, enrolled, excused } of statement.classes) {
    if (classes.has(className)) return refuse({ code: 'class-twice', className });
    classes.add(className);
    if (excused.length > enrolled) return refuse({ code: 'more-excused-than-enrolled', className });
    for (const { learner } of excused) {
      if (learners.has(learner)) return refuse({ code: 'learner-twice', className });
      learners.add(learner);
    }
  }
  return ok(statement);
}
