import type { PersonalId } from '../../domain/person/identity.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import type { RecordEvent, Sha256Hex, SlotPlan } from '../../domain/record/events.ts';
import type { RecordRefusal } from '../../domain/record/refusal.ts';
import { roleOfSigner } from '../../domain/record/role.ts';
import { missingSlots, signSlot } from '../../domain/record/sign.ts';
import { type ExpectedSigner, slotsBefore } from '../../domain/record/slot.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';
import { currentRecords } from './current-records.ts';
import { makeSignature, type SigningFailure } from './make-signature.ts';
import type {
  Attention,
  ClassKey,
  Clock,
  RecordChange,
  SchoolStore,
  SignerKeys,
  StoredRecord,
} from './ports.ts';

export type SigningRefusal = RecordRefusal | SigningFailure;

/** What signing needs from the world. */
export interface SigningContext {
  readonly store: SchoolStore;
  readonly keys: SignerKeys;
  readonly trust: SignerTrust;
  readonly clock: Clock;
}

interface Due {
  readonly record: StoredRecord;
  readonly plan: SlotPlan;
  readonly content: Sha256Hex;
}

interface Made extends Due {
  readonly text: string;
  readonly sha256: Sha256Hex;
}

/**
 * One person signs all of a class's slots that await this very signature now: prepared, signed by the key outside,
 * verified, and only then kept. Answers how many signatures were made. A stop in the middle loses this call's
 * signatures and nothing else: the next call makes the same ones.
 */
export async function signClass(
  key: ClassKey,
  signer: PersonalId,
  { store, keys, trust, clock }: SigningContext,
  { signal, progress }: Attention,
): Promise<Result<number, SigningRefusal>> {
  const due = currentRecords(await store.records(key)).flatMap((record) => dueOf(record, signer));
  const [first] = due;
  if (first === undefined) return ok(0);
  const at = clock.now();
  let done = 0;
  const made = await Promise.all(
    due.map(async (one): Promise<Result<Made, SigningFailure>> => {
      signal.throwIfAborted();
      const { slot, signer: expected, parts } = one.plan;
      const signed = await makeSignature(
        { slot, signer: expected, parts, role: roleOfSigner(slot, expected), at },
        { keys, trust },
      );
      done += 1;
      progress(done, due.length);
      return signed.ok ? ok({ ...one, ...signed.value }) : signed;
    }),
  );
  const signatures: Made[] = [];
  for (const one of made) {
    if (!one.ok) return one;
    signatures.push(one.value);
  }
  const saved = await store.changeClass<SigningRefusal>(key, {}, (records) =>
    changesOf(signatures, records, signer, at),
  );
  return saved.ok ? ok(saved.value.length) : saved;
}

/** The one slot of a record that this person can sign now; a homeroom teacher's own subject comes first. */
function dueOf(record: StoredRecord, signer: PersonalId): readonly Due[] {
  const { state } = record;
  if (state.state !== 'closed' && state.state !== 'signing') return [];
  const missing = missingSlots(state);
  const slots = state.plan.map(({ slot }) => slot);
  const plan = state.plan.find(
    (one) =>
      missing.includes(one.slot) &&
      isPerson(one.signer, signer) &&
      slotsBefore(one.slot, slots).every((slot) => !missing.includes(slot)),
  );
  return plan === undefined ? [] : [{ record, plan, content: state.content }];
}

const isPerson = (expected: ExpectedSigner, signer: PersonalId): boolean =>
  expected.kind === 'person' && expected.personalId === signer;

/** The signatures as changes, if every record is still what was signed. */
function changesOf(
  signatures: readonly Made[],
  records: readonly StoredRecord[],
  by: PersonalId,
  at: RecordEvent['at'],
): Result<readonly RecordChange[], SigningRefusal> {
  const byKey = new Map(records.map((record) => [nameOf(record), record]));
  const changes: RecordChange[] = [];
  for (const { record, plan, content, text, sha256 } of signatures) {
    const { code, version } = record;
    const { slot } = plan;
    const state = byKey.get(nameOf(record))?.state;
    if (state === undefined || slot === 'seal') continue;
    if (!('content' in state) || state.content !== content) {
      return refuse({ code: 'content-changed-while-signing', record: code });
    }
    const event = signSlot(state, { slot, by, signature: sha256, at });
    if (!event.ok) return event;
    changes.push({ code, version, events: [event.value], signature: { slot, text } });
  }
  return ok(changes);
}

const nameOf = ({
  code,
  version,
}: {
  readonly code: RecordCode;
  readonly version: number;
}): string => `${code}/${version}`;
