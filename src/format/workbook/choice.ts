import type { EducationLevel, SubjectCode } from '../../domain/school/yearbook.ts';
import { checkClass } from './class-check.ts';
import type { Findings } from './finding.ts';
import { fold } from './fold.ts';
import { identify } from './identify.ts';
import { firstRowsOnly } from './once.ts';
import { readText } from './reading.ts';
import type { Roster } from './roster.ts';
import { type RowReader, readRow } from './row-reader.ts';
import { findSubject } from './subjects.ts';
import type { Table } from './table.ts';

/** Reads môn lựa chọn and cụm chuyên đề of each learner (THPT, GDTX). */
export function readSubjectChoice(
  table: Table,
  level: EducationLevel,
  roster: Roster,
  findings: Findings,
): void {
  const isFirst = firstRowsOnly(findings);
  for (const row of table.rows) {
    const reader = readRow(table, row, findings);
    const learner = identify(reader, roster, findings);
    if (learner === undefined || !isFirst(reader, learner)) continue;
    const pupil = learner.facts.number;
    checkClass(reader, learner, null, findings);
    learner.choice = {
      chosen: readList(reader, 'chosen', level, pupil, findings),
      specialTopics: readList(reader, 'specialTopics', level, pupil, findings),
    };
    readChange(reader, level, pupil, learner.choice.chosen, findings);
  }
}

function readList(
  reader: RowReader,
  field: string,
  level: EducationLevel,
  pupil: string,
  findings: Findings,
): SubjectCode[] {
  const text = reader.value(field, readText) ?? '';
  const codes: SubjectCode[] = [];
  for (const part of text.split(/[,;]/)) {
    if (part.trim() === '') continue;
    const found = findSubject(part.trim(), level)?.subject.code;
    if (found !== undefined) codes.push(found);
    else {
      const about = { pupil, field, written: part.trim() };
      findings.reported('unknown-subject', reader.where(field), about);
    }
  }
  if (codes.length === 0) {
    findings.reported('missing-fact', reader.where(field), { pupil, field });
  }
  return codes;
}

/** «Đổi môn X sang Y …»: lawful where Y is among the chosen ones and X is not. */
function readChange(
  reader: RowReader,
  level: EducationLevel,
  pupil: string,
  chosen: readonly SubjectCode[],
  findings: Findings,
): void {
  const text = reader.value('note', readText);
  if (text === null) return;
  const match = /^doi mon (.+?) sang (.+?)(?: tu .*)?(?:,.*)?$/.exec(fold(text));
  const from = findSubject(match?.[1] ?? '', level)?.subject.code;
  const to = findSubject(match?.[2] ?? '', level)?.subject.code;
  const agrees =
    from !== undefined && to !== undefined && !chosen.includes(from) && chosen.includes(to);
  if (agrees) return;
  findings.reported('unread-note', reader.where('note'), { pupil, field: 'note', written: text });
}
