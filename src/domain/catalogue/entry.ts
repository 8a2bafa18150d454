import { type CivilDate, parseCivilDate } from '../time/civil-date.ts';

/** Mục của danh mục dùng chung: what a code means from `validFrom` until the day before `validTo`. */
export interface CatalogueEntry {
  readonly code: string;
  readonly name: string;
  readonly validFrom: CivilDate;
  /** The first day on which it no longer holds; null: still in force. */
  readonly validTo: CivilDate | null;
}

/** Whether an entry is in force on a day. Civil dates compare as text. */
export const inForce = (
  { validFrom, validTo }: Pick<CatalogueEntry, 'validFrom' | 'validTo'>,
  on: CivilDate,
): boolean => validFrom <= on && (validTo === null || on < validTo);

/** The entries in force on a day, in the catalogue's order. */
export const asOf = <E extends CatalogueEntry>(entries: readonly E[], on: CivilDate): E[] =>
  entries.filter((entry) => inForce(entry, on));

/** What a code means on a day; undefined where it means nothing then, or nobody here knows. */
export const entryAsOf = <E extends CatalogueEntry>(
  entries: readonly E[],
  code: string,
  on: CivilDate,
): E | undefined => entries.find((entry) => entry.code === code && inForce(entry, on));

/** A day that stands in a catalogue of this folder. */
export function catalogueDay(text: string): CivilDate {
  const day = parseCivilDate(text);
  if (day === undefined) throw new Error(`no such day: ${text}`);
  return day;
}
