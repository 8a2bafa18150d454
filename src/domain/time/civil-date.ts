import type { Brand } from '../brand.ts';

/** Ngày: a calendar date in Asia/Ho_Chi_Minh, written YYYY-MM-DD. Not an instant. */
export type CivilDate = Brand<string, 'CivilDate'>;

const daysIn = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Parses YYYY-MM-DD; undefined unless it names a day that exists (years 1900 to 2199). */
export function parseCivilDate(text: string): CivilDate | undefined {
  const match = /^(19|20|21)\d\d-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return undefined;
  const year = Number(text.slice(0, 4));
  const month = Number(match[2]);
  const day = Number(match[3]);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = month === 2 && leap ? 29 : (daysIn[month - 1] ?? 0);
  return day >= 1 && day <= length ? (text as CivilDate) : undefined;
}
