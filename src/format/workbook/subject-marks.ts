import type { CommentLevel } from '../../domain/assessment/level.ts';
import type { Score } from '../../domain/assessment/score.ts';
import type { EducationLevel } from '../../domain/school/yearbook.ts';
import { checkClass } from './class-check.ts';
import type { MarkRow, SubjectTerm } from './draft.ts';
import type { Findings, Where } from './finding.ts';
import type { Cell } from './grid.ts';
import { identify } from './identify.ts';
import { readNote } from './notes.ts';
import { firstRowsOnly } from './once.ts';
import { type Reading, readText } from './reading.ts';
import { type Exempt, readCommentLevel, readScore, writeCommentLevel } from './reading-mark.ts';
import type { Roster } from './roster.ts';
import { publicField, type RowReader, readRow } from './row-reader.ts';
import { subjectOf, termOf } from './sheet-facts.ts';
import { type Table, whereIn } from './table.ts';

const showScore = (score: Score | Exempt): number | string => (score === 'M' ? 'M' : score / 10);

/** Reads one subject's sheet of one class and term into the learners' drafts. */
export function readSubjectMarks(
  table: Table,
  level: EducationLevel,
  roster: Roster,
  findings: Findings,
): void {
  const subject = subjectOf(table, level);
  if (subject === undefined) {
    const about = { field: 'subject', written: table.titles.subject ?? table.sheet.name };
    findings.refused('unread-row', whereIn(table, null), about);
    return;
  }
  const term = termOf(table, findings);
  if (term === null) return;
  const className = table.titles.className;
  const isFirst = firstRowsOnly(findings);
  for (const row of table.rows) {
    const reader = readRow(table, row, findings);
    const learner = identify(reader, roster, findings, className);
    if (learner === undefined || !isFirst(reader, learner)) continue;
    const pupil = learner.facts.number;
    reader.about({ pupil, subject: subject.code, term });
    checkClass(reader, learner, className, findings);
    readNote(reader, learner, findings);
    const terms = learner.marks.get(subject.code) ?? new Map();
    learner.marks.set(subject.code, terms);
    const before = terms.get(term);
    const marks: SubjectTerm =
      subject.kind === 'score'
        ? { kind: 'score', ...readMarks(reader, readScore, showScore) }
        : { kind: 'comment', ...readMarks(reader, readCommentLevel, writeCommentLevel) };
    if (before === undefined) terms.set(term, marks);
    else findings.reported('duplicate-row', reader.where(), { pupil, subject: subject.code, term });
  }
}

/** The marks of one row, as they stand; what is missing is judged later, when everything is known. */
function readMarks<T extends Score | CommentLevel>(
  reader: RowReader,
  read: (cell: Cell) => Reading<T | Exempt>,
  show: (value: T | Exempt) => string | number,
): MarkRow<T> {
  let exempt = false;
  let filled = false;
  const gaps = new Map<string, Where>();
  const take = (field: string): T | null => {
    const reading = reader.reading(field, read, show);
    if (reading.state === 'empty') gaps.set(publicField(field), reader.where(field));
    else filled = true;
    if (reading.state !== 'value') return null;
    if (reading.value !== 'M') return reading.value;
    exempt = true;
    return null;
  };
  const fields = [...reader.table.column.keys()].filter((field) => field.startsWith('tx:'));
  if (fields.length === 0 && reader.has('tx')) fields.push('tx');
  const regular = fields.map(take);
  const midterm = take('gk');
  const final = take('ck');
  const printed = { value: take('avg'), where: reader.where('avg') };
  const comment = reader.value('comment', readText);
  const blank = !filled && comment === null;
  return {
    regular,
    midterm,
    final,
    printed,
    comment,
    exempt,
    blank,
    gaps,
    where: reader.where(),
    commentWhere: reader.where('comment'),
  };
}
