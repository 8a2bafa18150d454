import type { Instant } from '../time/instant.ts';
import type { LearnerKey } from './learner-key.ts';

/**
 * Đợt khóa: learners confirmed to have completed the year, and learners who need supplementary assessment first
 * (plan 002, 2.1). Each has its own locking date.
 */
export type Cohort = 'completed' | 'supplementary';

export const parseCohort = (text: string): Cohort | undefined =>
  text === 'completed' || text === 'supplementary' ? text : undefined;

/** Kỳ tiếp nhận của một năm học: when each cohort closes, which are locked, and whom the later one still awaits. */
export interface Period {
  /** By the Department's calendar; null while it has set no date. */
  readonly closesAt: Readonly<Record<Cohort, Instant | null>>;
  readonly lockedAt: Readonly<Record<Cohort, Instant | null>>;
  /** Learners whom the schools' statements left to the supplementary cohort when the first was locked. */
  readonly awaited: ReadonlySet<LearnerKey>;
}

export const openPeriod: Period = {
  closesAt: { completed: null, supplementary: null },
  lockedAt: { completed: null, supplementary: null },
  awaited: new Set(),
};

/** Since when a cohort takes nothing more: its lock, or its date when that is over; null while it is open at `at`. */
export function closedAt(
  { lockedAt, closesAt }: Period,
  cohort: Cohort,
  at: Instant,
): Instant | null {
  const closes = closesAt[cohort];
  if (closes !== null && closes <= at) return closes;
  return lockedAt[cohort];
}

/** The cohort into which a new record of this learner would fall at `at`; undefined when none is open to them. */
export function cohortFor(period: Period, learner: LearnerKey, at: Instant): Cohort | undefined {
  if (closedAt(period, 'completed', at) === null) return 'completed';
  const awaited = period.awaited.has(learner);
  return awaited && closedAt(period, 'supplementary', at) === null ? 'supplementary' : undefined;
}

/** The later of the closings that bear on a learner without an open cohort. */
export const lastClosing = (period: Period, at: Instant): Instant | null =>
  closedAt(period, 'supplementary', at) ?? closedAt(period, 'completed', at);
