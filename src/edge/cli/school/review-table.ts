import type { ReviewRow, SigningReview } from '../../../app/signing/review-signing.ts';
import type { RecordContent, SubjectResult } from '../../../domain/record/content.ts';
import type { PrimarySubjectResult } from '../../../domain/record/primary-form.ts';
import { teacherOf } from '../../../domain/record/slot.ts';
import type { SubjectCode } from '../../../domain/school/yearbook.ts';
import { cellText, fieldText } from '../../text/covered-cell.ts';
import { olderConductText, olderStudyText } from '../../text/extract.ts';
import { primaryLevelText } from '../../text/primary.ts';
import { reviewWarningText, schoolCommandText } from '../../text/school-command.ts';
import { slotRoleText } from '../../text/signing.ts';
import { timeText } from '../../text/time.ts';
import { table, wrap } from '../text-layout.ts';

const t = schoolCommandText.review;

/** The review as a tired person reads it: by class and slot the values, then what changed, then what to heed. */
export function reviewText(
  { session, rows }: SigningReview,
  signer: string,
  columns: number,
  next: string,
): string {
  const blocks: string[] = [];
  for (const [title, own] of bySlot(rows, signer)) {
    blocks.push([title, '='.repeat(Math.min([...title].length, columns))].join('\n'));
    for (const lines of valueTables(own, columns)) blocks.push(lines.join('\n'));
  }
  blocks.push(changeLines(rows, columns).join('\n'));
  const warnings = warningLines(rows, columns);
  if (warnings.length > 0) blocks.push([t.warnings, ...warnings].join('\n'));
  const digest = session.digest.slice(0, 12);
  blocks.push([...wrap(t.digest(digest), columns), t.next(next)].join('\n'));
  return blocks.join('\n\n');
}

