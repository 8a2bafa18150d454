import { cleanText, fold } from './fold.ts';
import { type Cell, isBlank, type Merge, type Sheet } from './grid.ts';
import { foldPath, type ReadyLayout, type SheetKind } from './layout.ts';
import { listLayouts } from './layouts-lists.ts';
import { primaryLayouts } from './layouts-primary.ts';
import { secondaryLayouts } from './layouts-secondary.ts';
import type { Mapping, SheetMapping } from './mapping/mapping.ts';

/** Every kind of sheet that is known. */
export const allLayouts: readonly ReadyLayout[] = [
  ...listLayouts,
  ...secondaryLayouts,
  ...primaryLayouts,
];

/** A header that was found: which layout, and in which row (from 0) it begins. */
export interface FoundHeader {
  readonly layout: ReadyLayout;
  readonly row: number;
  /** The school's own mapping that led to it. */
  readonly mapping?: SheetMapping;
}

/** The layout of a kind of sheet. */
export function layoutOf(kind: SheetKind): ReadyLayout {
  const layout = allLayouts.find(({ sheet }) => sheet === kind);
  if (layout === undefined) throw new Error(`no layout of ${kind}`);
  return layout;
}

/** How far down a header is looked for: letterheads are long, data begins early. */
const deepest = 40;

/** Finds the header by its texts: each needed one must fill a cell, so no title can be taken for it. */
export function findHeader(sheet: Sheet, own: Mapping = []): FoundHeader | undefined {
  for (const mapping of own) {
    const row = mappedRow(sheet, mapping);
    if (row !== undefined) return { layout: mapping.layout, row, mapping };
  }
  for (let row = 0; row < Math.min(deepest, sheet.rows.length); row += 1) {
    const texts = headerTexts(sheet.rows[row] ?? []);
    if (texts.size < 2) continue;
    const layout = bestLayout(texts);
    if (layout !== undefined) return { layout, row };
  }
  return undefined;
}

/** The row that a mapping means, if the headers that its kind cannot do without stand in it. */
function mappedRow(sheet: Sheet, { header, layout }: SheetMapping): number | undefined {
  const rows =
    'row' in header
      ? [header.row]
      : Array.from({ length: Math.min(deepest, sheet.rows.length) }, (_, row) => row);
  return rows.find((row) => {
    const texts = headerTexts(sheet.rows[row] ?? []);
    const named = 'row' in header || [...header.texts].every((text) => texts.has(text));
    return named && isHeader(texts, layout);
  });
}

const bestLayout = (texts: ReadonlySet<string>): ReadyLayout | undefined =>
  allLayouts
    .filter((layout) => isHeader(texts, layout))
    .sort((a, b) => b.needed.length - a.needed.length)[0];

/** The folded texts of a row. */
export const headerTexts = (row: readonly Cell[]): Set<string> =>
  new Set(row.flatMap((cell) => (typeof cell === 'string' ? [fold(cell)] : [])));

export const isHeader = (texts: ReadonlySet<string>, layout: ReadyLayout): boolean =>
  layout.needed.every((headers) => [...headers].some((header) => texts.has(header))) &&
  ![...layout.unwanted].some((header) => texts.has(header));

/** One column of a sheet: the field it holds (null: none that is known) and its header as written. */
export interface Column {
  readonly index: number;
  readonly field: string | null;
  readonly label: string;
  readonly hidden: boolean;
}

/** Reads all header levels of every column, with merged and left-out cells filled in. */
export function readColumns(sheet: Sheet, { layout, row }: FoundHeader): Column[] {
  const levels = Array.from({ length: layout.depth }, (_, level) =>
    filledLevel(sheet, row, level, layout.depth),
  );
  const width = Math.max(...sheet.rows.map((cells) => cells.length), 0);
  const columns: Column[] = [];
  for (let index = 0; index < width; index += 1) {
    const label = levels
      .map((texts) => texts[index] ?? '')
      .filter((text) => text !== '' && !isQualifier(text))
      .join(' > ');
    if (label === '') continue;
    const path = foldPath(label);
    const field = layout.fields.get(path) ?? layout.other?.(path, label) ?? null;
    columns.push({ index, field, label, hidden: sheet.hiddenColumns.includes(index) });
  }
  return columns;
}

/** «(HS 1)», «(Học kỳ 2)» under a header say how, not what. */
const isQualifier = (text: string): boolean => /^\(.*\)$/.test(text);

/** One level of the header; an empty cell above something repeats the one on its left. */
function filledLevel(sheet: Sheet, top: number, level: number, depth: number): string[] {
  const row = top + level;
  const cells = sheet.rows[row] ?? [];
  const width = Math.max(...Array.from({ length: depth }, (_, d) => lengthOf(sheet, top + d)));
  const texts: string[] = [];
  for (let index = 0; index < width; index += 1) {
    const own = textOf(cells[index]);
    const merge = mergeAt(sheet.merges, row, index);
    if (own !== '') texts.push(own);
    else if (merge !== undefined) {
      const first = textOf(sheet.rows[merge.top]?.[merge.left]);
      texts.push(merge.top < row ? '' : first);
    } else if (hasBelow(sheet, top, level, depth, index) && sameGroup(sheet, top, level, index)) {
      texts.push(texts[index - 1] ?? '');
    } else texts.push('');
  }
  return texts;
}

const lengthOf = (sheet: Sheet, row: number): number => sheet.rows[row]?.length ?? 0;

const textOf = (cell: Cell | undefined): string =>
  typeof cell === 'string' ? cleanText(cell) : typeof cell === 'number' ? String(cell) : '';

const mergeAt = (merges: readonly Merge[], row: number, column: number): Merge | undefined =>
  merges.find((m) => row >= m.top && row <= m.bottom && column >= m.left && column <= m.right);

const hasBelow = (sheet: Sheet, top: number, level: number, depth: number, index: number) =>
  Array.from(
    { length: depth - level - 1 },
    (_, d) => sheet.rows[top + level + 1 + d]?.[index],
  ).some((cell) => !isBlank(cell));

/** A left-out cell belongs to its left neighbour only where no higher level starts a new group here. */
const sameGroup = (sheet: Sheet, top: number, level: number, index: number): boolean =>
  Array.from({ length: level }, (_, d) => sheet.rows[top + d]?.[index]).every((cell) =>
    isBlank(cell),
  );
