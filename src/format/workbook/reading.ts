import type { RepairCode, ReportCode } from './finding.ts';
import { cleanText, fold, textRepairs } from './fold.ts';
import { type Cell, isBlank, isDateCell, isErrorCell } from './grid.ts';

/** What a cell says: a value with the repairs that led to it, nothing, or something that cannot be read. */
export type Reading<T> =
  | { readonly state: 'value'; readonly value: T; readonly repairs: readonly RepairCode[] }
  | { readonly state: 'empty' }
  | { readonly state: 'bad'; readonly code: ReportCode };

export const empty: Reading<never> = { state: 'empty' };

export const read = <T>(value: T, ...repairs: readonly RepairCode[]): Reading<T> => ({
  state: 'value',
  value,
  repairs,
});

export const bad = (code: ReportCode): Reading<never> => ({ state: 'bad', code });

/** A text: cleaned, with what was repaired. A number stands as it would be written. */
export function readText(cell: Cell): Reading<string> {
  if (isBlank(cell) || cell === null) return empty;
  if (isErrorCell(cell)) return bad('formula-error');
  // Excel turns a class 7/1 into the seventh of January: nobody can tell what was typed.
  if (isDateCell(cell)) return bad('text-as-date');
  if (typeof cell !== 'string') return read(String(cell));
  const value = cleanText(cell);
  return value === '' ? empty : read(value, ...textRepairs(cell));
}

/** A whole number of times, days or centimetres. */
export function readCount(cell: Cell): Reading<number> {
  const number = readNumber(cell);
  if (number.state !== 'value') return number;
  return Number.isInteger(number.value) && number.value >= 0 ? number : bad('bad-number');
}

/** A number of at most two decimals, also as text with a point or a comma. */
export function readNumber(cell: Cell): Reading<number> {
  if (isBlank(cell)) return empty;
  if (typeof cell === 'number') return Number.isFinite(cell) ? read(cell) : bad('bad-number');
  if (isErrorCell(cell)) return bad('formula-error');
  if (typeof cell !== 'string') return bad('bad-number');
  const match = /^(\d{1,6})(?:([.,])(\d{1,2}))?$/.exec(cleanText(cell));
  if (match === null) return bad('bad-number');
  const value = Number(`${match[1]}.${match[3] ?? '0'}`);
  return read(value, match[2] === ',' ? 'decimal-comma' : 'mark-as-text');
}

/** A tick: x, X or v; nothing is a no. */
export function readTick(cell: Cell): Reading<boolean> {
  if (isBlank(cell)) return empty;
  if (cell === true || cell === 1) return read(true, 'x-variant');
  if (typeof cell !== 'string') return bad('bad-tick');
  const text = fold(cell);
  if (text === 'x') return cell === 'x' ? read(true) : read(true, 'x-variant');
  return text === 'v' || text === '✓' ? read(true, 'x-variant') : bad('bad-tick');
}