function bySlot(
  rows: readonly ReviewRow[],
  signer: string,
): ReadonlyMap<string, readonly ReviewRow[]> {
  const groups = new Map<string, ReviewRow[]>();
  for (const row of rows) {
    const key = `${row.item.className} ${row.item.slot}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const titled = new Map<string, readonly ReviewRow[]>();
  for (const own of groups.values()) {
    const [first] = own;
    if (first === undefined) continue;
    const { className, slot } = first.item;
    titled.set(t.title(signer, slotRoleText(slot), className, own.length), own);
  }
  return titled;
}

/** Teachers see their rows; homeroom teacher and head see the year's results, then every subject's. */
function valueTables(rows: readonly ReviewRow[], columns: number): readonly (readonly string[])[] {
  const [first] = rows;
  if (first === undefined) return [];
  if (teacherOf(first.item.slot) !== undefined) return teacherTables(rows, columns);
  return [resultTable(rows, columns), ...subjectMatrix(rows, columns), commentTable(rows, columns)];
}

type Row = SubjectResult | PrimarySubjectResult;

const rowOf = ({ content }: ReviewRow, subject: SubjectCode): Row | undefined =>
  (content.subjects as readonly Row[]).find((row) => row.subject === subject);

/** Subjects that the rows cover, in the order of the first learner who has them. */
function subjectsOf(rows: readonly ReviewRow[]): ReadonlyMap<SubjectCode, string> {
  const subjects = new Map<SubjectCode, string>();
  for (const row of rows) {
    for (const { subject } of row.cells) {
      if (subject === null || subjects.has(subject)) continue;
      subjects.set(subject, rowOf(row, subject)?.name ?? subject);
    }
  }
  return subjects;
}

function teacherTables(
  rows: readonly ReviewRow[],
  columns: number,
): readonly (readonly string[])[] {
  return [...subjectsOf(rows)].map(([subject, name]) => {
    const own = rows.flatMap((row, index) => {
      const found = rowOf(row, subject);
      return found === undefined ? [] : [{ found, line: [String(index + 1), nameIn(row)] }];
    });
    const has = own.some(({ found }) => 'results' in found && found.results.reassessed !== null);
    const extra = has ? ['reassessed' as const] : [];
    const periods = ['term1' as const, 'term2' as const, 'year' as const, ...extra];
    const head = [t.order, t.learner, ...periods.map((period) => t[period]), t.comment];
    const lines = own.map(({ found, line }) => [
      ...line,
      ...periods.map((period) =>
        'results' in found ? cellText('results.', found.results[period]) : '',
      ),
      found.comment ?? '–',
    ]);
    return [name, ...table([head, ...lines], columns)];
  });
}

const nameIn = ({ content }: ReviewRow): string => content.learner.name;

function resultTable(rows: readonly ReviewRow[], columns: number): readonly string[] {
  const head = [t.order, t.learner, t.conduct, t.study, t.absences, t.promotion];
  const lines = rows.map((row, index) => [
    String(index + 1),
    nameIn(row),
    ...yearCells(row.content),
  ]);
  return table([head, ...lines], columns);
}

function commentTable(rows: readonly ReviewRow[], columns: number): readonly string[] {
  const lines = rows.map((row, index) => [
    String(index + 1),
    nameIn(row),
    row.content.homeroomComment ?? '–',
  ]);
  return [
    fieldText('homeroomComment'),
    ...table([[t.order, t.learner, t.comment], ...lines], columns),
  ];
}

function yearCells(content: RecordContent): readonly string[] {
  if (content.kind === 'primary') {
    const { result, absences } = content;
    const days = String(absences.withLeave + absences.withoutLeave);
    return ['–', cellText('result.outcome', result.outcome), days, result.completionText];
  }
  if (content.kind === 'extracted') {
    const { conduct, study, absences, promotionText } = content.result;
    const lastConduct = conduct.after ?? conduct.year;
    const lastStudy = study.after ?? study.year;
    return [
      lastConduct === null ? '–' : olderConductText[lastConduct],
      lastStudy === null ? '–' : olderStudyText[lastStudy],
      cellText('', absences),
      promotionText,
    ];
  }
  const { study, conduct, absences, promotionText } = content.result;
  const after = (first: string | null, later: string | null): string =>
    cellText('result.study.', later ?? first);
  return [
    after(conduct.year, conduct.afterSummer),
    after(study.year, study.afterReassess),
    String(absences),
    promotionText,
  ];
}

/** Columns of a matrix that fit beside the names. */
const perMatrix = 6;

function subjectMatrix(
  rows: readonly ReviewRow[],
  columns: number,
): readonly (readonly string[])[] {
  const subjects = [...subjectsOf(rows).keys()];
  const tables: (readonly string[])[] = [];
  for (let from = 0; from < subjects.length; from += perMatrix) {
    const some = subjects.slice(from, from + perMatrix);
    const lines = rows.map((row, index) => [
      String(index + 1),
      nameIn(row),
      ...some.map((subject) => yearOf(rowOf(row, subject))),
    ]);
    const head = [t.order, t.learner, ...some];
    tables.push([t.subjects, ...table([head, ...lines], columns)]);
  }
  return tables;
}

function yearOf(row: Row | undefined): string {
  if (row === undefined) return '';
  if ('results' in row) {
    return cellText('results.', row.results.reassessed ?? row.results.year);
  }
  if (row.marks === 'exempt') return cellText('', 'exempt');
  const { level, test, supplement } = row.marks;
  const last = supplement?.level ?? level;
  const mark = supplement?.test ?? test;
  return `${last === null ? '–' : primaryLevelText[last]}${mark === null ? '' : ` ${mark}`}`;
}

/** What differs from what the signer looked at last, by learner, subject and field. */
function changeLines(rows: readonly ReviewRow[], columns: number): readonly string[] {
  const fresh = rows.filter(({ changes }) => changes === null);
  if (fresh.length === rows.length) return [t.first];
  const changed = rows.flatMap((row) =>
    (row.changes ?? []).map(({ subject, field, before, after }) => [
      nameIn(row),
      subject === null ? '' : (rowOf(row, subject)?.name ?? subject),
      fieldText(field),
      cellText(field, before),
      cellText(field, after),
    ]),
  );
  const first = fresh.length === 0 ? [] : [t.firstOf(fresh.length)];
  if (changed.length === 0) {
    const since = rows.map(({ lookedAt }) => lookedAt).find((at) => at !== null);
    return [...first, ...(since === undefined ? [] : [t.unchanged(timeText(since ?? since))])];
  }
  return [...first, t.changed, ...table([[...t.changeColumns], ...changed], columns)];
}

function warningLines(rows: readonly ReviewRow[], columns: number): readonly string[] {
  const names = subjectsOf(rows);
  const nameOf = (code: string): string =>
    [...names].find(([subject]) => subject === code)?.[1] ?? code;
  return rows.flatMap((row) =>
    row.warnings.flatMap((warning) =>
      wrap(`  ${nameIn(row)}: ${reviewWarningText(warning, nameOf)}`, columns),
    ),
  );
}
