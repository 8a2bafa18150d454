import { roleOfSigner } from '../../domain/record/role.ts';
import { ok, type Result } from '../../domain/result.ts';
import { epochMsOf, type Instant } from '../../domain/time/instant.ts';
import { sha256Hex } from '../../format/log/sha256-hex.ts';
import { type PreparedSignature, prepareSignature } from '../../format/signature/prepare.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';
import { valueHolds } from '../../format/signature/value.ts';
import type { SigningFailure } from '../school/make-signature.ts';
import type { Attention, Clock, SchoolStore, YearKey } from '../school/ports.ts';
import {
  type CertificateRefusal,
  type ChosenCertificate,
  chooseCertificate,
  type ServiceSaysNo,
} from './choose-certificate.ts';
import { type KeepingRefusal, keepSignatures, type MadeSignature } from './keep-signatures.ts';
import type { ItemAnswer, ServiceRefusal, SigningService } from './ports.ts';
import type { DueItem, PersonSigner, SigningItem } from './session.ts';

/** What the holder reads on the device that approves. Sentences come from the edge. */
export interface SigningTitles {
  batch(items: readonly SigningItem[]): string;
  item(item: SigningItem): string;
}

/** What signing needs from the world. */
export interface BatchContext {
  readonly store: SchoolStore;
  readonly service: SigningService;
  readonly trust: SignerTrust;
  readonly clock: Clock;
  readonly titles: SigningTitles;
  /** How many signatures are kept in one go, unless they come so slowly that fewer are. */
  readonly groupSize?: number;
}

export type ItemRefusal =
  | KeepingRefusal
  | ServiceSaysNo
  | Extract<SigningFailure, { code: 'signature-does-not-verify' }>;

export interface ItemFailure {
  readonly item: SigningItem;
  readonly refusal: ItemRefusal;
}

/** What became of a batch. What is neither signed nor failed had no answer. */
export interface BatchOutcome {
  readonly signed: number;
  readonly failures: readonly ItemFailure[];
  /** The service ended the batch: a token was pulled, an approval declined. */
  readonly stopped: ServiceRefusal | null;
}

export interface BatchRequest {
  readonly key: YearKey;
  /** All of one person. */
  readonly items: readonly DueItem[];
  /** Told once, before the key is used for the first time. */
  readonly starting?: (certificate: ChosenCertificate) => Promise<void>;
}

const usualGroup = 20;
/** A signature waits no longer than this for others, in milliseconds. */
const longestWaitMs = 5000;

/**
 * One person signs one batch under one PIN. The certificate must be theirs and trusted now; every value must verify
 * with it before its signature is kept; what is kept, is kept in small groups as the answers come, so that a crash, a
 * killed agent or an unplugged token costs no more than the group under way. One item's failure leaves the others alone.
 */
export async function signItems(
  { key, items, starting }: BatchRequest,
  context: BatchContext,
  { signal, progress }: Attention,
): Promise<Result<BatchOutcome, CertificateRefusal>> {
  const [first] = items;
  if (first === undefined) return ok({ signed: 0, failures: [], stopped: null });
  const { signer } = first;
  const at = context.clock.now();
  const certificate = await chooseCertificate(signer, at, context, signal);
  if (!certificate.ok) return certificate;
  signal.throwIfAborted();
  await starting?.(certificate.value);
  const batch = prepareBatch(items, certificate.value, at);
  const keep = { by: signer.personalId, at, store: context.store };
  const { groupSize = usualGroup, clock } = context;
  const group = createGroup(items, { groupSize, clock }, (made) => keepSignatures(key, made, keep));
  const answers = context.service.sign(
    {
      certificate: certificate.value.id,
      algorithm: certificate.value.algorithm,
      title: context.titles.batch(items),
      items: [...batch].map(([id, { item, prepared }]) => {
        return { id, title: context.titles.item(item), toBeSigned: prepared.toBeSigned };
      }),
    },
    signal,
  );
  let stopped: ServiceRefusal | undefined;
  try {
    for (let answered = 1; ; answered += 1) {
      const answer = await answers.next();
      if (answer.done === true) {
        stopped = answer.value;
        break;
      }
      const entry = batch.get(answer.value.id);
      if (entry === undefined) continue;
      batch.delete(answer.value.id);
      await group.take(entry.item, judge(entry, answer.value, certificate.value, signer));
      progress(answered, items.length);
      if (signal.aborted) break;
    }
  } finally {
    // However the answers ended, what was made is kept.
    await group.finish();
  }
  signal.throwIfAborted();
  return ok({ ...group.outcome(), stopped: stopped ?? null });
}

