import type { EducationLevel, TermAbsence } from '../../domain/school/yearbook.ts';
import { checkClass } from './class-check.ts';
import type { Placed, PrimaryCommentRow, PrimaryRow } from './draft.ts';
import type { Findings } from './finding.ts';
import { fold } from './fold.ts';
import { type Cell, isBlank } from './grid.ts';
import { identify } from './identify.ts';
import { competenceNames, qualityNames } from './layouts-primary.ts';
import { readNote } from './notes.ts';
import { firstRowsOnly } from './once.ts';
import { bad, type Reading, readCount, readNumber, readText, readTick } from './reading.ts';
import { readPrimaryLevel, readQualityLevel } from './reading-mark.ts';
import type { Roster } from './roster.ts';
import { type RowReader, readRow } from './row-reader.ts';
import { classOf, subjectColumns } from './sheet-facts.ts';
import { type CurriculumSubject, findSubject } from './subjects.ts';
import type { Table } from './table.ts';

/** Điểm KTĐK: a whole mark from 1 to 10 (Circular 27/2020, art. 7). */
export function readTest(cell: Cell): Reading<number> {
  const number = readNumber(cell);
  if (number.state === 'bad') return bad(number.code === 'bad-number' ? 'bad-mark' : number.code);
  if (number.state === 'empty') return number;
  if (!Number.isInteger(number.value)) return bad('decimal-test');
  return number.value >= 0 && number.value <= 10 ? number : bad('bad-mark');
}

/** Reads the results of the year of one grade into the learners' drafts. */
export function readPrimaryYear(
  table: Table,
  level: EducationLevel,
  roster: Roster,
  findings: Findings,
): void {
  const levels = subjectColumns(table, level, 'mon:', findings);
  const tests = subjectColumns(table, level, 'diem:', findings);
  const isFirst = firstRowsOnly(findings);
  for (const row of table.rows) {
    const reader = readRow(table, row, findings);
    const className = reader.value('class', readText)?.toUpperCase() ?? null;
    const learner = identify(reader, roster, findings, className);
    if (learner === undefined || !isFirst(reader, learner)) continue;
    const pupil = learner.facts.number;
    checkClass(reader, learner, className, findings);
    readNote(reader, learner, findings);
    if (learner.primary !== null) findings.reported('duplicate-row', reader.where(), { pupil });
    else learner.primary = readYearRow(reader, pupil, levels, tests);
  }
}

type SubjectColumn = { readonly field: string; readonly subject: CurriculumSubject };

function readYearRow(
  reader: RowReader,
  pupil: string,
  levels: readonly SubjectColumn[],
  tests: readonly SubjectColumn[],
): PrimaryRow {
  const placed = <T>(
    field: string,
    read: (cell: Cell) => Reading<T>,
    name: string = field,
  ): Placed<T> => {
    reader.about({ pupil, field: name });
    return { value: reader.value(field, read), where: reader.where(field) };
  };
  const subjects = levels.map(({ field, subject }) => {
    const test = tests.find((column) => column.subject === subject);
    return [
      subject.code,
      {
        level: placed(field, readPrimaryLevel, `mon:${subject.code}`),
        test: test === undefined ? null : placed(test.field, readTest, `diem:${subject.code}`),
      },
    ] as const;
  });
  const qualities = (prefix: string, names: object) =>
    new Map(
      Object.keys(names)
        .filter((name) => reader.has(`${prefix}${name}`))
        .map((name) => [name, placed(`${prefix}${name}`, readQualityLevel)] as const),
    );
  const row = {
    subjects: new Map(subjects),
    qualities: qualities('pc:', qualityNames),
    competences: qualities('nl:', competenceNames),
    completed: placed('completed', readTick),
    promoted: placed('promoted', readTick),
    result: placed('result', readText),
  };
  const values = [
    ...subjects.flatMap(([, { level, test }]) => [level.value, test?.value ?? null]),
    ...[...row.qualities.values(), ...row.competences.values()].map(({ value }) => value),
  ];
  return { ...row, blank: values.every((value) => value === null), where: reader.where() };
}

