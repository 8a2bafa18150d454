import type { PersonalId } from '../../domain/person/identity.ts';
import type { Mend } from '../../domain/record/mend.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { StaffId, Yearbook } from '../../domain/school/yearbook.ts';
import { vietnamDate } from '../../domain/time/instant.ts';
import type { ClosingDay } from '../school/check-class.ts';
import { checkSchool, type SchoolCheck } from '../school/check-school.ts';
import { importSchool } from '../school/import-school.ts';
import { type MendingRefusal, mendSchool } from '../school/mend-school.ts';
import type { Attention, YearKey } from '../school/ports.ts';
import type { Actors, ImportedYear, JobContext } from './job-context.ts';

export type SchoolStageRefusal =
  | { readonly code: 'actor-unknown'; readonly staff: StaffId | null }
  | { readonly code: 'mend-refused'; readonly mend: Mend; readonly refusal: MendingRefusal }
  | { readonly code: 'school-not-ready'; readonly check: SchoolCheck };

export const yearKeyOf = ({ school, year }: Yearbook): YearKey => ({ school: school.code, year });

/** Who acts: the clerk of the profile and the head of the yearbook, each with the number of their certificate. */
export function actorsOf(
  yearbook: Yearbook,
  { profile }: JobContext,
): Result<Actors, SchoolStageRefusal> {
  const numberOf = (staff: StaffId | null): PersonalId | null =>
    yearbook.staff.find(({ id }) => id === staff)?.personalId ?? null;
  const clerk = numberOf(profile.clerk);
  if (clerk === null) return refuse({ code: 'actor-unknown', staff: profile.clerk });
  const head = numberOf(yearbook.school.head);
  if (head === null) return refuse({ code: 'actor-unknown', staff: yearbook.school.head });
  return ok({ clerk, head });
}

/** Nhập: reads the workbooks and opens a record for everybody who stayed. */
export async function importStage(
  context: JobContext,
  attention: Attention,
): Promise<Result<ImportedYear & { readonly opened: number }, SchoolStageRefusal>> {
  const half = (from: number): Attention => ({
    signal: attention.signal,
    progress: (done, total) => attention.progress(from + done / Math.max(total, 1), 2),
  });
  const imported = await context.importYear(half(0));
  const { yearbook } = imported;
  const actors = actorsOf(yearbook, context);
  if (!actors.ok) return actors;
  const { store, clock, sources: codes } = context;
  const request = { yearbook, by: actors.value.clerk };
  const opened = await importSchool(request, { store, clock, codes }, half(1));
  return ok({ ...imported, opened });
}

export const closingDay = ({ clock, profile }: JobContext): ClosingDay => ({
  environment: 'trial',
  on: vietnamDate(clock.now()),
  place: profile.place,
  deputies: profile.deputies,
});

/** Kiểm tra: what is missing, what was supplied by whom and why, and that nothing is missing then. */
export async function checkStage(
  yearbook: Yearbook,
  context: JobContext,
  attention: Attention,
): Promise<Result<SchoolCheck & { readonly lackedBefore: number }, SchoolStageRefusal>> {
  const key = yearKeyOf(yearbook);
  const day = closingDay(context);
  const before = await checkSchool(key, day, context, {
    signal: attention.signal,
    progress: (done, total) => attention.progress(done / 2, total),
  });
  for (const mend of mendsOf(yearbook, context)) {
    const mended = await mendSchool(key, mend, context);
    if (!mended.ok) return refuse({ code: 'mend-refused', mend, refusal: mended.refusal });
    context.observer.mended(mend);
  }
  const after = await checkSchool(key, day, context, {
    signal: attention.signal,
    progress: (done, total) => attention.progress(total / 2 + done / 2, total),
  });
  if (before === undefined || after === undefined) throw new Error('the year was not imported');
  if (after.lacking.length > 0) return refuse({ code: 'school-not-ready', check: after });
  return ok({ ...after, lackedBefore: before.lacking.length });
}

/** The mends that concern this yearbook's classes: a demo of a few classes leaves the others' out. */
export const mendsOf = (yearbook: Yearbook, { mends }: JobContext): readonly Mend[] =>
  mends.filter((mend) =>
    mend.act === 'assign-teacher'
      ? yearbook.classes.some(({ name }) => name === mend.className)
      : yearbook.learners.some(({ number }) => number === mend.learner),
  );
