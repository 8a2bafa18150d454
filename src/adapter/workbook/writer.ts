import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx';
import {
  type Cell,
  isDateCell,
  isErrorCell,
  type Sheet,
  type Workbook,
} from '../../format/workbook/grid.ts';

/** The cell format «Text»: Excel leaves leading zeros and 1/2 alone, also when somebody edits the cell. */
const asText = '@';

/** A workbook as .xlsx bytes. A text stays a text whatever it looks like; no cell becomes a formula. */
export function writeWorkbook({ sheets }: Pick<Workbook, 'sheets'>): Buffer {
  const book = utils.book_new();
  const names = new Set<string>();
  for (const sheet of sheets)
    utils.book_append_sheet(book, toSheet(sheet), ownName(sheet.name, names));
  const bytes: unknown = write(book, { type: 'buffer', bookType: 'xlsx', compression: true });
  if (!Buffer.isBuffer(bytes)) throw new Error('the workbook library gave no bytes');
  return bytes;
}

/** Excel compares the names of sheets without regard to case and knows each only once. */
function ownName(name: string, names: Set<string>): string {
  let own = name === '' ? 'Sheet' : name;
  for (let count = 2; names.has(own.toLowerCase()); count += 1) {
    own = `${name.slice(0, 27)} ${count}`;
  }
  names.add(own.toLowerCase());
  return own;
}

function toSheet({ rows, merges, hiddenColumns }: Sheet): WorkSheet {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const columns: { wch: number; hidden?: boolean }[] = [];
  for (let index = 0; index < width; index += 1) {
    const longest = Math.max(0, ...rows.map((row) => lengthOf(row[index])));
    const hidden = hiddenColumns.includes(index);
    columns.push({ wch: Math.min(60, longest + 2), ...(hidden ? { hidden } : {}) });
  }
  return {
    '!data': rows.map(toLine),
    '!ref': utils.encode_range({
      s: { r: 0, c: 0 },
      e: { r: Math.max(0, rows.length - 1), c: width - 1 },
    }),
    '!merges': merges.map((m) => ({ s: { r: m.top, c: m.left }, e: { r: m.bottom, c: m.right } })),
    '!cols': columns,
  };
}

/** The longest line decides a column's width; titles reach over the columns beside them. */
const lengthOf = (cell: Cell | undefined): number =>
  typeof cell === 'string'
    ? Math.max(...cell.split('\n').map((line) => Math.min(line.length, 40)))
    : 4;

/** A line with holes where nothing stands. */
function toLine(row: readonly Cell[]): CellObject[] {
  const line: CellObject[] = [];
  for (const [index, cell] of row.entries()) {
    const written = toCell(cell);
    if (written !== undefined) line[index] = written;
  }
  return line;
}

function toCell(cell: Cell): CellObject | undefined {
  if (cell === null) return undefined;
  if (typeof cell === 'string') return { t: 's', v: cell, z: asText };
  if (typeof cell === 'number') return { t: 'n', v: cell };
  if (typeof cell === 'boolean') return { t: 'b', v: cell };
  if (isDateCell(cell)) return { t: 'n', v: cell.date, z: 'dd/mm/yyyy' };
  return isErrorCell(cell) ? { t: 's', v: cell.error } : undefined;
}
