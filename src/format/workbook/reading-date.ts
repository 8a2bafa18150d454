import { cleanText } from './fold.ts';
import { type Cell, isBlank, isDateCell, isErrorCell } from './grid.ts';
import { bad, empty, type Reading, read } from './reading.ts';

const dayMs = 86_400_000;
/** Day 0 of Excel's count from 1900, with its leap day that never was. */
const epoch1900 = Date.UTC(1899, 11, 30);
const days1904 = 1462;

/**
 * A date as YYYY-MM-DD; YYYY-MM or YYYY where no more is known. A bare number between the serial
 * numbers of 1930 and 2069 is a date that lost its format; 2014 alone is a year.
 */
export function readDate(cell: Cell, from1904: boolean): Reading<string> {
  if (isBlank(cell) || cell === null) return empty;
  if (isErrorCell(cell)) return bad('formula-error');
  if (isDateCell(cell)) return serial(cell.date, from1904, 'date-cell');
  if (typeof cell === 'number') {
    if (Number.isInteger(cell) && cell >= 1930 && cell <= 2069) return read(String(cell));
    return serial(cell, from1904, 'serial-date');
  }
  return typeof cell === 'string' ? readWrittenDate(cell) : bad('bad-date');
}

function serial(
  days: number,
  from1904: boolean,
  repair: 'date-cell' | 'serial-date',
): Reading<string> {
  const count = Math.floor(days) + (from1904 ? days1904 : 0);
  if (!(count >= 10_959 && count < 62_093)) return bad('bad-date');
  return read(new Date(epoch1900 + count * dayMs).toISOString().slice(0, 10), repair);
}

/** dd/mm/yyyy is how the forms write it; the day comes first in every other spelling too. */
function readWrittenDate(cell: string): Reading<string> {
  const text = cleanText(cell);
  if (text === '') return empty;
  if (/^(19|20)\d\d$/.test(text)) return read(text);
  const month = /^(\d{1,2})[/.-]((?:19|20)\d\d)$/.exec(text);
  if (month !== null) return monthOf(month[2] ?? '', month[1] ?? '');
  const iso = /^((?:19|20)\d\d)[/.-](\d{1,2})[/.-](\d{1,2})(?:[T ]00:00(?::00)?)?$/.exec(text);
  if (iso !== null) return dayOf([iso[1] ?? '', iso[2] ?? '', iso[3] ?? ''], cell);
  const local = /^(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?((?:19|20)\d\d)$/.exec(text);
  if (local !== null) return dayOf([local[3] ?? '', local[2] ?? '', local[1] ?? ''], cell);
  return /^\d{5}$/.test(text) ? serial(Number(text), false, 'serial-date') : bad('bad-date');
}

function monthOf(year: string, month: string): Reading<string> {
  const number = Number(month);
  return number >= 1 && number <= 12
    ? read(`${year}-${month.padStart(2, '0')}`, 'date-variant')
    : bad('bad-date');
}

function dayOf([year, month, day]: [string, string, string], cell: string): Reading<string> {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) {
    return bad('bad-date');
  }
  const usual = `${text.slice(8)}/${text.slice(5, 7)}/${year}`;
  return cell === usual ? read(text) : read(text, 'date-variant');
}
