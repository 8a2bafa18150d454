import { sameParts } from '../../domain/record/draft.ts';
import type { Sha256Hex } from '../../domain/record/events.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { currentRecords } from '../school/current-records.ts';
import type { Attention, StoredRecord } from '../school/ports.ts';
import type { CertificateRefusal } from './choose-certificate.ts';
import { dueItemsOf } from './due-items.ts';
import type { SignerRequest } from './review-signing.ts';
import {
  type DueItem,
  itemKey,
  type SigningItem,
  type SigningSession,
  type SigningSessionStore,
} from './session.ts';
import { type BatchContext, type BatchOutcome, signItems } from './sign-items.ts';

export interface SessionContext extends BatchContext {
  readonly sessions: SigningSessionStore;
}

export interface SessionRequest extends SignerRequest {
  /** The digest that the signer was shown, or its first twelve digits and more; null trusts the last review. */
  readonly reviewed: string | null;
}

export type SessionRefusal =
  | CertificateRefusal
  | { readonly code: 'not-reviewed'; readonly classes: readonly string[] }
  /** The signer speaks of another set than the one that was reviewed last. */
  | { readonly code: 'review-of-another-set'; readonly digest: Sha256Hex }
  /** What was reviewed is no longer what would be signed: nothing is. */
  | { readonly code: 'review-outdated'; readonly items: readonly SigningItem[] };

/** Where a session stands. `before` were signed by earlier runs. */
export interface SessionSummary extends BatchOutcome {
  readonly session: SigningSession;
  readonly before: number;
  /** Reviewed and not signed yet, the failed ones among them. */
  readonly left: number;
}

/** A session's items by what became of them. */
export interface SessionStanding {
  readonly signed: readonly SigningItem[];
  readonly due: readonly DueItem[];
  readonly outdated: readonly SigningItem[];
}

/**
 * Signs what the signer reviewed last: exactly those bytes, or nothing. After a crash, a killed agent or a pulled token
 * the same call goes on with what is left; what is signed is never signed again.
 */
export async function signSession(
  { key, classes, signer, reviewed }: SessionRequest,
  context: SessionContext,
  attention: Attention,
): Promise<Result<SessionSummary, SessionRefusal>> {
  const { store, sessions, clock } = context;
  const session = await sessions.latest(key, signer, classes);
  if (session === undefined) return refuse({ code: 'not-reviewed', classes });
  if (reviewed !== null && !session.digest.startsWith(reviewed)) {
    return refuse({ code: 'review-of-another-set', digest: session.digest });
  }
  const records: StoredRecord[] = [];
  for (const className of classes) records.push(...(await store.records({ ...key, className })));
  const { signed: done, due, outdated } = standingOf(session, records);
  if (outdated.length > 0) return refuse({ code: 'review-outdated', items: outdated });
  const starting = ({ view }: { readonly view: { readonly sha256Hex: string } }): Promise<void> =>
    sessions.append(session.id, {
      type: 'SigningStarted',
      at: clock.now(),
      // The digest of a certificate is one of bytes like any other.
      certificate: view.sha256Hex as Sha256Hex,
      items: due.length,
    });
  const outcome = await signItems({ key, items: due, starting }, context, attention);
  if (!outcome.ok) return outcome;
  await keepOutcome(session, outcome.value, due.length, context);
  const left = due.length - outcome.value.signed;
  return ok({ ...outcome.value, session, before: done.length, left });
}

/** What of a session is signed, what can be signed now, and what is no longer as it was reviewed. */
export function standingOf(
  { signer, items }: SigningSession,
  records: readonly StoredRecord[],
): SessionStanding {
  const states = new Map(records.map((one) => [`${one.code}/${one.version}`, one.state]));
  const dueNow = new Map(
    dueItemsOf(currentRecords(records), signer).map((one) => [itemKey(one), one]),
  );
  const standing = {
    signed: [] as SigningItem[],
    due: [] as DueItem[],
    outdated: [] as SigningItem[],
  };
  for (const item of items) {
    const state = states.get(`${item.code}/${item.version}`);
    const made =
      state !== undefined && 'signatures' in state && state.state !== 'drafting'
        ? state.signatures.get(item.slot)
        : undefined;
    const now = dueNow.get(itemKey(item));
    if (made !== undefined && made.by === signer && sameParts(made.parts, item.parts)) {
      standing.signed.push(item);
    } else if (now !== undefined && sameParts(now.parts, item.parts)) standing.due.push(now);
    else standing.outdated.push(item);
  }
  return standing;
}

async function keepOutcome(
  { id }: SigningSession,
  { signed, failures, stopped }: BatchOutcome,
  asked: number,
  { sessions, clock }: SessionContext,
): Promise<void> {
  if (asked === 0) return;
  const at = clock.now();
  for (const { item, refusal } of failures) {
    const failure =
      refusal.code === 'service-refused' ? `service-refused ${refusal.refusal.code}` : refusal.code;
    await sessions.append(id, { type: 'SignatureFailed', at, item: itemKey(item), failure });
  }
  const why = stopped?.code ?? null;
  const ended = { type: 'SigningEnded' as const, at, signed, left: asked - signed, stopped: why };
  await sessions.append(id, ended);
}