interface Entry {
  readonly item: DueItem;
  readonly prepared: PreparedSignature;
}

function prepareBatch(
  items: readonly DueItem[],
  { certificate, algorithm }: ChosenCertificate,
  signingTime: Instant,
): Map<string, Entry> {
  return new Map(
    items.map((item, index) => {
      const { slot, signer, parts } = item;
      const name = slot.replace(':', '-');
      const role = roleOfSigner(slot, signer);
      const prepared = prepareSignature({ name, parts, certificate, algorithm, signingTime, role });
      return [String(index + 1), { item, prepared }];
    }),
  );
}

/** Attach and verify: the signature's text, if the answer is a value that holds over the very bytes that were sent. */
function judge(
  { item, prepared }: Entry,
  answer: ItemAnswer,
  { view, algorithm }: ChosenCertificate,
  signer: PersonSigner,
): Result<MadeSignature, ItemRefusal> {
  if ('refusal' in answer) {
    return { ok: false, refusal: { code: 'service-refused', refusal: answer.refusal } };
  }
  if (!valueHolds(view.publicKey, algorithm, prepared.toBeSigned, answer.value)) {
    return { ok: false, refusal: { code: 'signature-does-not-verify', signer } };
  }
  const text = prepared.complete(answer.value);
  return ok({ item, text, sha256: sha256Hex(Buffer.from(text)) });
}

/** Signatures that wait to be kept together. */
interface Group {
  take(item: SigningItem, made: Result<MadeSignature, ItemRefusal>): Promise<void>;
  finish(): Promise<void>;
  outcome(): Omit<BatchOutcome, 'stopped'>;
}

/**
 * Collects signatures and keeps them `groupSize` at a time, or fewer when they come slowly. A person's later slot of a
 * record waits for their earlier one, whichever is answered first.
 */
function createGroup(
  items: readonly SigningItem[],
  { groupSize, clock }: { readonly groupSize: number; readonly clock: Clock },
  keep: (made: readonly MadeSignature[]) => ReturnType<typeof keepSignatures>,
): Group {
  const place = new Map(items.map((item, index) => [item, index]));
  const unanswered = new Set(items);
  const failures: ItemFailure[] = [];
  let waiting: MadeSignature[] = [];
  let signed = 0;
  let keptAt = epochMsOf(clock.now());
  const isEarlier = (one: SigningItem, other: SigningItem): boolean =>
    one.code === other.code &&
    one.version === other.version &&
    (place.get(one) ?? 0) < (place.get(other) ?? 0);
  const keepReady = async (isReady: (item: SigningItem) => boolean): Promise<void> => {
    for (;;) {
      const ready = waiting.filter(
        ({ item }) => isReady(item) && !waiting.some((other) => isEarlier(other.item, item)),
      );
      if (ready.length === 0) return;
      waiting = waiting.filter((one) => !ready.includes(one));
      const { kept, refused } = await keep(ready);
      signed += kept.length;
      failures.push(...refused);
      keptAt = epochMsOf(clock.now());
    }
  };
  return {
    async take(item, made) {
      unanswered.delete(item);
      if (made.ok) waiting.push(made.value);
      else failures.push({ item, refusal: made.refusal });
      const isSlow = epochMsOf(clock.now()) - keptAt >= longestWaitMs;
      if (waiting.length < groupSize && !isSlow) return;
      await keepReady((one) => ![...unanswered].some((other) => isEarlier(other, one)));
    },
    finish: () => keepReady(() => true),
    outcome: () => ({ signed, failures }),
  };
}
