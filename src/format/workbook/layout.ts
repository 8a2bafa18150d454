import { fold } from './fold.ts';

/** What a workbook is, by the names that the manifests and `files[].kind` use. */
export type WorkbookKind =
  | 'pupil-list'
  | 'staff-list'
  | 'assignments'
  | 'class-list'
  | 'term-summary'
  | 'subject-marks'
  | 'homeroom-book'
  | 'reassessment'
  | 'transfer-in'
  | 'subject-choice'
  | 'primary-year'
  | 'primary-comments'
  | 'supplement';

/** One kind of sheet: more than one may make up a kind of workbook. */
export type SheetKind = WorkbookKind | 'homeroom-assignments' | 'summer-conduct';

/** One column: the field it holds, and the headers under which it goes. Levels are joined by « > ». */
export interface ColumnSpec {
  readonly field: string;
  readonly headers: readonly string[];
}

/** How to know one kind of sheet and its columns. Only texts decide, never positions. */
export interface Layout {
  readonly sheet: SheetKind;
  readonly workbook: WorkbookKind;
  /** Rows of the header. */
  readonly depth: 1 | 2 | 3;
  /** Fields whose first-level header must stand in the header row, each in a cell of its own. */
  readonly required: readonly string[];
  /** Headers that must not be there: they make it another kind. */
  readonly forbidden: readonly string[];
  readonly columns: readonly ColumnSpec[];
  /** Fields for columns that are not in the list, such as one for each subject; given the folded path. */
  readonly other?: (path: string, label: string) => string | undefined;
}

/** A layout with its headers folded, ready for comparison. */
export interface ReadyLayout extends Layout {
  readonly fields: ReadonlyMap<string, string>;
  /** For each required field, the first-level headers that satisfy it. */
  readonly needed: readonly ReadonlySet<string>[];
  readonly unwanted: ReadonlySet<string>;
}

/** Folds a header path level by level. */
export const foldPath = (path: string): string => path.split('>').map(fold).join(' > ');

export function ready(layout: Layout): ReadyLayout {
  const fields = new Map<string, string>();
  for (const { field, headers } of layout.columns) {
    for (const header of headers) fields.set(foldPath(header), field);
  }
  const needed = layout.required.map((field) => {
    const headers = layout.columns.find((column) => column.field === field)?.headers ?? [];
    return new Set(headers.map((header) => fold(header.split('>')[0] ?? '')));
  });
  return { ...layout, fields, needed, unwanted: new Set(layout.forbidden.map(fold)) };
}
