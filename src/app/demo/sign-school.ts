import type { PersonalId } from '../../domain/person/identity.ts';
import type { Slot } from '../../domain/record/slot.ts';
import { teacherOf } from '../../domain/record/slot.ts';
import { ok, type Result } from '../../domain/result.ts';
import { currentRecords } from '../school/current-records.ts';
import type { Attention, ClassKey } from '../school/ports.ts';
import { type SigningRefusal, signClass } from '../school/sign-class.ts';
import type { BatchContext } from '../signing/sign-items.ts';

/**
 * Everybody signs a class's records in turn: subject teachers, homeroom teacher, head. In the field each of them comes
 * on their own; in the demo all keys are here. Answers how many signatures were made.
 */
export async function signWholeClass(
  key: ClassKey,
  context: BatchContext,
  { signal, progress }: Attention,
): Promise<Result<number, SigningRefusal>> {
  const signers = await signersOf(key, context);
  let count = 0;
  for (const [index, signer] of signers.entries()) {
    signal.throwIfAborted();
    const own: Attention = {
      signal,
      progress: (done, total) => progress(index + done / Math.max(total, 1), signers.length),
    };
    const signed = await signClass(key, signer, context, own);
    if (!signed.ok) return signed;
    count += signed.value;
    progress(index + 1, signers.length);
  }
  return ok(count);
}

/** Each turn of the class: a homeroom teacher who also teaches there comes twice. */
async function signersOf(key: ClassKey, { store }: BatchContext): Promise<readonly PersonalId[]> {
  const turns = new Map<string, PersonalId>();
  const rank = (slot: Slot): number =>
    teacherOf(slot) === undefined ? ['homeroom', 'head'].indexOf(slot) + 1 : 0;
  for (const { state } of currentRecords(await store.records(key))) {
    if (state.state !== 'closed' && state.state !== 'signing') continue;
    for (const { slot, signer } of state.plan) {
      if (signer.kind !== 'person' || state.signatures.has(slot)) continue;
      turns.set(`${rank(slot)} ${signer.personalId}`, signer.personalId);
    }
  }
  return [...turns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, signer]) => signer);
}
