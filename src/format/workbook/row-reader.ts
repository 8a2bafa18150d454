import type { About, Findings, RepairCode } from './finding.ts';
import { type Cell, written } from './grid.ts';
import type { Reading } from './reading.ts';
import { type DataRow, type Table, whereIn } from './table.ts';

/** Reads the fields of one row and tells of everything that was mended or could not be read. */
export interface RowReader {
  readonly table: Table;
  readonly row: DataRow;
  cell(field: string): Cell;
  has(field: string): boolean;
  /** The value, or null; `clean` says how the value is shown beside what was written. */
  value<T>(
    field: string,
    read: (cell: Cell) => Reading<T>,
    show?: (value: T) => string | number,
  ): T | null;
  /** Like `value`, and tells a missing value from one that cannot be read. */
  reading<T>(
    field: string,
    read: (cell: Cell) => Reading<T>,
    show?: (value: T) => string | number,
  ): Reading<T>;
  repaired(code: RepairCode, field: string, about?: About): void;
  where(field?: string): ReturnType<typeof whereIn>;
  /** From now on findings are about this learner or member of staff; a field given here replaces the column's. */
  about(about: About): void;
}

const shown = (value: unknown): string | number =>
  typeof value === 'number' ? value : String(value);

export function readRow(table: Table, row: DataRow, findings: Findings): RowReader {
  let subject: About = {};
  const cellOf = (field: string): Cell => {
    table.touched.add(field);
    return row.cells[table.column.get(field) ?? -1] ?? null;
  };
  const reader: RowReader = {
    table,
    row,
    cell: cellOf,
    has: (field) => table.column.has(field),
    value: (field, read, show) => {
      const reading = reader.reading(field, read, show);
      return reading.state === 'value' ? reading.value : null;
    },
    reading: (field, read, show = shown) => {
      const cell = cellOf(field);
      const reading = read(cell);
      const where = whereIn(table, row.index, field);
      const about = { field: publicField(field), ...subject, written: written(cell) };
      if (reading.state === 'value') {
        for (const code of reading.repairs) {
          findings.repaired(code, where, { ...about, clean: show(reading.value) });
        }
      }
      if (reading.state === 'bad') findings.reported(reading.code, where, about);
      return reading;
    },
    repaired: (code, field, about = {}) =>
      findings.repaired(code, whereIn(table, row.index, field), {
        field: publicField(field),
        ...subject,
        ...about,
      }),
    where: (field) => whereIn(table, row.index, field),
    about: (about) => {
      subject = about;
    },
  };
  return reader;
}

/** The name of a field as findings give it: «tx:1» is the manifest's tx0. */
export const publicField = (field: string): string =>
  field.startsWith('tx:') ? `tx${Number(field.slice(3)) - 1}` : field;
