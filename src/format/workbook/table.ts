import type { Findings, Where } from './finding.ts';
import { cleanText, fold } from './fold.ts';
import { type Cell, cellName, isBlank, type Sheet, type Workbook, written } from './grid.ts';
import {
  type Column,
  type FoundHeader,
  findHeader,
  headerTexts,
  isHeader,
  readColumns,
} from './header.ts';
import type { ReadyLayout } from './layout.ts';
import { isIgnored, type Mapping, mappingsFor, noMapping } from './mapping/mapping.ts';
import { classTitleOf, readTitles, type Titles } from './title.ts';

/** One row of data, with its number from 0. */
export interface DataRow {
  readonly index: number;
  readonly cells: readonly Cell[];
  /** The class title last seen above this row. */
  readonly classTitle: string | null;
}

/** A sheet whose layout is known: where its columns are, and its rows of data. */
export interface Table {
  readonly workbook: Workbook;
  readonly sheet: Sheet;
  readonly layout: ReadyLayout;
  readonly titles: Titles;
  /** From 0. */
  readonly headerRow: number;
  readonly columns: readonly Column[];
  readonly column: ReadonlyMap<string, number>;
  readonly rows: readonly DataRow[];
  /** Fields that some reader has looked at; a column that nobody reads is named at the end. */
  readonly touched: Set<string>;
}

/** Where in a table something stands: a cell by its field, or a whole row. */
export function whereIn(table: Table, row: number | null, field?: string): Where {
  const column = field === undefined ? undefined : table.column.get(field);
  return {
    file: table.workbook.file,
    sheet: table.sheet.name,
    cell: row === null || column === undefined ? null : cellName(row, column),
    row: row === null ? null : row + 1,
  };
}

/** Reads a sheet as a table; undefined where no layout fits. Rows that are no data become findings. */
export function readTable(
  workbook: Workbook,
  sheet: Sheet,
  findings: Findings,
  mapping: Mapping = noMapping,
): Table | undefined {
  const header = findHeader(sheet, mappingsFor(mapping, workbook.file, sheet.name));
  if (header === undefined) return undefined;
  const columns = readColumns(sheet, header);
  const column = new Map<string, number>();
  for (const { field, index } of columns) {
    if (field !== null && !column.has(field)) column.set(field, index);
  }
  const titles = mappedTitles(readTitles(sheet, header.row), header);
  const shell = { workbook, sheet, layout: header.layout, titles, headerRow: header.row };
  const table: Table = { ...shell, columns, column, rows: [], touched: new Set(['order']) };
  const rows = readRows(table, findings);
  const full = { ...table, rows };
  reportColumns(full, findings);
  return full;
}

/** What a school's mapping says of its sheets holds before what their titles say. */
function mappedTitles(titles: Titles, { mapping, row }: FoundHeader): Titles {
  if (mapping === undefined) return titles;
  const { term, className, subject } = mapping;
  const at = { row, column: 0, text: '' };
  return {
    ...titles,
    term: term === null ? titles.term : { term, roman: null, at },
    className: className ?? titles.className,
    subject: subject ?? titles.subject,
  };
}

const isKey = (field: string): boolean =>
  ['code', 'name', 'teacher', 'class', 'subject'].includes(field);

function readRows(table: Table, findings: Findings): DataRow[] {
  const { sheet, layout, titles } = table;
  const rows: DataRow[] = [];
  let classTitle = titles.classTitle === null ? null : classTitleOf(titles.classTitle.text);
  if (titles.classTitle !== null && layout.sheet === 'class-list') {
    const where = whereIn(table, titles.classTitle.row);
    findings.repaired('class-title-above-header', where, { written: titles.classTitle.text });
  }
  const first = table.headerRow + layout.depth;
  const last = sheet.rows.findLastIndex((cells) => cells.some((cell) => !isBlank(cell)));
  let blanks: Where[] = [];
  for (let index = first; index <= last; index += 1) {
    const cells = sheet.rows[index] ?? [];
    const where = whereIn(table, index);
    const row = classify(cells, table);
    if (row.is === 'blank') {
      blanks.push(where);
      continue;
    }
    // Blank rows matter only where the table goes on behind them.
    if (row.is !== 'footer') for (const blank of blanks) findings.repaired('blank-row', blank);
    blanks = [];
    if (row.is === 'data') rows.push({ index, cells, classTitle });
    if (row.is === 'header') {
      findings.repaired('repeated-header', where);
      index += layout.depth - 1;
    }
    if (row.is === 'class-title') {
      classTitle = row.className;
      findings.repaired('class-title-row', where, { className: classTitle, written: row.text });
    }
    if (row.is === 'footer') findings.repaired('footer-row', where, { written: row.text });
    if (row.is === 'unread') findings.refused('unread-row', where, { written: row.text });
  }
  return rows;
}

