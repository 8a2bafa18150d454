import { ok, type Result, refuse } from '../result.ts';
import type { SchoolCode } from '../school/yearbook.ts';
import type { Instant } from '../time/instant.ts';
import type { SchoolYear } from '../time/school-year.ts';
import { type Cohort, closedAt, type Period } from './cohort.ts';
import type { ClassEnrolment, EnrolmentStatement } from './enrolment.ts';
import type { ClosedClass, Excuse, LeftOut, PeriodLocked } from './event.ts';
import type { LearnerKey } from './learner-key.ts';
import type { ClassGap, LockingRefusal } from './refusal.ts';
import type { Registered } from './registered-record.ts';

/** Everything that the lock of a school year looks at. */
export interface LockingView {
  readonly period: Period;
  /** Packages of the year that were received and not yet answered: they came in time. */
  readonly waiting: number;
  /** Every school of the register that has a record or a statement in the year. */
  readonly schools: readonly SchoolCode[];
  readonly statements: ReadonlyMap<SchoolCode, EnrolmentStatement>;
  /** Standing records of the year, of every cohort. */
  readonly records: readonly Registered[];
}

export interface Lock {
  readonly year: SchoolYear;
  readonly cohort: Cohort;
  /** An officer's word that learners who never came are left out; only after the date (`calendar.ts`). */
  readonly leftOut?: LeftOut;
}

/**
 * Khóa: closes a cohort of a school year for the whole register. Refused while a school has not stated its enrolment
 * or a learner is neither in force nor excused: a locked set is known to be complete. After the date an officer may
 * lock without those who never came; they are counted as `not-submitted`, class by class.
 */
export function lockPeriod(
  view: LockingView,
  { year, cohort, leftOut }: Lock,
  at: Instant,
): Result<PeriodLocked, LockingRefusal> {
  const { lockedAt } = view.period;
  const already = lockedAt[cohort];
  if (already !== null) return refuse({ code: 'period-already-locked', lockedAt: already });
  if (cohort === 'supplementary' && lockedAt.completed === null) {
    return refuse({ code: 'period-out-of-order', first: 'completed' });
  }
  if (view.waiting > 0) return refuse({ code: 'packages-waiting', count: view.waiting });
  if (view.schools.length === 0) return refuse({ code: 'nothing-to-lock' });
  const unstated = view.schools.filter((school) => !view.statements.has(school));
  if (unstated.length > 0) return refuse({ code: 'enrolment-not-stated', schools: unstated });
  const classes = view.schools.flatMap((school) => closedClasses(view, school, cohort));
  const gaps = classes.flatMap(({ gap }) => (gap === null ? [] : [gap]));
  const event = { type: 'PeriodLocked' as const, year, cohort, at };
  if (gaps.length === 0) return ok({ ...event, classes: classes.map(({ closed }) => closed) });
  if (leftOut !== undefined && closedAt(view.period, cohort, at) === null) {
    return refuse({ code: 'period-still-open', closesAt: view.period.closesAt[cohort] });
  }
  if (leftOut === undefined || !gaps.every(isMissingOnly)) {
    return refuse({ code: 'learners-unaccounted', classes: gaps });
  }
  return ok({ ...event, classes: classes.map(withMissing), leftOut });
}

/** A contradiction (more accounted for than enrolled, excused and yet there) is nobody's to wave through. */
const isMissingOnly = ({ unaccounted, excusedWithRecord }: ClassGap): boolean =>
  unaccounted > 0 && excusedWithRecord === 0;

const withMissing = ({ closed, gap }: Counted): ClosedClass => ({
  ...closed,
  excused: { ...closed.excused, 'not-submitted': gap?.unaccounted ?? 0 },
});

interface Counted {
  readonly closed: ClosedClass;
  readonly gap: ClassGap | null;
}

/** Classes that the statement names, and classes that only records name: those have nobody enrolled. */
function closedClasses(view: LockingView, school: SchoolCode, cohort: Cohort): readonly Counted[] {
  const stated = view.statements.get(school)?.classes ?? [];
  const records = view.records.filter((record) => record.school === school);
  const unstated = [...new Set(records.map(({ className }) => className))]
    .filter((className) => !stated.some((one) => one.className === className))
    .map((className): ClassEnrolment => ({ className, enrolled: 0, excused: [] }));
  return [...stated, ...unstated]
    .toSorted((a, b) => (a.className < b.className ? -1 : 1))
    .map((enrolment) => count(enrolment, school, records, cohort));
}

function count(
  { className, enrolled, excused }: ClassEnrolment,
  school: SchoolCode,
  records: readonly Registered[],
  cohort: Cohort,
): Counted {
  const inForce = records
    .filter((record) => record.className === className)
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const present = new Set<LearnerKey>(inForce.map(({ learner }) => learner));
  // At the last lock nobody can be left to a later one.
  const counted = excused.filter(
    ({ why }) => cohort === 'completed' || why !== 'supplementary-cohort',
  );
  const waiting = cohort === 'supplementary' ? 'supplementary-cohort' : undefined;
  const excusedWithRecord = excused.filter(
    ({ learner, why }) => why !== waiting && present.has(learner),
  ).length;
  const unaccounted = enrolled - inForce.length - counted.length;
  const gap: ClassGap = {
    school,
    className,
    enrolled,
    inForce: inForce.length,
    excused: counted.length,
    unaccounted,
    excusedWithRecord,
  };
  return {
    closed: { school, className, enrolled, inForce, excused: tally(counted) },
    gap: unaccounted === 0 && excusedWithRecord === 0 ? null : gap,
  };
}

function tally(excused: ClassEnrolment['excused']): Readonly<Record<Excuse, number>> {
  const counts: Record<Excuse, number> = {
    'transferred-out': 0,
    'dropped-out': 0,
    'supplementary-cohort': 0,
    incomplete: 0,
    'not-submitted': 0,
  };
  for (const { why } of excused) counts[why] += 1;
  return counts;
}
