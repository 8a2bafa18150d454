import { ok, type Result, refuse } from '../result.ts';
import type { PrimaryYear } from '../school/yearbook.ts';
import type { Mend } from './mend.ts';
import type { MendRefusal } from './mend-year.ts';

/** Nhập mức đạt được, điểm KTĐK còn thiếu into a primary subject that has none. */
export function enterLevel(
  results: PrimaryYear,
  { subject: code, level, test }: Mend & { act: 'enter-level' },
): Result<PrimaryYear, MendRefusal> {
  const found = results.subjects.find((one) => one.code === code);
  if (found === undefined) return refuse({ code: 'subject-not-in-class', subject: code });
  const untested = test !== null && found.test === undefined;
  if (found.exempt || untested || (level === null && test === null)) {
    return refuse({ code: 'no-such-result', subject: code });
  }
  if ((level !== null && found.level !== null) || (test !== null && found.test !== null)) {
    return refuse({ code: 'result-already-there', subject: code });
  }
  const entered = { ...found, level: level ?? found.level, test: test ?? found.test };
  const subjects = results.subjects.map((one) => (one === found ? entered : one));
  return ok({ ...results, subjects });
}
