import assert from 'node:assert/strict';
import type { LockingDate } from '../../../domain/registry/calendar.ts';
import { parseCivilDate } from '../../../domain/time/civil-date.ts';
import { parseSchoolYear, type SchoolYear } from '../../../domain/time/school-year.ts';
import { execute, type Queryable, query } from '../database.ts';
import { cohortOf, instantOf } from './row.ts';

interface DateRow {
  readonly year: string;
  readonly cohort: string;
  readonly last_day: string;
  readonly officer: string;
  readonly decision: string;
  readonly at: string;
}

/** The date in force of each year and cohort; of one year alone when it is named. */
export async function readCalendar(
  on: Queryable,
  province: string,
  year: SchoolYear | null,
): Promise<readonly LockingDate[]> {
  const rows = await query<DateRow>(
    on,
    `select distinct on (year, cohort) year, cohort, to_char(last_day, 'YYYY-MM-DD') as last_day, officer, decision, at
     from locking_date where province = $1 and ($2::text is null or year = $2)
     order by year, cohort, number desc`,
    [province, year],
  );
  return rows.map(dateOf);
}

function dateOf({ year, cohort, last_day, officer, decision, at }: DateRow): LockingDate {
  const lastDay = parseCivilDate(last_day);
  const parsedYear = parseSchoolYear(year);
  assert(lastDay !== undefined && parsedYear !== undefined, 'a stored date can be read');
  const facts = { year: parsedYear, cohort: cohortOf(cohort), lastDay };
  return { ...facts, officer, decision, at: instantOf(at) };
}

export async function insertLockingDate(
  on: Queryable,
  province: string,
  { year, cohort, lastDay, officer, decision, at }: LockingDate,
): Promise<void> {
  await execute(
    on,
    `insert into locking_date (province, year, cohort, last_day, officer, decision, at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [province, year, cohort, lastDay, officer, decision, at],
  );
}
