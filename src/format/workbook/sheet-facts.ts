import type { EducationLevel } from '../../domain/school/yearbook.ts';
import type { Term } from '../../domain/time/school-year.ts';
import type { Findings } from './finding.ts';
import { fold } from './fold.ts';
import { cellName } from './grid.ts';
import { type CurriculumSubject, findSubject } from './subjects.ts';
import { type Table, whereIn } from './table.ts';

/** The term of a sheet, by its titles, else by a header such as ĐTBmhkII. Without one it is refused. */
export function termOf(table: Table, findings: Findings): Term | null {
  const { term } = table.titles;
  if (term !== null) {
    if (term.roman !== null) {
      const cell = cellName(term.at.row, term.at.column);
      const where = { ...whereIn(table, term.at.row), cell };
      findings.repaired('roman-term', where, {
        field: 'term',
        written: term.at.text,
        clean: term.term,
        term: term.term,
      });
    }
    return term.term;
  }
  for (const { label } of table.columns) {
    const roman = /hk\s?(ii|i|2|1)$/.exec(fold(label))?.[1];
    if (roman !== undefined) return roman === 'i' || roman === '1' ? 1 : 2;
  }
  findings.refused('unknown-term', whereIn(table, null));
  return null;
}

/** The class that a sheet's titles name, else the sheet's own name. */
export function ownClass({ titles, sheet }: Table): string | null {
  const own = /^(?:lop\s*)?(\d{1,2}[a-z]\w{0,4})$/.exec(fold(sheet.name))?.[1];
  return titles.className ?? own?.toUpperCase() ?? null;
}

/** The class of a sheet, by its titles, else by its name; tells where the name says something else. */
export function classOf(table: Table, findings: Findings): string | null {
  const { name } = table.sheet;
  const className = ownClass(table);
  if (className !== null && fold(name) !== className.toLowerCase()) {
    const about = { className, written: name, clean: className };
    findings.repaired('sheet-name', whereIn(table, null), about);
  }
  return className;
}

/** The subject of a sheet, by its titles, else by its name. */
export function subjectOf(table: Table, level: EducationLevel): CurriculumSubject | undefined {
  const title = table.titles.subject;
  const byTitle = title === null ? undefined : findSubject(title, level);
  return (byTitle ?? findSubject(table.sheet.name, level))?.subject;
}

/** The columns headed by a subject: field, and the subject it means at this level. */
export function subjectColumns(
  table: Table,
  level: EducationLevel,
  prefix: string,
  findings: Findings,
): { readonly field: string; readonly subject: CurriculumSubject }[] {
  const found: { field: string; subject: CurriculumSubject }[] = [];
  for (const { field, index } of table.columns) {
    if (field === null || !field.startsWith(prefix)) continue;
    const label = field.slice(prefix.length);
    const named = findSubject(label, level);
    if (named !== undefined) found.push({ field, subject: named.subject });
    else {
      const where = { ...whereIn(table, null), cell: cellName(table.headerRow, index) };
      findings.reported('unknown-subject', where, { field: 'subject', written: label });
    }
  }
  return found;
}
