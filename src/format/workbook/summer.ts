import type { CommentLevel } from '../../domain/assessment/level.ts';
import type { Score } from '../../domain/assessment/score.ts';
import type { EducationLevel } from '../../domain/school/yearbook.ts';
import { checkClass } from './class-check.ts';
import type { LearnerDraft, Placed } from './draft.ts';
import type { Findings } from './finding.ts';
import { identify } from './identify.ts';
import { readNote } from './notes.ts';
import { readText } from './reading.ts';
import {
  readCommentLevel,
  readScore,
  readStudyLevel,
  writeCommentLevel,
  writeStudyLevel,
} from './reading-mark.ts';
import type { Roster } from './roster.ts';
import { readRow } from './row-reader.ts';
import { findSubject } from './subjects.ts';
import type { Table } from './table.ts';

/** What a re-assessment sheet says the year's result was before; compared with the derived one later. */
export interface BeforeReassessment {
  readonly learner: LearnerDraft;
  readonly subject: string;
  readonly before: Placed<Score | CommentLevel>;
}

/** Reads the results of đánh giá lại (art. 14): one row per learner and subject. */
export function readReassessment(
  table: Table,
  level: EducationLevel,
  roster: Roster,
  findings: Findings,
): BeforeReassessment[] {
  const befores: BeforeReassessment[] = [];
  for (const row of table.rows) {
    const reader = readRow(table, row, findings);
    const learner = identify(reader, roster, findings);
    if (learner === undefined) continue;
    checkClass(reader, learner, null, findings);
    const pupil = learner.facts.number;
    const text = reader.value('subject', readText);
    const subject = text === null ? undefined : findSubject(text, level)?.subject;
    if (subject === undefined) {
      const about = { pupil, field: 'subject', written: text };
      findings.refused('unread-row', reader.where('subject'), about);
      continue;
    }
    reader.about({ pupil, subject: subject.code });
    const value = (field: string) => {
      const found =
        subject.kind === 'score'
          ? reader.value(field, readScore, (score) => (score === 'M' ? 'M' : score / 10))
          : reader.value(field, readCommentLevel, writeCommentLevel);
      return { value: found === 'M' ? null : found, where: reader.where(field) };
    };
    befores.push({ learner, subject: subject.code, before: value('before') });
    const after = value('after');
    if (after.value === null) {
      const about = { pupil, subject: subject.code, field: 'after' };
      findings.reported('missing-mark', reader.where('after'), about);
    } else if (learner.reassessed.has(subject.code)) {
      findings.reported('duplicate-row', reader.where(), { pupil, subject: subject.code });
    } else learner.reassessed.set(subject.code, after);
    readNote(reader, learner, findings);
  }
  return befores;
}

/** Reads rèn luyện trong kì nghỉ hè (art. 13). */
export function readSummerConduct(table: Table, roster: Roster, findings: Findings): void {
  for (const row of table.rows) {
    const reader = readRow(table, row, findings);
    const learner = identify(reader, roster, findings);
    if (learner === undefined) continue;
    checkClass(reader, learner, null, findings);
    const pupil = learner.facts.number;
    const before = reader.value('before', readStudyLevel, writeStudyLevel);
    if (learner.summer !== null) {
      findings.reported('duplicate-row', reader.where(), { pupil });
      continue;
    }
    learner.summer = {
      before: { value: before, where: reader.where('before') },
      level: reader.value('after', readStudyLevel, writeStudyLevel),
      comment: reader.value('comment', readText),
    };
  }
}
