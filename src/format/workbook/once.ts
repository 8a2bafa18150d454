import type { LearnerDraft } from './draft.ts';
import type { Findings } from './finding.ts';
import { isBlank, written } from './grid.ts';
import type { RowReader } from './row-reader.ts';
import { whereIn } from './table.ts';

/** Takes a learner's first row of a sheet; a second one is reported, with every cell that differs. */
export function firstRowsOnly(
  findings: Findings,
): (reader: RowReader, learner: LearnerDraft) => boolean {
  const seen = new Map<LearnerDraft, RowReader>();
  return (reader, learner) => {
    const first = seen.get(learner);
    if (first === undefined) {
      seen.set(learner, reader);
      return true;
    }
    const pupil = learner.facts.number;
    findings.reported('duplicate-row', reader.where(), { pupil });
    for (const [field, index] of reader.table.column) {
      const cell = reader.row.cells[index] ?? null;
      const before = first.row.cells[index] ?? null;
      if (field === 'order' || isBlank(cell) || written(cell) === written(before)) continue;
      findings.reported('value-conflict', whereIn(reader.table, reader.row.index, field), {
        pupil,
        field,
        written: written(cell),
        clean: written(before),
      });
    }
    return false;
  };
}
