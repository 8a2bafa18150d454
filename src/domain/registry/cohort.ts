import type { Instant } from '../time/instant.ts';
import type { LearnerKey } from './learner-key.ts';

/**
 * Đợt khóa: learners confirmed to have completed the year, and learners who need supplementary assessment first
 * (plan 002, 2.1). Each has its own locking date.
 */
export type Cohort = 'completed' | 'supplementary';

export const parseCohort = (text: string): Cohort | undefined =>
  text === 'completed' || text === 'supplementary' ? text : undefined;

/** Kỳ tiếp nhận của một năm học: which cohorts are locked, and whom the later one still awaits. */
export interface Period {
  readonly lockedAt: Readonly<Record<Cohort, Instant | null>>;
  /** Learners whom the schools' statements left to the supplementary cohort when the first was locked. */
  readonly awaited: ReadonlySet<LearnerKey>;
}

export const openPeriod: Period = {
  lockedAt: { completed: null, supplementary: null },
  awaited: new Set(),
};

/** The cohort into which a new record of this learner would fall today; undefined when none is open to them. */
export function cohortFor({ lockedAt, awaited }: Period, learner: LearnerKey): Cohort | undefined {
  if (lockedAt.completed === null) return 'completed';
  return lockedAt.supplementary === null && awaited.has(learner) ? 'supplementary' : undefined;
}

/** The later of the locks that bear on a learner without an open cohort. */
export const lastLock = ({ lockedAt }: Period): Instant | null =>
  lockedAt.supplementary ?? lockedAt.completed;