type RowClass =
  | { readonly is: 'data' | 'header' | 'blank' }
  | { readonly is: 'class-title'; readonly className: string; readonly text: string }
  | { readonly is: 'footer' | 'unread'; readonly text: string };

/** Words with which totals, signatures and notes under a table begin (folded). */
const footerWords =
  /^(tong|si so|cong|giao vien|hieu truong|giam doc|pho |nguoi lap|xac nhan|ngay |.*, ngay |ky ten|\(ky|ghi chu|thu truong|cha me|trong do|t\/m|tm\.)/;

function classify(cells: readonly Cell[], table: Table): RowClass {
  const filled = cells.filter((cell) => !isBlank(cell));
  if (filled.length === 0) return { is: 'blank' };
  if (repeatsHeader(cells, table)) return { is: 'header' };
  const text = cleanText(filled.map((cell) => String(written(cell))).join(' | '));
  const alone = filled.length === 1 && typeof filled[0] === 'string' ? filled[0] : null;
  const className = alone === null ? null : classTitleOf(alone);
  if (className !== null) return { is: 'class-title', className, text };
  const first = fold(String(written(filled[0])));
  const order = cells[table.column.get('order') ?? -1];
  const numbered = typeof order === 'number' || /^\d+$/.test(String(written(order) ?? ''));
  if (!numbered && filled.length <= 4 && footerWords.test(first)) {
    return { is: 'footer', text };
  }
  const keys = [...table.column].filter(([field]) => isKey(field));
  const keyed = keys.some(([, index]) => !isBlank(cells[index]));
  return keyed ? { is: 'data' } : { is: 'unread', text };
}

/** A known column that holds something and that nobody has read is named: nothing is dropped silently. */
export function reportUntouched(table: Table, findings: Findings): void {
  // A sheet that was left out whole has said so already: only the order counts as read.
  if (table.touched.size === 1) return;
  for (const [field, index] of table.column) {
    if (table.touched.has(field) || isIgnored(field)) continue;
    if (!table.rows.some(({ cells }) => !isBlank(cells[index]))) continue;
    const where = { ...whereIn(table, null), cell: cellName(table.headerRow, index) };
    const label = table.columns.find((column) => column.index === index)?.label ?? field;
    findings.reported('unknown-column', where, { written: label });
  }
}

/** A header stands in the same columns again; one needed cell is looked at before all are folded. */
function repeatsHeader(cells: readonly Cell[], { layout, column }: Table): boolean {
  const cell = cells[column.get(layout.required[0] ?? '') ?? -1];
  if (typeof cell !== 'string' || layout.needed[0]?.has(fold(cell)) !== true) return false;
  return isHeader(headerTexts(cells), layout);
}

/** A column that holds something but has no field is named once, not once per row. */
function reportColumns(table: Table, findings: Findings): void {
  const labelled = new Map(table.columns.map((column) => [column.index, column]));
  const width = Math.max(0, ...table.rows.map(({ cells }) => cells.length));
  for (let index = 0; index < width; index += 1) {
    const column = labelled.get(index);
    // Of two columns with one field only the first is read.
    const read = column?.field != null && table.column.get(column.field) === index;
    if (read || (column?.field != null && isIgnored(column.field))) continue;
    const hidden = column?.hidden ?? table.sheet.hiddenColumns.includes(index);
    if (!table.rows.some(({ cells }) => !isBlank(cells[index]))) continue;
    const where = { ...whereIn(table, null), cell: cellName(table.headerRow, index) };
    const about = { written: column?.label ?? null };
    if (hidden) findings.repaired('hidden-column', where, about);
    else findings.reported('unknown-column', where, about);
  }
}
