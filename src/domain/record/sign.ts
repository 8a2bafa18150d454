import type { PersonalId } from '../person/identity.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { Instant } from '../time/instant.ts';
import type { Command } from './draft.ts';
import type {
  HomeroomSigned,
  PrincipalSigned,
  RecordIssued,
  SchoolSealed,
  Sha256Hex,
  SlotPlan,
  SubjectSigned,
} from './events.ts';
import type { ClosedRecord, YearRecord } from './record.ts';
import type { RecordRefusal } from './refusal.ts';
import { type Slot, slotsBefore, type TeacherSlot } from './slot.ts';

/** Ký: one person's signature in one slot, already made, at the time that it states. */
export interface SignSlot {
  readonly slot: Exclude<Slot, 'seal'>;
  readonly by: PersonalId;
  readonly signature: Sha256Hex;
  readonly at: Instant;
}

/**
 * Ký số: only what is closed, only the person whom the record names for the slot, once, after everybody who must sign
 * before, and not dated back.
 */
export function signSlot(
  record: YearRecord,
  { slot, by, signature, at }: SignSlot,
): Result<SubjectSigned | HomeroomSigned | PrincipalSigned, RecordRefusal> {
  const closed = awaitingSignatures(record, slot, at);
  if (!closed.ok) return closed;
  const { signer } = closed.value;
  if (signer.kind !== 'person' || signer.personalId !== by) {
    return refuse({ code: 'signer-not-expected', slot, expected: signer });
  }
  if (slot === 'homeroom') return ok({ type: 'HomeroomSigned', slot, by, signature, at });
  if (slot === 'head') return ok({ type: 'PrincipalSigned', slot, by, signature, at });
  // The two other slots were answered above; what is left is a teacher's.
  return ok({ type: 'SubjectSigned', slot: slot satisfies TeacherSlot, by, signature, at });
}

/** Đóng dấu: the school's certificate, last of all. */
export function sealRecord(
  record: YearRecord,
  command: Command<SchoolSealed>,
): Result<SchoolSealed, RecordRefusal> {
  const closed = awaitingSignatures(record, 'seal', command.at);
  if (!closed.ok) return closed;
  const { signer } = closed.value;
  if (signer.kind !== 'school' || signer.taxCode !== command.taxCode) {
    return refuse({ code: 'signer-not-expected', slot: 'seal', expected: signer });
  }
  return ok({ type: 'SchoolSealed', ...command });
}

/** Phát hành: nothing is issued while one signature is missing. */
export function issueRecord(
  record: YearRecord,
  command: Command<RecordIssued>,
): Result<RecordIssued, RecordRefusal> {
  if (record.state === 'closed' || record.state === 'signing') {
    return refuse({ code: 'signatures-missing', slots: missingSlots(record) });
  }
  if (record.state !== 'sealed') return refuse({ code: 'not-sealed', state: record.state });
  if (command.at < record.sealedAt) {
    return refuse({ code: 'time-before-earlier-act', earlier: record.sealedAt });
  }
  return ok({ type: 'RecordIssued', ...command });
}

/** Slots that nobody has signed yet, in signing order. */
export const missingSlots = ({ plan, signatures }: ClosedRecord): readonly Slot[] =>
  plan.map(({ slot }) => slot).filter((slot) => !signatures.has(slot));

/** The plan of a slot that may be signed now. */
function awaitingSignatures(
  record: YearRecord,
  slot: Slot,
  at: Instant,
): Result<SlotPlan, RecordRefusal> {
  if (record.state === 'absent') return refuse({ code: 'record-not-open' });
  if (record.state === 'drafting') return refuse({ code: 'class-not-closed', state: 'drafting' });
  if (record.state !== 'closed' && record.state !== 'signing') {
    return refuse({ code: 'content-sealed', sealedAt: record.sealedAt });
  }
  const plan = record.plan.find((one) => one.slot === slot);
  if (plan === undefined) return refuse({ code: 'slot-not-in-record', slot });
  const signed = record.signatures.get(slot);
  if (signed !== undefined) {
    return refuse({ code: 'slot-already-signed', slot, signedAt: signed.at });
  }
  const before = slotsBefore(
    slot,
    record.plan.map((one) => one.slot),
  );
  const missing = before.filter((one) => !record.signatures.has(one));
  if (missing.length > 0) return refuse({ code: 'signatures-missing', slots: missing });
  const earlier = latest(record, before);
  return at < earlier ? refuse({ code: 'time-before-earlier-act', earlier }) : ok(plan);
}

/**
 * A first signature may not be dated before the closing. A kept one may be older than a second closing, and is not
 * asked again.
 */
function latest(record: ClosedRecord, before: readonly Slot[]): Instant {
  let time = record.closedAt;
  for (const slot of before) {
    const at = record.signatures.get(slot)?.at;
    if (at !== undefined && at > time) time = at;
  }
  return time;
}
