import type { PersonalId } from '../../domain/person/identity.ts';
import { changeContent } from '../../domain/record/draft.ts';
import type { Mend } from '../../domain/record/mend.ts';
import { type MendRefusal, mendYear, touchedBy } from '../../domain/record/mend-year.ts';
import type { RecordRefusal } from '../../domain/record/refusal.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { currentRecords } from './current-records.ts';
import { loadYear } from './load-year.ts';
import type { Clock, RecordChange, SchoolStore, YearKey } from './ports.ts';

export type MendingRefusal =
  | MendRefusal
  | RecordRefusal
  | { readonly code: 'year-not-imported' }
  | { readonly code: 'staff-without-personal-id' };

/**
 * Bổ sung: judges the mend by the year's data and keeps it, with an event in every record that it touches. A mend that
 * is kept already is not kept twice. Answers how many records it touched.
 */
export async function mendSchool(
  key: YearKey,
  mend: Mend,
  { store, clock }: { store: SchoolStore; clock: Clock },
): Promise<Result<number, MendingRefusal>> {
  const stored = await store.year(key);
  const year = await loadYear(store, key);
  if (stored === undefined || year === undefined) return refuse({ code: 'year-not-imported' });
  if (stored.mends.some((kept) => sameMend(kept, mend))) return ok(0);
  const mended = mendYear(year, mend);
  if (!mended.ok) return mended;
  const { yearbook } = year;
  const by = yearbook.staff.find(({ id }) => id === mend.by)?.personalId ?? null;
  if (by === null) return refuse({ code: 'staff-without-personal-id' });
  const touched = new Set(touchedBy(mend, yearbook).map(({ number }) => number));
  const className =
    mend.act === 'assign-teacher'
      ? mend.className
      : yearbook.learners.find(({ number }) => number === mend.learner)?.className;
  if (className === undefined) return refuse({ code: 'year-not-imported' });
  const at = clock.now();
  const saved = await store.saveMend({ ...key, className }, mend, at, (records) => {
    const changes: RecordChange[] = [];
    for (const { code, version, state } of currentRecords(records)) {
      if (state.state === 'absent' || !touched.has(state.learner)) continue;
      // A recalled record is closed for good; that its learner waits is said of the year alone.
      if (mend.act === 'defer' && state.state === 'recalled') continue;
      const changed = changeContent(state, { mend, by: by satisfies PersonalId, at });
      if (!changed.ok) return changed;
      changes.push({ code, version, events: [changed.value] });
    }
    return ok(changes);
  });
  return saved.ok ? ok(saved.value.length) : saved;
}

/** The store may give members in another order. */
function sameMend(some: Mend, other: Mend): boolean {
  const text = (mend: Mend): string =>
    JSON.stringify(mend, (_, value: unknown) =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    );
  return text(some) === text(other);
}
