import { type MendedYear, mendYear, unmended } from '../../domain/record/mend-year.ts';
import type { SchoolStore, YearKey } from './ports.ts';

/**
 * The year as imported last, with every mend applied that it still needs: a later import may bring a mark that was
 * entered by hand before, and a mend never overwrites.
 */
export async function loadYear(store: SchoolStore, key: YearKey): Promise<MendedYear | undefined> {
  const stored = await store.year(key);
  if (stored === undefined) return undefined;
  let year = unmended(stored.yearbook);
  for (const mend of stored.mends) {
    const mended = mendYear(year, mend);
    if (mended.ok) year = mended.value;
  }
  return year;
}
