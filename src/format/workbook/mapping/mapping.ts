import type { Term } from '../../../domain/time/school-year.ts';
import { fold } from '../fold.ts';
import type { ReadyLayout } from '../layout.ts';

/** How one school's own sheets are read: which sheets, which known kind they are, where the header is. */
export interface SheetMapping {
  /** Patterns with * for anything; null: any file, any sheet. */
  readonly file: string | null;
  readonly sheet: string | null;
  /** The known layout with this school's headers in place of its own. */
  readonly layout: ReadyLayout;
  /** A row from 0, or the folded texts that stand in the header row. */
  readonly header: { readonly row: number } | { readonly texts: ReadonlySet<string> };
  /** What the sheet's titles do not say. */
  readonly term: Term | null;
  readonly className: string | null;
  readonly subject: string | null;
}

/** All mappings of a school; the first that fits a sheet is taken. */
export type Mapping = readonly SheetMapping[];

export const noMapping: Mapping = [];

/** The mappings that a sheet's file and name ask for. */
export const mappingsFor = (mapping: Mapping, file: string, sheet: string): Mapping =>
  mapping.filter(
    (entry) =>
      (fits(entry.file, file) || fits(entry.file, file.slice(file.lastIndexOf('/') + 1))) &&
      fits(entry.sheet, sheet),
  );

/** Does a name fit a pattern? Case, tone marks and spaces do not matter. */
export function fits(pattern: string | null, name: string): boolean {
  if (pattern === null) return true;
  const parts = fold(pattern).split('*');
  const text = fold(name);
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return text === first;
  if (!text.startsWith(first) || text.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.endsWith(last) && text.length - last.length >= at;
}

/** A column that the school decided not to read; it is not named again at every import. */
export const isIgnored = (field: string): boolean => field.startsWith('ignored:');
