/** A number whose cell format makes it a date: days since 1900 as Excel counts them. */
export interface DateCell {
  readonly date: number;
}

/** A formula that failed, as the workbook shows it (#N/A, #REF! …). */
export interface ErrorCell {
  readonly error: string;
}

/** What one cell holds. A text "7,5", a number 7.5 and a true date stay apart. */
export type Cell = string | number | boolean | null | DateCell | ErrorCell;

/** Merged cells, from 0, both ends included. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** One sheet as a grid. Rows and columns count from 0; short rows end early. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  readonly hiddenColumns: readonly number[];
  readonly merges: readonly Merge[];
}

/** One workbook, read. `file` is the name under which the user knows it. */
export interface Workbook {
  readonly file: string;
  readonly format: 'xlsx' | 'xls' | 'html';
  /** Days are counted from 1904, as old Macintosh workbooks do: add 1462 to a bare serial number. */
  readonly from1904: boolean;
  readonly sheets: readonly Sheet[];
}

export const isDateCell = (cell: Cell): cell is DateCell =>
  typeof cell === 'object' && cell !== null && 'date' in cell;

export const isErrorCell = (cell: Cell): cell is ErrorCell =>
  typeof cell === 'object' && cell !== null && 'error' in cell;

/** Nothing, or nothing but white space. */
export const isBlank = (cell: Cell | undefined): boolean =>
  cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');

/** A column's letters from its number from 0: 0 → A, 26 → AA. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

/** A cell's address as Excel shows it, from a row and column that count from 0. */
export const cellName = (row: number, column: number): string => `${columnName(column)}${row + 1}`;

/** What was written, as a person would name it: text and numbers as they are, a date as its serial number. */
export function written(cell: Cell | undefined): string | number | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if (isDateCell(cell)) return cell.date;
  return isErrorCell(cell) ? cell.error : cell;
}
