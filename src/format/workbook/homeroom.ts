import type { TermAbsence } from '../../domain/school/yearbook.ts';
import { checkClass } from './class-check.ts';
import type { Placed } from './draft.ts';
import type { Findings } from './finding.ts';
import { identify } from './identify.ts';
import { readNote } from './notes.ts';
import { firstRowsOnly } from './once.ts';
import { readCount, readText } from './reading.ts';
import { readStudyLevel, writeStudyLevel } from './reading-mark.ts';
import type { Roster } from './roster.ts';
import { type RowReader, readRow } from './row-reader.ts';
import { classOf } from './sheet-facts.ts';
import type { Table } from './table.ts';

/** Reads a homeroom teacher's sheet of one class into the learners' drafts. */
export function readHomeroomBook(table: Table, roster: Roster, findings: Findings): void {
  const className = classOf(table, findings);
  const isFirst = firstRowsOnly(findings);
  for (const row of table.rows) {
    const reader = readRow(table, row, findings);
    const learner = identify(reader, roster, findings, className);
    if (learner === undefined || !isFirst(reader, learner)) continue;
    const pupil = learner.facts.number;
    checkClass(reader, learner, className, findings);
    readNote(reader, learner, findings);
    if (learner.homeroom !== null) {
      findings.reported('duplicate-row', reader.where(), { pupil });
      continue;
    }
    const level = (field: string) => ({
      value: reader.value(field, readStudyLevel, writeStudyLevel),
      where: reader.where(field),
    });
    learner.homeroom = {
      conduct: [level('conduct1'), level('conduct2')],
      conductYear: level('conductYear'),
      absence: [absenceOf(reader, 1), absenceOf(reader, 2)],
      comment: reader.value('comment', readText),
      award: { value: reader.value('award', readText), where: reader.where('award') },
      competition: reader.value('competition', readText),
      certificate: reader.value('certificate', readText),
      where: reader.where('comment'),
    };
  }
}

function absenceOf(reader: RowReader, term: 1 | 2): Placed<TermAbsence> {
  const where = reader.where(`absWith${term}`);
  const withLeave = reader.value(`absWith${term}`, readCount);
  const withoutLeave = reader.value(`absWithout${term}`, readCount);
  const known = withLeave !== null && withoutLeave !== null;
  return { value: known ? { withLeave, withoutLeave } : null, where };
}
