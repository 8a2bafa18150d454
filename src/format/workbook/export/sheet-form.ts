import { cleanText } from '../fold.ts';
import type { Cell, Merge, Sheet, Workbook } from '../grid.ts';

/** One column of a form: its header, level by level, and what stands under it for a row. */
export interface FormColumn<R> {
  readonly header: readonly string[];
  readonly cell: (row: R, index: number) => Cell;
}

/** A title above the header: its row and column from 0. */
export interface FormTitle {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

/** One sheet as a school's software writes it: titles, a header of one or more rows, numbered rows. */
export interface SheetForm<R> {
  readonly name: string;
  readonly titles: readonly FormTitle[];
  /** The row, from 0, in which the header begins. */
  readonly headerRow: number;
  readonly columns: readonly FormColumn<R>[];
  readonly rows: readonly R[];
}

/** Writes a form as a grid: headers merged as the forms have them, identifiers and dates as texts. */
export function writeSheet<R>({ name, titles, headerRow, columns, rows }: SheetForm<R>): Sheet {
  const depth = Math.max(1, ...columns.map(({ header }) => header.length));
  const grid: Cell[][] = Array.from({ length: headerRow + depth }, () => []);
  for (const { row, column, text } of titles) put(grid, row, column, text);
  const merges: Merge[] = [];
  for (const [index, { header }] of columns.entries()) {
    for (const [level, text] of header.entries()) {
      if (!continues(columns, index, level)) put(grid, headerRow + level, index, text);
    }
    merges.push(...mergesAt(columns, index, headerRow, depth));
  }
  for (const [index, row] of rows.entries()) grid.push(columns.map(({ cell }) => cell(row, index)));
  return { name: sheetName(name), rows: grid, hiddenColumns: [], merges };
}

function put(grid: Cell[][], row: number, column: number, cell: Cell): void {
  const cells = grid[row];
  if (cells === undefined) return;
  while (cells.length < column) cells.push(null);
  cells[column] = cell;
}

/** Does the column on the left already carry this header, on all levels down to this one, above others? */
function continues(columns: readonly FormColumn<never>[], index: number, level: number): boolean {
  const own = columns[index]?.header ?? [];
  const left = columns[index - 1]?.header;
  if (left === undefined || level === own.length - 1 || level >= left.length - 1) return false;
  return own.slice(0, level + 1).every((text, at) => left[at] === text);
}

function mergesAt(
  columns: readonly FormColumn<never>[],
  index: number,
  top: number,
  depth: number,
): Merge[] {
  const header = columns[index]?.header ?? [];
  const merges: Merge[] = [];
  for (const level of header.keys()) {
    if (continues(columns, index, level)) continue;
    let right = index;
    while (continues(columns, right + 1, level)) right += 1;
    const bottom = level === header.length - 1 ? depth - 1 : level;
    if (right === index && bottom === level) continue;
    merges.push({ top: top + level, left: index, bottom: top + bottom, right });
  }
  return merges;
}

/** Excel allows 31 characters in a sheet's name, and not all of them. */
const sheetName = (name: string): string =>
  cleanText(name.replace(/[[\]:*?/\\]/g, '-'))
    .slice(0, 31)
    .trim();

export const workbookOf = (file: string, sheets: readonly Sheet[]): Workbook => ({
  file,
  format: 'xlsx',
  from1904: false,
  sheets,
});

/** A part of a file's name: letters and digits only, so that no class name leads out of the folder. */
export const fileWord = (name: string): string => name.replace(/[^\p{L}\p{N}]+/gu, '-');
