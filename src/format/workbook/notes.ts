import type { LearnerDraft } from './draft.ts';
import type { Findings } from './finding.ts';
import { fold } from './fold.ts';
import { readText } from './reading.ts';
import { readDate } from './reading-date.ts';
import type { RowReader } from './row-reader.ts';

/**
 * Reads the Ghi chú of a learner's row. What the pupil list says too is compared with it; what nobody
 * here understands is handed to a person. The answer says whether the learner is not assessed.
 */
export function readNote(reader: RowReader, { facts }: LearnerDraft, findings: Findings): boolean {
  const text = reader.value('note', readText);
  if (text === null) return false;
  const folded = fold(text);
  const where = reader.where('note');
  const about = { pupil: facts.number, field: 'note', written: text };
  const disabled = folded === 'kt' || folded.includes('khuyet tat');
  const date = /^chuyen (?:den|di) (?:ngay )?([\d/.-]+)$/.exec(folded)?.[1];
  if (disabled) {
    if (facts.disability === null) findings.reported('value-conflict', where, about);
  } else if (date !== undefined) {
    const day = readDate(date, false);
    const same = day.state === 'value' && day.value === facts.statusDate;
    if (!same) findings.reported('value-conflict', where, { ...about, clean: facts.statusDate });
  } else if (facts.policyBeneficiary === null || fold(facts.policyBeneficiary) !== folded) {
    findings.reported('unread-note', where, about);
  }
  return /khong danh gia/.test(folded);
}