/** Reads comments, height, weight, absences and rewards of one class. */
export function readPrimaryComments(
  table: Table,
  level: EducationLevel,
  roster: Roster,
  findings: Findings,
): void {
  const className = classOf(table, findings);
  const subjects = subjectColumns(table, level, 'comment:', findings);
  const isFirst = firstRowsOnly(findings);
  for (const row of table.rows) {
    const reader = readRow(table, row, findings);
    const learner = identify(reader, roster, findings, className);
    if (learner === undefined || !isFirst(reader, learner)) continue;
    const pupil = learner.facts.number;
    checkClass(reader, learner, className, findings);
    readNote(reader, learner, findings);
    if (learner.primaryComments === null) {
      learner.primaryComments = readCommentRow(reader, pupil, subjects);
    } else findings.reported('duplicate-row', reader.where(), { pupil });
  }
}

function readCommentRow(
  reader: RowReader,
  pupil: string,
  subjects: readonly SubjectColumn[],
): PrimaryCommentRow {
  const text = (field: string, name: string = field): Placed<string> => {
    reader.about({ pupil, field: name });
    return { value: reader.value(field, readText), where: reader.where(field) };
  };
  const count = <T>(field: string, read: (cell: Cell) => Reading<T>): T | null => {
    reader.about({ pupil, field });
    return reader.value(field, read);
  };
  const withLeave = count('absWith', readCount);
  const withoutLeave = count('absWithout', readCount);
  const known = withLeave !== null && withoutLeave !== null;
  const absence: TermAbsence | null = known ? { withLeave, withoutLeave } : null;
  return {
    subjects: new Map(
      subjects.map(({ field, subject }) => [subject.code, text(field, `comment:${subject.code}`)]),
    ),
    qualities: text('cQualities'),
    general: text('cGeneral'),
    special: text('cSpecial'),
    homeroom: text('homeroomComment'),
    heightCm: count('height', readNumber),
    weightKg: count('weight', readNumber),
    absence,
    award: text('award'),
    suddenAward: count('suddenAward', readText),
    where: reader.where(),
  };
}

/** Reads đánh giá bổ sung and the principal's decisions: one row per learner and item. */
export function readSupplement(
  table: Table,
  level: EducationLevel,
  roster: Roster,
  findings: Findings,
): void {
  for (const row of table.rows) {
    const reader = readRow(table, row, findings);
    const learner = identify(reader, roster, findings);
    if (learner === undefined) continue;
    checkClass(reader, learner, null, findings);
    const pupil = learner.facts.number;
    const text = reader.value('item', readText);
    learner.decision = reader.value('decision', readText) ?? learner.decision;
    if (text === null && learner.decision !== null && isBlank(reader.cell('level'))) continue;
    const item = text === null ? undefined : supplementItem(text, level);
    if (item === undefined) {
      const about = { pupil, field: 'item', written: text };
      findings.refused('unread-row', reader.where('item'), about);
      continue;
    }
    const read = item.includes(':') ? readQualityLevel : readPrimaryLevel;
    const value = reader.value<string>('level', read);
    const test = reader.value('test', readTest);
    if (value === null) {
      findings.reported('missing-mark', reader.where('level'), { pupil, field: 'level' });
    } else if (learner.supplement.has(item)) {
      findings.reported('duplicate-row', reader.where(), { pupil });
    } else learner.supplement.set(item, { level: value, test });
    readNote(reader, learner, findings);
  }
}

/** A subject's code; `pc:` or `nl:` and our name for «Phẩm chất …» and «Năng lực …». */
function supplementItem(text: string, level: EducationLevel): string | undefined {
  const subject = findSubject(text, level)?.subject.code;
  if (subject !== undefined) return subject;
  const [prefix, names] = fold(text).startsWith('pham chat')
    ? (['pc:', qualityNames] as const)
    : (['nl:', competenceNames] as const);
  const bare = fold(text).replace(/^(pham chat|nang luc)\s+/, '');
  const found = Object.entries(names).find(([, name]) => fold(name) === bare);
  return found === undefined ? undefined : prefix + found[0];
}
