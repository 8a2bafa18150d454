import type { CommentLevel } from '../../domain/assessment/level.ts';
import type { Score } from '../../domain/assessment/score.ts';
import type { EducationLevel, SubjectCode, TermAbsence } from '../../domain/school/yearbook.ts';
import { checkClass } from './class-check.ts';
import type { Placed, SummaryRow } from './draft.ts';
import type { Findings } from './finding.ts';
import { identify } from './identify.ts';
import { readNote } from './notes.ts';
import { firstRowsOnly } from './once.ts';
import { readCount } from './reading.ts';
import {
  type Exempt,
  readCommentLevel,
  readScore,
  readStudyLevel,
  writeCommentLevel,
  writeStudyLevel,
} from './reading-mark.ts';
import type { Roster } from './roster.ts';
import { type RowReader, readRow } from './row-reader.ts';
import { classOf, subjectColumns, termOf } from './sheet-facts.ts';
import type { CurriculumSubject } from './subjects.ts';
import { type Table, whereIn } from './table.ts';

type Result = Placed<Score | CommentLevel | Exempt>;

/** Reads one class's summary of one term into the learners' drafts. */
export function readTermSummary(
  table: Table,
  level: EducationLevel,
  roster: Roster,
  findings: Findings,
): void {
  const term = termOf(table, findings);
  if (term === null) return;
  const className = classOf(table, findings);
  const subjects = subjectColumns(table, level, 'subject:', findings);
  if (term === 2 && table.column.has('absWith')) {
    findings.repaired('cumulative-absence', whereIn(table, table.headerRow, 'absWith'));
  }
  const isFirst = firstRowsOnly(findings);
  for (const row of table.rows) {
    const reader = readRow(table, row, findings);
    const learner = identify(reader, roster, findings, className);
    if (learner === undefined || !isFirst(reader, learner)) continue;
    const pupil = learner.facts.number;
    checkClass(reader, learner, className, findings);
    const summary = {
      results: readResults(reader, subjects, (field) => ({ pupil, field, term })),
      ...readLevels(reader, () => reader.about({ pupil, term })),
      absence: readAbsence(reader, findings, pupil),
      notAssessed: readNote(reader, learner, findings),
      where: reader.where(),
    } satisfies SummaryRow;
    if (learner.summaries.has(term)) {
      findings.reported('duplicate-row', reader.where(), { pupil, term });
    } else learner.summaries.set(term, summary);
  }
}

/** The results under the columns of subjects; findings name the subject's code as their field. */
export function readResults(
  reader: RowReader,
  subjects: readonly { readonly field: string; readonly subject: CurriculumSubject }[],
  about: (field: string) => Parameters<RowReader['about']>[0],
): Map<SubjectCode, Result> {
  const results = new Map<SubjectCode, Result>();
  for (const { field, subject } of subjects) {
    reader.about({ ...about(subject.code), subject: subject.code });
    const value =
      subject.kind === 'score'
        ? reader.value(field, readScore, (score) => (score === 'M' ? 'M' : score / 10))
        : reader.value(field, readCommentLevel, writeCommentLevel);
    results.set(subject.code, { value, where: reader.where(field) });
  }
  return results;
}

/** Kết quả học tập and rèn luyện as they are printed. */
export function readLevels(
  reader: RowReader,
  start: () => void,
): Pick<SummaryRow, 'study' | 'conduct'> {
  start();
  const level = (field: string) => ({
    value: reader.value(field, readStudyLevel, writeStudyLevel),
    where: reader.where(field),
  });
  return { study: level('study'), conduct: level('conduct') };
}

/** P and K; an empty total is their sum, and a total that is not their sum is reported. */
function readAbsence(reader: RowReader, findings: Findings, pupil: string): Placed<TermAbsence> {
  const where = reader.where('absWith');
  const withLeave = reader.value('absWith', readCount);
  const withoutLeave = reader.value('absWithout', readCount);
  const total = reader.reading('absTotal', readCount);
  if (withLeave === null || withoutLeave === null) return { value: null, where };
  const sum = withLeave + withoutLeave;
  const about = { pupil, field: 'absTotal', clean: sum };
  if (total.state === 'empty' && reader.has('absTotal')) {
    findings.repaired('blank-total', reader.where('absTotal'), { ...about, written: '' });
  }
  if (total.state === 'value' && total.value !== sum) {
    findings.reported('bad-total', reader.where('absTotal'), { ...about, written: total.value });
  }
  return { value: { withLeave, withoutLeave }, where };
}
