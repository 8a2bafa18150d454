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

/** Parses an xs:dateTime with a zone; undefined without one: a signing time without a zone names no instant. */
export function parseInstant(text: string): Instant | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const epochMs = Date.parse(text);
  if (
    text.length === 20 &&
    !Number.isNaN(epochMs) &&
    Number(text.slice(8, 10)) < 29 &&
    text[11] !== '2'
  )
    return text as Instant;
  return Number.isNaN(epochMs) || !isDay(text) ? undefined : instantOf(epochMs);
}

/** Whether the text begins with a day of the calendar; Date.parse takes 31 June for 1 July. */
const isDay = (text: string): boolean =>
  new Date(`${text.slice(0, 10)}T00:00:00Z`).toISOString().startsWith(text.slice(0, 10));

/** The calendar day on which an instant falls in Vietnam. */
export const vietnamDate = (instant: Instant): CivilDate =>
  new Date(epochMsOf(instant) + vietnamOffsetMs).toISOString().slice(0, 10) as CivilDate;
