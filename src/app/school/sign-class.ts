import type { PersonalId } from '../../domain/person/identity.ts';
import type { RecordRefusal } from '../../domain/record/refusal.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';
import type { ServiceSaysNo } from '../signing/choose-certificate.ts';
import { dueItemsOf } from '../signing/due-items.ts';
import { type BatchContext, signItems } from '../signing/sign-items.ts';
import type { SigningFailure } from './make-signature.ts';
import type { Attention, ClassKey, Clock, SchoolStore, SignerKeys } from './ports.ts';

export type SigningRefusal = RecordRefusal | SigningFailure | ServiceSaysNo;

/** What signing with one key at a time needs from the world: the seal, and messages to the register. */
export interface SigningContext {
  readonly store: SchoolStore;
  readonly keys: SignerKeys;
  readonly trust: SignerTrust;
  readonly clock: Clock;
}

/**
 * One person signs everything of a class that awaits them now, without a review: for the demo, where all keys are here
 * and nobody looks. A person in the field reviews first and signs that very set (signing/sign-session.ts). Answers how
 * many signatures were made; what was made before a failure or a stop is kept.
 */
export async function signClass(
  key: ClassKey,
  signer: PersonalId,
  context: BatchContext,
  attention: Attention,
): Promise<Result<number, SigningRefusal>> {
  const items = dueItemsOf(await context.store.records(key), signer);
  const signed = await signItems({ key, items }, context, attention);
  if (!signed.ok) return signed;
  const { failures, stopped } = signed.value;
  const [first] = failures;
  if (first !== undefined) return refuse(first.refusal);
  return stopped === null
    ? ok(signed.value.signed)
    : refuse({ code: 'service-refused', refusal: stopped });
}
