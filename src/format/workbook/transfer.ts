import type { EducationLevel } from '../../domain/school/yearbook.ts';
import { checkClass } from './class-check.ts';
import type { Findings } from './finding.ts';
import { identify } from './identify.ts';
import { readNote } from './notes.ts';
import { readCount, readText } from './reading.ts';
import { readDate } from './reading-date.ts';
import type { Roster } from './roster.ts';
import { readRow } from './row-reader.ts';
import { subjectColumns } from './sheet-facts.ts';
import type { Table } from './table.ts';
import { readLevels, readResults } from './term-summary.ts';

/** Reads term 1 of learners who came from another school. */
export function readTransferIn(
  table: Table,
  level: EducationLevel,
  roster: Roster,
  findings: Findings,
): void {
  const subjects = subjectColumns(table, level, 'subject:', findings);
  const { from1904 } = table.workbook;
  for (const row of table.rows) {
    const reader = readRow(table, row, findings);
    const learner = identify(reader, roster, findings);
    if (learner === undefined) continue;
    const pupil = learner.facts.number;
    const results = readResults(reader, subjects, () => ({ pupil, term: 1 as const }));
    const levels = readLevels(reader, () => reader.about({ pupil, term: 1 }));
    const withLeave = reader.value('absWith', readCount);
    const withoutLeave = reader.value('absWithout', readCount);
    const known = withLeave !== null && withoutLeave !== null;
    checkClass(reader, learner, null, findings);
    const day = reader.value('in', (cell) => readDate(cell, from1904));
    if (day !== null && day !== learner.facts.statusDate) {
      const about = { pupil, field: 'in', written: day, clean: learner.facts.statusDate };
      findings.reported('value-conflict', reader.where('in'), about);
    }
    readNote(reader, learner, findings);
    if (learner.transfer !== null) {
      findings.reported('duplicate-row', reader.where(), { pupil });
      continue;
    }
    learner.transfer = {
      results,
      ...levels,
      absence: known ? { withLeave, withoutLeave } : null,
      fromSchool: reader.value('fromSchool', readText),
      in: day,
      where: reader.where(),
    };
  }
}
