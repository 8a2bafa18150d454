import type {
  EducationLevel,
  StaffId,
  StaffMember,
  SubjectCode,
} from '../../domain/school/yearbook.ts';
import { ethnicName } from './ethnic.ts';
import type { Findings } from './finding.ts';
import { fold, foldName } from './fold.ts';
import { readEthnic } from './pupils.ts';
import { readText } from './reading.ts';
import { readDate } from './reading-date.ts';
import { readCode, readPersonalId, readSex, writeSex } from './reading-person.ts';
import { type RowReader, readRow } from './row-reader.ts';
import { findSubject, taughtCode } from './subjects.ts';
import type { Table } from './table.ts';

/** A class teacher who gives most subjects of the class (primary level). */
export const classTeacher = 'CHU_NHIEM' as SubjectCode;

/** Reads a staff list. Ids are given in its order: GV01, GV02 … */
export function readStaffList(
  table: Table,
  level: EducationLevel,
  findings: Findings,
  before: readonly StaffMember[],
): StaffMember[] {
  const members: StaffMember[] = [...before];
  for (const row of table.rows) {
    const reader = readRow(table, row, findings);
    const id = `GV${String(members.length + 1).padStart(2, '0')}` as StaffId;
    reader.about({ staff: id });
    const code = reader.value('code', readCode);
    const name = reader.value('name', readText);
    if (code === null || name === null) {
      findings.refused('row-without-key', reader.where('code'));
      continue;
    }
    if (members.some((member) => member.code === code)) {
      findings.refused('duplicate-code', reader.where('code'), { field: 'code', written: code });
      continue;
    }
    members.push(readMember(reader, level, findings, { id, code, name }));
    const note = reader.value('note', readText);
    if (note === null) continue;
    const about = { staff: id, field: 'note', written: note };
    findings.reported('unread-note', reader.where('note'), about);
  }
  return members;
}

function readMember(
  reader: RowReader,
  level: EducationLevel,
  findings: Findings,
  { id, code, name }: Pick<StaffMember, 'id' | 'code' | 'name'>,
): StaffMember {
  const text = (field: string) => reader.value(field, readText);
  const email = reader.value('email', readText);
  if (email === null) {
    findings.reported('missing-email', reader.where('email'), { staff: id, field: 'email' });
  }
  const { from1904 } = reader.table.workbook;
  return {
    id,
    code,
    name,
    sex: reader.value('sex', readSex, writeSex),
    birthDate: reader.value('birthDate', (cell) => readDate(cell, from1904)),
    personalId: reader.value('personalId', readPersonalId),
    ethnicCode: reader.value('ethnic', readEthnic, (c) => ethnicName(c) ?? c),
    status: text('status'),
    group: text('group'),
    position: text('position'),
    subjects: readSubjects(reader, level, findings, id),
    email,
    contract: text('contract'),
    degree: text('degree'),
  };
}

/** Môn dạy: one or more subjects, with ; between them (a comma may belong to a name). */
function readSubjects(
  reader: RowReader,
  level: EducationLevel,
  findings: Findings,
  staff: StaffId,
): SubjectCode[] {
  const codes = new Set<SubjectCode>();
  for (const part of (reader.value('subjects', readText) ?? '').split(';')) {
    const text = part.trim();
    if (text === '') continue;
    const named = findSubject(text, level);
    const code = fold(text).startsWith('giao vien chu nhiem')
      ? classTeacher
      : named && taughtCode(named);
    if (code !== undefined) codes.add(code);
    else {
      const about = { staff, field: 'subjects', written: text };
      findings.reported('unknown-subject', reader.where('subjects'), about);
    }
  }
  return [...codes];
}

/** Hiệu trưởng or Giám đốc, by Nhóm chức vụ. */
export function headOf(staff: readonly StaffMember[]): StaffMember | undefined {
  const isHead = (text: string | null) =>
    text !== null && ['hieu truong', 'giam doc'].includes(fold(text));
  return staff.find(({ group, position }) => isHead(group) || isHead(position));
}

export const namedStaff = (staff: readonly StaffMember[], name: string): StaffMember[] =>
  staff.filter((member) => foldName(member.name) === foldName(name));
