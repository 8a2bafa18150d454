import { closingInstant, type LockingDate } from '../../domain/registry/calendar.ts';
import type { LockingRefusal } from '../../domain/registry/refusal.ts';
import type { Result } from '../../domain/result.ts';
import { type LockAnswer, lockPeriod } from './lock-period.ts';
import type { RegisterContext } from './ports.ts';

/** What became of one cohort whose date is over. */
export interface DueLock {
  readonly date: LockingDate;
  readonly outcome: Result<LockAnswer, LockingRefusal>;
}

/**
 * Locks every cohort whose date is over, the first cohort of a year before its supplementary one. What is not
 * complete stays closed and unlocked, with the reason in the answer, until schools have accounted for everyone or an
 * officer leaves the missing out. Any number of processes may call it: the log is held, and a second lock is refused.
 */
export async function lockDue(context: RegisterContext): Promise<readonly DueLock[]> {
  const now = context.clock.now();
  const over = (await context.store.calendar())
    .filter(({ lastDay }) => closingInstant(lastDay) <= now)
    .toSorted((a, b) => (a.cohort === b.cohort ? 0 : a.cohort === 'completed' ? -1 : 1));
  const due: DueLock[] = [];
  for (const date of over) {
    const { year, cohort } = date;
    const outcome = await lockPeriod({ year, cohort, dryRun: false }, context);
    if (outcome.ok || outcome.refusal.code !== 'period-already-locked') due.push({ date, outcome });
  }
  return due;
}
