import { underOlderRules } from '../../domain/assessment/older-rules.ts';
import {
  type BuiltContent,
  buildRecordContent,
  type SchoolPlace,
} from '../../domain/record/build-content.ts';
import type { BuildRefusal, BuildWarning } from '../../domain/record/build-refusal.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import { leftSchool } from '../../domain/record/excuse.ts';
import type { ExcuseReason } from '../../domain/record/mend.ts';
import type { MendedYear } from '../../domain/record/mend-year.ts';
import { type Result, refuse } from '../../domain/result.ts';
import type { LearnerYear, StaffId } from '../../domain/school/yearbook.ts';
import type { CivilDate } from '../../domain/time/civil-date.ts';
import { assessLearner } from './assess-learner.ts';
import { type ClosedContent, closeContent } from './closed-content.ts';

/** What the act of closing adds for a whole class. */
export interface ClosingDay {
  readonly environment: 'real' | 'trial';
  readonly on: CivilDate;
  readonly place: SchoolPlace;
  /** Phân công kí thay: which deputy signs a class's records for the head; the head signs all others. */
  readonly deputies?: ReadonlyMap<string, StaffId>;
}

/** A learner of the class, and whether a record can be closed. */
export type LearnerCheck =
  | {
      readonly learner: LearnerYear;
      readonly outcome: 'ready';
      readonly closed: ClosedContent;
      readonly warnings: readonly BuildWarning[];
    }
  | { readonly learner: LearnerYear; readonly outcome: 'excused'; readonly reason: ExcuseReason }
  | {
      readonly learner: LearnerYear;
      readonly outcome: 'lacking';
      readonly refusals: readonly BuildRefusal[];
    };

/** Why a learner gets no record in this round; null for all others. */
export const excuseOf = (learner: LearnerYear, { deferred }: MendedYear): ExcuseReason | null =>
  leftSchool(learner) ?? deferred.get(learner.number) ?? null;

/** Learners of a class in the order of its list. */
export const learnersOf = ({ yearbook }: MendedYear, className: string): readonly LearnerYear[] =>
  yearbook.learners
    .filter((learner) => learner.className === className)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0));

/** Builds one learner's content down to bytes, with everything that stands in the way. */
export function checkLearner(
  learner: LearnerYear,
  year: MendedYear,
  record: { readonly code: RecordCode; readonly version: number },
  day: ClosingDay,
): LearnerCheck {
  const reason = excuseOf(learner, year);
  if (reason !== null) return { learner, outcome: 'excused', reason };
  const built = build(learner, year, record, day);
  if (!built.ok) return { learner, outcome: 'lacking', refusals: built.refusal };
  const closed = closeContent(built.value.content);
  if (!closed.ok) return { learner, outcome: 'lacking', refusals: closed.refusal };
  return { learner, outcome: 'ready', closed: closed.value, warnings: built.value.warnings };
}

function build(
  learner: LearnerYear,
  { yearbook, decisions }: MendedYear,
  { code, version }: { readonly code: RecordCode; readonly version: number },
  { environment, on, place, deputies }: ClosingDay,
): Result<BuiltContent, readonly BuildRefusal[]> {
  const assessed = assessLearner(learner, yearbook);
  const { year, programme } = yearbook;
  if (programme === 'TT22' && underOlderRules(year, learner.grade)) {
    return refuse([{ code: 'year-under-older-rules', year, grade: learner.grade }]);
  }
  if (assessed === undefined) {
    return refuse([{ code: 'programme-not-written', programme: yearbook.programme }]);
  }
  const deputy = deputies?.get(learner.className);
  return buildRecordContent(learner, yearbook, assessed, {
    ...(deputy === undefined ? {} : { deputy }),
    environment,
    code,
    version,
    createdOn: on,
    issuedOn: on,
    inForceFrom: on,
    place,
    decision: decisions.get(learner.number) ?? null,
  });
}
