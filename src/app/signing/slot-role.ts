import { type ExpectedSigner, type Slot, teacherOf } from '../../domain/record/slot.ts';
import type { ClaimedRole } from '../../format/xml/signature-schema.ts';

/** The role that a signature of this signer in this slot claims. The one place that says so. */
export function roleOf(slot: Slot, _signer: ExpectedSigner): ClaimedRole {
  if (teacherOf(slot) !== undefined) return 'GVBM';
  if (slot === 'seal') return 'KY_PHAT_HANH';
  return slot === 'homeroom' ? 'GVCN' : 'CBQL';
}
