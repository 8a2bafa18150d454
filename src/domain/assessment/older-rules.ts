import type { SchoolYear } from '../time/school-year.ts';

/** Thông tư 58/2011/TT-BGDĐT, as a record names it. Circular 26/2020 amends it from 2020-2021 on. */
export const olderCircular = '58/2011/TT-BGDĐT';

/** The first school year of the circular, which was issued on 12/12/2011; the day of its force is unconfirmed here. */
const firstStart = 2011;

/** The last school year of each grade before Circular 22/2021 took it over (its roll-out, 2021-22 to 2024-25). */
const lastStart: ReadonlyMap<number, number> = new Map([
  [6, 2020],
  [7, 2021],
  [10, 2021],
  [8, 2022],
  [11, 2022],
  [9, 2023],
  [12, 2023],
]);

const startOf = (year: SchoolYear): number => Number(year.slice(0, 4));

/** Whether a grade of grades 6 to 12 was assessed under Circular 58/2011 in that year. */
export function underOlderRules(year: SchoolYear, grade: number): boolean {
  const last = lastStart.get(grade);
  return last !== undefined && startOf(year) >= firstStart && startOf(year) <= last;
}

/** Whether Circular 26/2020 had amended the rules of the year. */
export const amendedRules = (year: SchoolYear): boolean => startOf(year) >= 2020;
