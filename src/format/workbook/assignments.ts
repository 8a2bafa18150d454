import type {
  Assignment,
  EducationLevel,
  StaffId,
  StaffMember,
  SubjectCode,
} from '../../domain/school/yearbook.ts';
import type { Term } from '../../domain/time/school-year.ts';
import type { Findings, Where } from './finding.ts';
import { cleanText, foldName } from './fold.ts';
import { written } from './grid.ts';
import { readText } from './reading.ts';
import { readCode } from './reading-person.ts';
import { type RowReader, readRow } from './row-reader.ts';
import { termOf } from './sheet-facts.ts';
import { classTeacher, namedStaff } from './staff.ts';
import { findSubject, taughtCode } from './subjects.ts';
import { type Table, whereIn } from './table.ts';

/** One row of an assignment sheet, with the teacher not yet known. */
interface AssignmentRow {
  readonly reader: RowReader;
  readonly teacher: string;
  readonly subject: SubjectCode;
  /** What the teacher must teach to give it: the subject, or a share with a code of its own. */
  readonly taught: SubjectCode;
  readonly part: string | null;
  readonly classes: readonly string[];
  readonly note: string | null;
}

/** One term's assignments, one entry per class, subject and teacher. */
export interface TermAssignment extends Omit<Assignment, 'terms'> {
  readonly term: Term;
}

/** Reads one term's sheet of assignments. */
export function readAssignments(
  table: Table,
  level: EducationLevel,
  staff: readonly StaffMember[],
  findings: Findings,
): TermAssignment[] {
  const term = termOf(table, findings);
  if (term === null) return [];
  const rows = readAssignmentRows(table, level, findings);
  const entries: TermAssignment[] = [];
  for (const block of blocksOf(rows)) {
    const teachers = teachersOf(block, staff, findings);
    for (const [index, row] of block.entries()) {
      const teacher = teachers[index];
      if (teacher === undefined) continue;
      const { subject, part, note } = row;
      for (const className of row.classes) {
        entries.push({ className, subject, teacher, part, note, term });
      }
    }
  }
  return entries;
}

function readAssignmentRows(
  table: Table,
  level: EducationLevel,
  findings: Findings,
): AssignmentRow[] {
  const rows: AssignmentRow[] = [];
  for (const row of table.rows) {
    const reader = readRow(table, row, findings);
    const teacher = reader.value('teacher', readText);
    const text = reader.value('subject', readText);
    if (teacher === null || text === null) {
      findings.refused('row-without-key', reader.where('teacher'));
      continue;
    }
    const named = findSubject(text, level);
    if (named === undefined) {
      const about = { field: 'subject', written: text };
      findings.refused('unread-row', reader.where('subject'), about);
      continue;
    }
    const whole =
      named.part === null ? named.subject.name : `${named.subject.name} (${named.part})`;
    if (text !== whole) {
      reader.repaired('subject-alias', 'subject', { written: text, clean: named.subject.name });
    }
    const note = reader.value('note', readText);
    const { part, subject } = named;
    const taught = taughtCode(named);
    const classes = readClasses(reader);
    rows.push({ reader, teacher, subject: subject.code, taught, part, classes, note });
  }
  return rows;
}

/** A list of classes, with commas, semicolons or line breaks between them. */
function readClasses(reader: RowReader): string[] {
  const cell = reader.cell('classes');
  const text = String(written(cell) ?? '');
  const classes = cleanText(text.replace(/[\n\r]/g, ','))
    .split(/[,;]/)
    .map((part) =>
      part
        .trim()
        .replace(/^lớp\s+/iu, '')
        .toUpperCase(),
    )
    .filter((part) => part !== '');
  const usual = classes.join(', ');
  if (text !== usual) reader.repaired('list-spacing', 'classes', { written: text, clean: usual });
  return classes;
}

/** Rows one after the other with one name are taken to be one person's. */
function blocksOf(rows: readonly AssignmentRow[]): AssignmentRow[][] {
  const blocks: AssignmentRow[][] = [];
  for (const row of rows) {
    const block = blocks.at(-1);
    const before = block?.at(-1);
    if (block !== undefined && before !== undefined && sameName(before.teacher, row.teacher)) {
      block.push(row);
    } else blocks.push([row]);
  }
  return blocks;
}

