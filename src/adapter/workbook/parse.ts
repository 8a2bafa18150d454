import { type CellObject, read, SSF, type WorkSheet } from '@e965/xlsx';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Cell, Merge, Sheet, Workbook } from '../../format/workbook/grid.ts';
import type { FileRefusalCode } from '../../format/workbook/refusal.ts';
import type { WorkbookLimits } from './limits.ts';
import { type Readable, sniff } from './sniff.ts';

/** Bytes of a workbook to grids. Runs in the worker: nothing here is trusted with time or memory. */
export function parseWorkbook(
  file: string,
  bytes: Buffer,
  limits: WorkbookLimits,
): Result<Workbook, FileRefusalCode> {
  const readable = sniff(bytes, limits);
  if (!readable.ok) return readable;
  const book = open(readable.value);
  if (book === undefined) return refuse('damaged-file');
  if (book.SheetNames.length > limits.sheets) return refuse('too-large-unpacked');
  const sheets: Sheet[] = [];
  let left = limits.cells;
  for (const name of book.SheetNames) {
    const source = book.Sheets[name];
    if (source === undefined) continue;
    const sheet = toSheet(name, source, limits, left);
    if (sheet === undefined) return refuse('too-large-unpacked');
    left -= sheet.rows.reduce((sum, row) => sum + row.length, 0);
    sheets.push(sheet);
  }
  const from1904 = book.Workbook?.WBProps?.date1904 === true;
  return ok({ file, format: readable.value.format, from1904, sheets });
}

/** Hidden columns come only with styles; number formats tell a date from a number. */
const options = {
  dense: true,
  cellStyles: true,
  cellNF: true,
  cellDates: false,
  cellHTML: false,
  cellText: false,
  cellFormula: false,
  bookVBA: false,
  raw: true,
} as const;

function open(readable: Readable) {
  try {
    return readable.format === 'html'
      ? read(readable.text, { ...options, type: 'string' })
      : read(readable.bytes, { ...options, type: 'buffer' });
  } catch {
    return undefined;
  }
}

function toSheet(
  name: string,
  source: WorkSheet,
  limits: WorkbookLimits,
  left: number,
): Sheet | undefined {
  const rows: Cell[][] = [];
  let count = 0;
  const grid: unknown = source['!data'];
  if (Array.isArray(grid)) {
    for (const [index, line] of grid.entries()) {
      const row = Array.isArray(line) ? toRow(line, limits) : [];
      if (row === undefined) return undefined;
      count += row.length;
      if (count > left || index > limits.cells) return undefined;
      rows.push(row);
    }
  }
  const hiddenColumns = (source['!cols'] ?? []).flatMap((column, index) =>
    column?.hidden === true ? [index] : [],
  );
  return { name, rows, hiddenColumns, merges: toMerges(source) };
}

function toRow(line: readonly unknown[], limits: WorkbookLimits): Cell[] | undefined {
  let last = line.length - 1;
  while (last >= 0 && toCell(line[last]) === null) last -= 1;
  if (last >= limits.columns) return undefined;
  const row: Cell[] = [];
  for (let column = 0; column <= last; column += 1) row.push(toCell(line[column]));
  return row;
}

const isCellObject = (value: unknown): value is CellObject =>
  typeof value === 'object' && value !== null && 't' in value;

function toCell(value: unknown): Cell {
  if (!isCellObject(value) || value.v === undefined || value.t === 'z') return null;
  if (value.t === 'e') return { error: String(value.w ?? value.v) };
  if (value.t === 'n' && typeof value.v === 'number') {
    if (!Number.isFinite(value.v)) return { error: '#NUM!' };
    const format = typeof value.z === 'string' ? value.z : '';
    return format !== '' && SSF.is_date(format) ? { date: value.v } : value.v;
  }
  if (value.t === 'b') return value.v === true;
  return typeof value.v === 'string' ? value.v : null;
}

const toMerges = (source: WorkSheet): Merge[] =>
  (source['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }));
