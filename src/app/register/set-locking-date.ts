import {
  closingInstant,
  type LockingDate,
  setLockingDate as ruleOfDate,
} from '../../domain/registry/calendar.ts';
import type { CalendarRefusal } from '../../domain/registry/refusal.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { RegisterContext } from './ports.ts';

/** The Department sets or moves the last day of a cohort. Answers when the door will close. */
export async function setLockingDate(
  request: Omit<LockingDate, 'at'>,
  { store, clock }: Pick<RegisterContext, 'store' | 'clock'>,
): Promise<Result<Instant, CalendarRefusal>> {
  return store.change(async (tx) => {
    const date = { ...request, at: clock.now() };
    const ruled = ruleOfDate(date, await tx.period(date.year));
    if (!ruled.ok) return ruled;
    await tx.saveLockingDate(ruled.value);
    return ok(closingInstant(date.lastDay));
  });
}
