import type { Instant } from '../../domain/time/instant.ts';
import { epochMsOf, instantOf } from '../../domain/time/instant.ts';
import type { SchoolYear } from '../../domain/time/school-year.ts';

/** A civil date or birth date as a clerk writes it: 2013-09-05 → 05/09/2013, 2013-09 → 09/2013, 2013 → 2013. */
export const dateText = (date: string): string => date.split('-').reverse().join('/');

/** An instant on Vietnam's clock: «08:15 ngày 25/05/2026». */
export function timeText(instant: Instant): string {
  const local = instantOf(epochMsOf(instant) + 7 * 3600 * 1000);
  return `${local.slice(11, 16)} ngày ${dateText(local.slice(0, 10))}`;
}

/** The same in a table's cell: «25/05/2026 08:15». */
export function shortTimeText(instant: Instant): string {
  const local = instantOf(epochMsOf(instant) + 7 * 3600 * 1000);
  return `${dateText(local.slice(0, 10))} ${local.slice(11, 16)}`;
}

/** 2025-2026 → 2025–2026. */
export const schoolYearText = (year: SchoolYear): string => year.replace('-', '–');
