import { cellName, isBlank, type Sheet } from './grid.ts';
import { allLayouts, headerTexts } from './header.ts';
import type { ReadyLayout } from './layout.ts';

/** A row that looks like the header of a known kind of sheet, but for one or two headers. */
export interface NearHeader {
  readonly layout: ReadyLayout;
  /** The first filled cell of the row, as Excel shows it. */
  readonly cell: string;
  /** The headers that should stand in cells of their own and do not. */
  readonly missing: readonly string[];
}

/** Looks for a damaged header: cells merged over others, or a header that somebody changed. */
export function nearHeader(sheet: Sheet): NearHeader | undefined {
  let best: (NearHeader & { readonly score: number }) | undefined;
  for (const [row, cells] of sheet.rows.slice(0, 40).entries()) {
    const texts = headerTexts(cells);
    if (texts.size < 2) continue;
    for (const layout of allLayouts) {
      const missing = layout.required.filter(
        (_, index) => ![...(layout.needed[index] ?? [])].some((header) => texts.has(header)),
      );
      const found = layout.required.length - missing.length;
      const score = found - missing.length;
      if (found < 2 || missing.length > 2 || score < 0 || score <= (best?.score ?? -1)) continue;
      const first = cells.findIndex((cell) => !isBlank(cell));
      best = { layout, cell: cellName(row, first), missing: missing.map(nameIn(layout)), score };
    }
  }
  return best;
}

const nameIn =
  ({ columns }: ReadyLayout) =>
  (field: string): string =>
    columns.find((column) => column.field === field)?.headers[0] ?? field;
