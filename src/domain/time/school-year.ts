import type { Brand } from '../brand.ts';

/** Năm học: written YYYY-YYYY, two years in succession. */
export type SchoolYear = Brand<string, 'SchoolYear'>;

export function parseSchoolYear(text: string): SchoolYear | undefined {
  if (!/^20\d\d-20\d\d$/.test(text)) return undefined;
  const follows = Number(text.slice(5)) === Number(text.slice(0, 4)) + 1;
  return follows ? (text as SchoolYear) : undefined;
}

/** Học kì: the first or the second term. */
export type Term = 1 | 2;
