import type { PersonalId } from '../../domain/person/identity.ts';
import { sameParts } from '../../domain/record/draft.ts';
import type { Sha256Hex } from '../../domain/record/events.ts';
import type { RecordRefusal } from '../../domain/record/refusal.ts';
import { signSlot } from '../../domain/record/sign.ts';
import { ok } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { RecordChange, SchoolStore, StoredRecord, YearKey } from '../school/ports.ts';
import type { SigningItem } from './session.ts';

/** A signature that was made and verified, and is not kept yet. */
export interface MadeSignature {
  readonly item: SigningItem;
  readonly text: string;
  readonly sha256: Sha256Hex;
}

/** Why a made signature was not kept: the record's rules, or its bytes changed while it was made. */
export type KeepingRefusal =
  | RecordRefusal
  | { readonly code: 'content-changed-while-signing'; readonly record: SigningItem['code'] };

export interface KeptSignatures {
  readonly kept: readonly SigningItem[];
  readonly refused: readonly { readonly item: SigningItem; readonly refusal: KeepingRefusal }[];
}

/**
 * Keeps signatures, one transaction a class: each with its event, or not at all when its record says no; one record's
 * refusal leaves the others alone. At most one signature of a record at a time.
 */
export async function keepSignatures(
  key: YearKey,
  made: readonly MadeSignature[],
  { by, at, store }: { readonly by: PersonalId; readonly at: Instant; readonly store: SchoolStore },
): Promise<KeptSignatures> {
  const kept: SigningItem[] = [];
  const refused: { item: SigningItem; refusal: KeepingRefusal }[] = [];
  for (const [className, own] of byClass(made)) {
    let ofClass: KeptSignatures = { kept: [], refused: [] };
    await store.changeClass<never>({ ...key, className }, {}, (records) => {
      // The rule may run again after a conflict: it starts anew each time.
      const judged = judge(own, records, by, at);
      ofClass = judged;
      return ok(judged.changes);
    });
    kept.push(...ofClass.kept);
    refused.push(...ofClass.refused);
  }
  return { kept, refused };
}

function byClass(made: readonly MadeSignature[]): ReadonlyMap<string, readonly MadeSignature[]> {
  const classes = new Map<string, MadeSignature[]>();
  for (const one of made) {
    const own = classes.get(one.item.className) ?? [];
    own.push(one);
    classes.set(one.item.className, own);
  }
  return classes;
}

function judge(
  made: readonly MadeSignature[],
  records: readonly StoredRecord[],
  by: PersonalId,
  at: Instant,
): KeptSignatures & { readonly changes: readonly RecordChange[] } {
  const changes: RecordChange[] = [];
  const kept: SigningItem[] = [];
  const refused: { item: SigningItem; refusal: KeepingRefusal }[] = [];
  for (const { item, text, sha256 } of made) {
    const { code, version, slot } = item;
    const record = records.find((one) => one.code === code && one.version === version);
    if (record === undefined || !covers(record, item)) {
      refused.push({ item, refusal: { code: 'content-changed-while-signing', record: code } });
      continue;
    }
    const event = signSlot(record.state, { slot, by, signature: sha256, at });
    if (!event.ok) {
      refused.push({ item, refusal: event.refusal });
      continue;
    }
    kept.push(item);
    changes.push({ code, version, events: [event.value], signature: { slot, text } });
  }
  return { changes, kept, refused };
}

/** The record still asks for a signature over the very parts that were signed. */
function covers({ state }: StoredRecord, item: SigningItem): boolean {
  if (!('plan' in state)) return false;
  const plan = state.plan.find(({ slot }) => slot === item.slot);
  return plan !== undefined && sameParts(plan.parts, item.parts);
}
