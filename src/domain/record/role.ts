import type { RecordContent } from './content.ts';
import { type ExpectedSigner, type Slot, teacherOf } from './slot.ts';

/** Vai trò kí: one for each slot, and CBQL-KT for a deputy who signs for the head (kí thay; Decree 30/2020, art. 13). */
export const signerRoles = ['GVBM', 'GVCN', 'CBQL', 'CBQL-KT', 'KY_PHAT_HANH'] as const;
export type SignerRole = (typeof signerRoles)[number];

/** The only role that a slot's signature may claim: in the head's slot it follows from who signs there. */
export function roleOfSigner(slot: Slot, signer: ExpectedSigner): SignerRole {
  if (teacherOf(slot) !== undefined) return 'GVBM';
  if (slot === 'homeroom') return 'GVCN';
  if (slot === 'seal') return 'KY_PHAT_HANH';
  return signer.kind === 'person' && signer.onBehalf !== undefined ? 'CBQL-KT' : 'CBQL';
}

/** The same from a record's content: CBQL-KT exactly when its head's slot is signed on behalf of the head. */
export function roleForSlot(slot: Slot, { head }: Pick<RecordContent, 'head'>): SignerRole {
  const { personalId, name, onBehalf } = head;
  const person = { kind: 'person' as const, personalId, name };
  return roleOfSigner(slot, onBehalf === null ? person : { ...person, onBehalf });
}
