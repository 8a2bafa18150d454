import type { LearnerDraft } from './draft.ts';
import type { Findings } from './finding.ts';
import { readText } from './reading.ts';
import type { RowReader } from './row-reader.ts';

/** Compares the class of a sheet, or of a row's own column, with the pupil list, which holds. */
export function checkClass(
  reader: RowReader,
  { facts }: LearnerDraft,
  sheetClass: string | null,
  findings: Findings,
): void {
  const own = reader.has('class') ? reader.value('class', readText) : null;
  const className = own?.toUpperCase() ?? sheetClass;
  if (className === null || className === facts.className) return;
  const where = reader.where(own === null ? undefined : 'class');
  const about = { pupil: facts.number, field: 'class', written: className, clean: facts.className };
  findings.reported('class-conflict', where, about);
}
