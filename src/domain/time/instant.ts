import type { Brand } from '../brand.ts';
import type { CivilDate } from './civil-date.ts';

/** Thời điểm: an instant in UTC to the second, written YYYY-MM-DDTHH:MM:SSZ. Instants compare as text. */
export type Instant = Brand<string, 'Instant'>;

/** Vietnam has kept UTC+7 without daylight saving since 1975. */
const vietnamOffsetMs = 7 * 3600 * 1000;

/** Milliseconds since the epoch to an instant, cut to the second. */
export const instantOf = (epochMs: number): Instant =>
  `${new Date(epochMs).toISOString().slice(0, 19)}Z` as Instant;

export const epochMsOf = (instant: Instant): number => Date.parse(instant);

const utcToTheSecond =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** Parses an xs:dateTime with a zone; undefined without one: a signing time without a zone names no instant. */
export function parseInstant(text: string): Instant | undefined {
  // The usual spelling, of a day that every month has, is the instant itself.
  if (utcToTheSecond.test(text)) return text as Instant;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const epochMs = Date.parse(text);
  return Number.isNaN(epochMs) || !isDay(text.slice(0, 10)) ? undefined : instantOf(epochMs);
}

/** Whether YYYY-MM-DD is a day of the calendar; Date.parse takes 31 June for 1 July. */
const isDay = (day: string): boolean => new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);

/** The calendar day on which an instant falls in Vietnam. */
export const vietnamDate = (instant: Instant): CivilDate =>
  new Date(epochMsOf(instant) + vietnamOffsetMs).toISOString().slice(0, 10) as CivilDate;
