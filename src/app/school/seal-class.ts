import type { PersonalId } from '../../domain/person/identity.ts';
import type { CoveredPart, Sha256Hex } from '../../domain/record/events.ts';
import type { ClosedRecord } from '../../domain/record/record.ts';
import { missingSlots, sealRecord } from '../../domain/record/sign.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { partsToSign } from '../../format/signature/parts.ts';
import type { RecordParts } from '../../format/xml/file.ts';
import { decodeData } from '../../format/xml/read-data.ts';
import { currentRecords } from './current-records.ts';
import { makeSignature } from './make-signature.ts';
import type { Attention, ClassKey, RecordChange, StoredRecord } from './ports.ts';
import { type Preservation, preserveSeal } from './preserve-seal.ts';
import type { SigningContext, SigningRefusal } from './sign-class.ts';

interface Sealed {
  readonly record: StoredRecord;
  readonly content: Sha256Hex;
  readonly text: string;
  readonly sha256: Sha256Hex;
}

export interface SealingContext extends SigningContext {
  /** The time-stamp and the evidence that go into each seal; null or absent where no authority is configured. */
  readonly preservation?: Preservation | null;
}

/**
 * Đóng dấu a class: every record whose only missing signature is the seal. `clerk` is who holds the school's
 * certificate. Answers how many were sealed now. Where a time-stamp authority is configured, no record is sealed without
 * it: its outage seals nothing, and the next call goes on.
 */
export async function sealClass(
  key: ClassKey,
  clerk: PersonalId,
  { store, keys, trust, clock, preservation = null }: SealingContext,
  { signal, progress }: Attention,
): Promise<Result<number, SigningRefusal>> {
  const records = await store.records(key, { data: true, signatures: true });
  const due = currentRecords(records).filter(awaitsSeal);
  if (due.length === 0) return ok(0);
  const at = clock.now();
  let done = 0;
  const made = await Promise.all(
    due.map(async (record): Promise<Result<Sealed, SigningRefusal>> => {
      signal.throwIfAborted();
      const { state } = record;
      const signer = state.plan.find(({ slot }) => slot === 'seal')?.signer;
      if (signer === undefined) return refuse({ code: 'slot-not-in-record', slot: 'seal' });
      const parts = sealParts(record);
      const toMake = { slot: 'seal' as const, signer, parts, role: 'KY_PHAT_HANH' as const, at };
      const others = [...record.signatures.values()];
      const complete =
        preservation === null ? {} : { complete: preserveSeal(others, at, preservation) };
      const signed = await makeSignature({ ...toMake, ...complete }, { keys, trust });
      done += 1;
      progress(done, due.length);
      return signed.ok ? ok({ record, content: state.content, ...signed.value }) : signed;
    }),
  );
  const seals: Sealed[] = [];
  for (const one of made) {
    if (!one.ok) return one;
    seals.push(one.value);
  }
  const saved = await store.changeClass<SigningRefusal>(key, {}, (now) =>
    changesOf(seals, now, clerk, at),
  );
  return saved.ok ? ok(saved.value.length) : saved;
}

type Signed = StoredRecord & { readonly state: ClosedRecord & { readonly state: 'signing' } };

const awaitsSeal = (record: StoredRecord): record is Signed =>
  record.state.state === 'signing' && missingSlots(record.state).join() === 'seal';

/** The closed data, the list of signatures and the head's: what the seal covers. */
function sealParts({ state, data, signatures }: Signed): readonly CoveredPart[] {
  if (data === null) throw new Error('a closed record without its data');
  const closed = decodeData(data);
  if (!closed.ok) throw new Error(`closed data: ${closed.refusal[0]?.code}`);
  const parts: RecordParts = { data, slots: state.plan.map(({ slot }) => slot), signatures };
  return partsToSign('seal', closed.value, parts);
}

function changesOf(
  seals: readonly Sealed[],
  records: readonly StoredRecord[],
  by: PersonalId,
  at: ClosedRecord['closedAt'],
): Result<readonly RecordChange[], SigningRefusal> {
  const changes: RecordChange[] = [];
  for (const { record, content, text, sha256 } of seals) {
    const { code, version } = record;
    const now = records.find((one) => one.code === code && one.version === version);
    if (now === undefined || !('content' in now.state) || now.state.content !== content) {
      return refuse({ code: 'content-changed-while-signing', record: code });
    }
    const seal = now.state.plan.find(({ slot }) => slot === 'seal')?.signer;
    const taxCode = seal?.kind === 'school' ? seal.taxCode : '';
    const event = sealRecord(now.state, { taxCode, by, signature: sha256, at });
    if (!event.ok) return event;
    changes.push({ code, version, events: [event.value], signature: { slot: 'seal', text } });
  }
  return ok(changes);
}
