import type { PersonalId } from '../person/identity.ts';
import type { SlotPlan } from './events.ts';
import type { YearRecord } from './record.ts';
import { missingSlots } from './sign.ts';
import { type ExpectedSigner, type Slot, slotsBefore } from './slot.ts';

/** Vị trí đến lượt một người ký: a slot that a person signs, with what its signature covers. */
export interface DueSlot extends SlotPlan {
  readonly slot: Exclude<Slot, 'seal'>;
  readonly signer: Extract<ExpectedSigner, { kind: 'person' }>;
}

/**
 * What one person can sign of a record now, in signing order. What waits only for the same person's own earlier slot is
 * due with it: the homeroom teacher who also teaches the class signs both under one PIN.
 */
export function dueSlots(record: YearRecord, person: PersonalId): readonly DueSlot[] {
  if (record.state !== 'closed' && record.state !== 'signing') return [];
  const slots = record.plan.map(({ slot }) => slot);
  const done = new Set<Slot>(record.signatures.keys());
  const due: DueSlot[] = [];
  for (const { slot, signer, parts } of record.plan) {
    if (slot === 'seal' || signer.kind !== 'person' || signer.personalId !== person) continue;
    if (done.has(slot) || !slotsBefore(slot, slots).every((one) => done.has(one))) continue;
    done.add(slot);
    due.push({ slot, signer, parts });
  }
  return due;
}

/** Đến lượt ai: every slot that may be signed or sealed now; empty when the record is not being signed. */
export function turnsOf(record: YearRecord): readonly SlotPlan[] {
  if (record.state !== 'closed' && record.state !== 'signing') return [];
  const missing = missingSlots(record);
  const slots = record.plan.map(({ slot }) => slot);
  return record.plan.filter(
    ({ slot }) =>
      missing.includes(slot) && slotsBefore(slot, slots).every((one) => !missing.includes(one)),
  );
}