const sameName = (a: string, b: string): boolean => foldName(a) === foldName(b);

/** Who each row of a block is. Namesakes are told apart by Môn dạy; what stays open is reported. */
function teachersOf(
  block: readonly AssignmentRow[],
  staff: readonly StaffMember[],
  findings: Findings,
): (StaffId | undefined)[] {
  const candidates = namedStaff(staff, block[0]?.teacher ?? '');
  const known = block.map((row) => {
    const own = byCode(row.reader, candidates);
    if (own !== undefined) return own;
    const giving = candidates.filter((member) => gives(member, row));
    return candidates.length === 1 ? candidates[0] : giving.length === 1 ? giving[0] : undefined;
  });
  const people = new Set(known.filter((member) => member !== undefined));
  const only = people.size === 1 ? [...people][0] : undefined;
  const main = candidates.filter((member) => member.subjects.includes(classTeacher));
  const fallback = only ?? (people.size === 0 && main.length === 1 ? main[0] : undefined);
  return block.map((row, index) => {
    const teacher = known[index] ?? fallback;
    if (teacher !== undefined) return teacher.id;
    const code = candidates.length === 0 ? 'unknown-teacher' : 'ambiguous-teacher';
    const about = { field: 'teacher', written: row.teacher, subject: row.subject };
    findings.reported(code, row.reader.where('teacher'), about);
    return undefined;
  });
}

/** Mã cán bộ decides where it stands beside the name and is that of somebody of this name. */
function byCode(reader: RowReader, candidates: readonly StaffMember[]): StaffMember | undefined {
  const code = reader.value('staffCode', readCode);
  return code === null ? undefined : candidates.find((member) => member.code === code);
}

const gives = (member: StaffMember, { subject, taught }: AssignmentRow): boolean =>
  member.subjects.includes(subject) || member.subjects.includes(taught);

/** A class's homeroom teacher as its sheet names them. */
export interface HomeroomEntry {
  readonly className: string;
  readonly teacher: StaffId | null;
  readonly size: number | null;
  readonly where: Where;
}

/** Reads the homeroom sheet; namesakes are told apart by who teaches the class, then Môn dạy. */
export function readHomerooms(
  table: Table,
  staff: readonly StaffMember[],
  assignments: readonly TermAssignment[],
  findings: Findings,
): HomeroomEntry[] {
  const entries: HomeroomEntry[] = [];
  for (const row of table.rows) {
    const reader = readRow(table, row, findings);
    const className = reader.value('class', readText)?.toUpperCase() ?? null;
    const name = reader.value('teacher', readText);
    if (className === null) {
      findings.refused('row-without-key', whereIn(table, row.index, 'class'));
      continue;
    }
    const candidates = name === null ? [] : namedStaff(staff, name);
    const teaching = candidates.filter(({ id }) =>
      assignments.some((a) => a.teacher === id && a.className === className),
    );
    const own = byCode(reader, candidates);
    const picked =
      own !== undefined
        ? [own]
        : candidates.length === 1
          ? candidates
          : teaching.length === 1
            ? teaching
            : mainOf(candidates);
    const teacher = picked.length === 1 ? (picked[0]?.id ?? null) : null;
    const size = reader.cell('size');
    entries.push({
      className,
      teacher,
      size: typeof size === 'number' ? size : null,
      where: reader.where('size'),
    });
    if (teacher !== null) continue;
    const code =
      name === null
        ? 'missing-homeroom'
        : candidates.length === 0
          ? 'unknown-teacher'
          : 'ambiguous-teacher';
    findings.reported(code, reader.where('teacher'), {
      className,
      field: 'homeroom',
      written: name,
    });
  }
  return entries;
}

const mainOf = (candidates: readonly StaffMember[]): StaffMember[] =>
  candidates.filter((member) => member.subjects.includes(classTeacher));
