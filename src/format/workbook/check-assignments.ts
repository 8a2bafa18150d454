import type { ClassGroup } from '../../domain/school/yearbook.ts';
import type { Term } from '../../domain/time/school-year.ts';
import { type Table, whereIn } from './table.ts';
import type { ReadYearbook } from './yearbook.ts';

/** Every subject of every class needs a teacher in both terms, every class a homeroom teacher. */
export function checkAssignments(read: ReadYearbook): void {
  const { yearbook, tables } = read;
  for (const group of yearbook.classes) checkClass(group, read);
  for (const entry of read.homerooms) {
    const size = yearbook.learners.filter(({ className }) => className === entry.className).length;
    if (entry.size !== null && size > 0 && entry.size !== size) {
      const about = { className: entry.className, field: 'size', written: entry.size, clean: size };
      read.findings.reported('value-conflict', entry.where, about);
    }
    if (yearbook.classes.some(({ name }) => name === entry.className)) continue;
    const about = { className: entry.className, field: 'class', written: entry.className };
    read.findings.reported('unknown-class', entry.where, about);
  }
  reportUnknownClasses(read);
  if (tables.length > 0 && read.homerooms.length === 0) return;
  for (const { name } of yearbook.classes) {
    if (read.homerooms.some(({ className }) => className === name)) continue;
    const table = tables.find(({ layout }) => layout.sheet === 'homeroom-assignments');
    if (table === undefined) continue;
    const about = { className: name, field: 'homeroom' };
    read.findings.reported('missing-homeroom', whereIn(table, null), about);
  }
}

function checkClass(group: ClassGroup, read: ReadYearbook): void {
  for (const term of [1, 2] as const) {
    const table = termTable(read, term);
    if (table === undefined) continue;
    for (const subject of group.subjects) {
      const given = read.assignments.some(
        (entry) =>
          entry.term === term && entry.className === group.name && entry.subject === subject,
      );
      if (given) continue;
      const about = { className: group.name, subject, term, field: 'teacher' };
      read.findings.reported('missing-assignment', whereIn(table, null), about);
    }
  }
}

const termTable = ({ tables }: ReadYearbook, term: Term): Table | undefined =>
  tables.find(({ layout, titles }) => layout.sheet === 'assignments' && titles.term?.term === term);

function reportUnknownClasses({ yearbook, assignments, tables, findings }: ReadYearbook): void {
  const known = new Set(yearbook.classes.map(({ name }) => name));
  if (known.size === 0) return;
  const unknown = new Set(
    assignments.map(({ className }) => className).filter((n) => !known.has(n)),
  );
  const table = tables.find(({ layout }) => layout.sheet === 'assignments');
  if (table === undefined) return;
  for (const className of unknown) {
    const about = { className, field: 'classes', written: className };
    findings.reported('unknown-class', whereIn(table, null), about);
  }
}
