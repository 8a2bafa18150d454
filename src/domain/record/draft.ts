import { ok, type Result, refuse } from '../result.ts';
import type {
  ClassClosed,
  ClassReopened,
  ContentChanged,
  CoveredPart,
  RecordOpened,
  SignatureWithdrawn,
  SlotPlan,
} from './events.ts';
import type { SlotSignature, YearRecord } from './record.ts';
import type { RecordRefusal } from './refusal.ts';

/** What an act says of itself; the event is the act with its type. */
export type Command<E extends { readonly type: string }> = Omit<E, 'type'>;

/** Mở học bạ. */
export function openRecord(
  record: YearRecord,
  command: Command<RecordOpened>,
): Result<RecordOpened, RecordRefusal> {
  if (record.state !== 'absent') return refuse({ code: 'record-already-open' });
  return ok({ type: 'RecordOpened', ...command });
}

/** Why the content of a record cannot be touched now; undefined while it is being drafted. */
function notDrafting(record: YearRecord): RecordRefusal | undefined {
  if (record.state === 'drafting') return undefined;
  if (record.state === 'absent') return { code: 'record-not-open' };
  if (record.state === 'closed' || record.state === 'signing') {
    return { code: 'class-already-closed' };
  }
  return { code: 'content-sealed', sealedAt: record.sealedAt };
}

/** Sửa nội dung: only while the class is open. */
export function changeContent(
  record: YearRecord,
  command: Command<ContentChanged>,
): Result<ContentChanged, RecordRefusal> {
  const refusal = notDrafting(record);
  return refusal === undefined ? ok({ type: 'ContentChanged', ...command }) : refuse(refusal);
}

/**
 * Chốt: fixes the content. Signatures of an earlier closing stay where they cover the very same parts and are still
 * asked of the same person; every other one is withdrawn by name.
 */
export function closeClass(
  record: YearRecord,
  command: Command<ClassClosed>,
): Result<readonly (SignatureWithdrawn | ClassClosed)[], RecordRefusal> {
  const refusal = notDrafting(record);
  if (refusal !== undefined) return refuse(refusal);
  const kept = record.state === 'drafting' ? [...record.signatures.values()] : [];
  const withdrawn = kept
    .filter((signature) => !stillHolds(signature, command.plan))
    .map(
      ({ slot, by, signature }): SignatureWithdrawn => ({
        type: 'SignatureWithdrawn',
        slot,
        signer: by,
        signature,
        at: command.at,
      }),
    );
  return ok([...withdrawn, { type: 'ClassClosed', ...command }]);
}

function stillHolds(signature: SlotSignature, plans: readonly SlotPlan[]): boolean {
  const plan = plans.find(({ slot }) => slot === signature.slot);
  if (plan === undefined || plan.signer.kind !== 'person') return false;
  return plan.signer.personalId === signature.by && sameParts(plan.parts, signature.parts);
}

/** Whether two signatures cover the very same parts. */
export const sameParts = (some: readonly CoveredPart[], others: readonly CoveredPart[]): boolean =>
  some.length === others.length &&
  some.every(({ id, digest }, at) => others[at]?.id === id && others[at]?.digest === digest);

/** Mở chốt: only before the seal, and never without a reason. */
export function reopenClass(
  record: YearRecord,
  command: Command<ClassReopened>,
): Result<ClassReopened, RecordRefusal> {
  if (record.state === 'absent') return refuse({ code: 'record-not-open' });
  if (record.state === 'drafting') return refuse({ code: 'class-not-closed', state: 'drafting' });
  if (record.state !== 'closed' && record.state !== 'signing') {
    return refuse({ code: 'content-sealed', sealedAt: record.sealedAt });
  }
  if (command.reason.trim() === '') return refuse({ code: 'reason-missing' });
  return ok({ type: 'ClassReopened', ...command });
}
