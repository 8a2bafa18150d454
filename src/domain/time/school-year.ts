import type { Brand } from '../brand.ts';

/** Năm học: written YYYY-YYYY, two years in succession. */
export type SchoolYear = Brand<string, 'SchoolYear'>;

export function parseSchoolYear(text: string): SchoolYear | undefined {
  const match = /^(20\d\d)-(20\d\d)$/.exec(text);
  if (match === null || Number(match[2]) !== Number(match[1]) + 1) return undefined;
  return text as SchoolYear;
}

/** Học kì: the first or the second term. */
export type Term = 1 | 2;
