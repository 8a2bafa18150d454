import { ok, type Result, refuse } from '../result.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { epochMsOf, type Instant, instantOf, vietnamDate } from '../time/instant.ts';
import type { SchoolYear } from '../time/school-year.ts';
import { type Cohort, closedAt, type Period } from './cohort.ts';
import type { CalendarRefusal } from './refusal.ts';

/** Ngày khóa của một đợt: the last day on which a school may send, replace or recall (C6: a date for each cohort). */
export interface LockingDate {
  readonly year: SchoolYear;
  readonly cohort: Cohort;
  readonly lastDay: CivilDate;
  /** Cán bộ Sở who set it. */
  readonly officer: string;
  /** Số văn bản that the date comes from («Kế hoạch 1234/KH-SGDĐT»). */
  readonly decision: string;
  readonly at: Instant;
}

const dayMs = 24 * 3600 * 1000;

/** When the door closes: the first instant of the next day in Asia/Ho_Chi_Minh (UTC+7, no daylight saving). */
export const closingInstant = (lastDay: CivilDate): Instant =>
  instantOf(epochMsOf(`${lastDay}T00:00:00Z` as Instant) + dayMs - 7 * 3600 * 1000);

/**
 * Đặt ngày khóa. A date may be moved as long as the door is open, to any day that is not over; once it has closed,
 * nothing opens it again (C5, C9). The supplementary cohort closes after the first.
 */
export function setLockingDate(
  date: LockingDate,
  period: Period,
): Result<LockingDate, CalendarRefusal> {
  const { cohort, lastDay, at } = date;
  const closed = closedAt(period, cohort, at);
  if (closed !== null) return refuse({ code: 'period-closed', closedAt: closed });
  const today = vietnamDate(at);
  if (lastDay < today) return refuse({ code: 'date-is-over', lastDay, today });
  const closes = closingInstant(lastDay);
  const { completed, supplementary } = period.closesAt;
  const first = cohort === 'completed' ? closes : (completed ?? period.lockedAt.completed);
  const second = cohort === 'supplementary' ? closes : supplementary;
  if (second !== null && (first === null || second <= first)) {
    return refuse({ code: 'dates-out-of-order', first: 'completed' });
  }
  return ok(date);
}
