import { checkClass } from './class-check.ts';
import { ethnicName } from './ethnic.ts';
import type { Findings } from './finding.ts';
import { identify } from './identify.ts';
import { readNote } from './notes.ts';
import { readEthnic } from './pupils.ts';
import { readTick } from './reading.ts';
import type { Roster } from './roster.ts';
import { readRow } from './row-reader.ts';
import { type Table, whereIn } from './table.ts';

/** Checks a list that the school made itself against the pupil list; it has no codes and adds nothing. */
export function readClassList(table: Table, roster: Roster, findings: Findings): void {
  const first = table.titles.texts[0]?.row ?? 0;
  findings.reported('no-code', whereIn(table, first));
  for (const row of table.rows) {
    const reader = readRow(table, row, findings);
    const learner = identify(reader, roster, findings, row.classTitle);
    if (learner === undefined) continue;
    const { facts } = learner;
    const conflict = (field: string, written: string, clean: string | null) =>
      findings.reported('value-conflict', reader.where(field), {
        pupil: facts.number,
        field,
        written,
        clean,
      });
    checkClass(reader, learner, row.classTitle, findings);
    const female = reader.value('female', readTick) ?? false;
    if (facts.sex !== null && female !== (facts.sex === 'F')) {
      conflict('sex', female ? 'x' : '', facts.sex);
    }
    const ethnic = reader.value('ethnic', readEthnic, (code) => ethnicName(code) ?? code);
    if (ethnic !== null && ethnic !== facts.ethnicCode)
      conflict('ethnic', ethnic, facts.ethnicCode);
    const disabled = reader.value('disabled', readTick) ?? false;
    if (disabled !== (facts.disability !== null)) {
      conflict('disability', disabled ? 'x' : '', facts.disability);
    }
    readNote(reader, learner, findings);
  }
}
