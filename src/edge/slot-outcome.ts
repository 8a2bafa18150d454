import { type Slot, slotsOfRecord } from '../domain/record/slot.ts';
import {
  type Outcome,
  type RecordReport,
  type Verdict,
  verdictOf,
} from '../format/signature/report.ts';

const outcomeOf: { readonly [V in Verdict]: Outcome } = {
  valid: 'passed',
  invalid: 'failed',
  undetermined: 'undetermined',
};

/** How the signature of each slot came out, in signing order; empty where the record could not be read. */
export function slotOutcomes({ content, findings }: RecordReport): ReadonlyMap<Slot, Outcome> {
  const slots = content === null ? [] : slotsOfRecord(content);
  return new Map(
    slots.map((slot) => {
      const own = findings.filter((finding) => finding.slot === slot);
      return [slot, outcomeOf[verdictOf(own)]];
    }),
  );
}
