import { type Findings, newFindings } from './finding.ts';
import { isBlank, type Sheet, type Workbook } from './grid.ts';
import { type Mapping, noMapping } from './mapping/mapping.ts';
import type { UnknownSheet } from './mapping/suggest-mapping.ts';
import { nearHeader } from './near-header.ts';
import type { FileRefusal } from './refusal.ts';
import type { SchoolProfile } from './school.ts';
import { readTable, type Table, whereIn } from './table.ts';
import type { FileContent } from './yearbook.ts';

/** Finds the tables in all workbooks. A workbook without one, or of another year, is refused whole. */
export function openTables(
  workbooks: readonly Workbook[],
  profile: SchoolProfile,
  findings: Findings,
  mapping: Mapping = noMapping,
): {
  readonly tables: readonly Table[];
  readonly files: readonly FileContent[];
  readonly refused: readonly FileRefusal[];
  /** The sheets of workbooks that were refused because nobody knows their layout. */
  readonly unknown: readonly UnknownSheet[];
} {
  const tables: Table[] = [];
  const files: FileContent[] = [];
  const refused: FileRefusal[] = [];
  const unknown: UnknownSheet[] = [];
  for (const workbook of workbooks) {
    const { file } = workbook;
    const own: Table[] = [];
    const apart = newFindings();
    for (const sheet of workbook.sheets) {
      const table = readTable(workbook, sheet, apart, mapping);
      if (table !== undefined) own.push(table);
    }
    const other = own.find(({ titles }) => isOtherYear(titles.year, profile.year));
    const kind = own[0]?.layout.workbook;
    if (kind === undefined) {
      refused.push({ file, code: 'unknown-layout', detail: null });
      for (const sheet of workbook.sheets) reportBroken(workbook, sheet, findings);
      unknown.push(...workbook.sheets.map((sheet) => ({ file, sheet })));
    } else if (other !== undefined) {
      refused.push({ file, code: 'other-school-year', detail: other.titles.year });
    } else {
      tables.push(...own);
      findings.addAll(apart.list);
      files.push({ file, kind, sheets: own.map(contentOf) });
      reportSheets(workbook, own, findings);
    }
  }
  return { tables, files, refused, unknown };
}

const isOtherYear = (year: string | null, asked: string | undefined): boolean =>
  year !== null && asked !== undefined && year !== asked;

const contentOf = (table: Table): FileContent['sheets'][number] => ({
  sheet: table.sheet.name,
  headerRow: table.headerRow + 1,
  rows: table.rows.length,
});

/** Sheets of a known workbook that nobody read are named, except the catalogues that exports carry. */
function reportSheets(workbook: Workbook, tables: readonly Table[], findings: Findings): void {
  const first = tables[0];
  if (workbook.format === 'html' && first !== undefined) {
    findings.repaired('html-xls', whereIn(first, null));
  }
  for (const sheet of workbook.sheets) {
    if (tables.some((table) => table.sheet === sheet) || isEmpty(sheet)) continue;
    if (/^DM_/i.test(sheet.name) || reportBroken(workbook, sheet, findings)) continue;
    const where = { file: workbook.file, sheet: sheet.name, cell: null, row: null };
    findings.reported('unknown-sheet', where);
  }
}

/** A sheet that is nearly of a known kind: which headers are missing, and where the header stands. */
function reportBroken({ file }: Workbook, sheet: Sheet, findings: Findings): boolean {
  const near = nearHeader(sheet);
  if (near === undefined) return false;
  const { layout, cell, missing } = near;
  const where = { file, sheet: sheet.name, cell, row: Number(/\d+/.exec(cell)?.[0]) };
  const about = { field: layout.sheet, written: missing.join(', ') };
  findings.refused('broken-header', where, about);
  return true;
}

const isEmpty = (sheet: Sheet): boolean => sheet.rows.every((row) => row.every(isBlank));
