import { recallRecord as ruleOfRecall } from '../../domain/registry/recall-record.ts';
import type { RecallRefusal } from '../../domain/registry/refusal.ts';
import { evolve } from '../../domain/registry/registered-record.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Recall } from '../../format/package/message.ts';
import { readRecall } from '../../format/package/package.ts';
import { judgeSeal } from '../../format/package/sealed-message.ts';
import { logEvents } from './log-events.ts';
import type { NewMessage, RegisterContext, RegisterTransaction } from './ports.ts';
import {
  checkSender,
  type DoorRefusal,
  digestOfMessage,
  noteRefusal,
  sameMessage,
  xmlFaultOf,
} from './refuse-message.ts';

export interface RecallAnswer {
  readonly message: number;
  readonly recalledAt: Instant;
  readonly leafIndex: number;
}

export type RecallFailure =
  | { readonly kind: 'door'; readonly refusal: DoorRefusal }
  | { readonly kind: 'rule'; readonly refusal: RecallRefusal };

/** Takes a record back at its school's sealed request. The same request again gets the same answer. */
export async function recallRecord(
  bytes: Uint8Array,
  context: RegisterContext,
): Promise<Result<RecallAnswer, RecallFailure>> {
  const sha256 = digestOfMessage(bytes);
  const read = readRecall(bytes);
  if (!read.ok) {
    const refusal = { code: 'message-unreadable', faults: read.refusal.map(xmlFaultOf) } as const;
    return atDoor(refusal, sha256, null, context);
  }
  const recall = read.value.message;
  const before = await sameMessage(recall.id, sha256, context);
  if (before !== undefined) return answerAgain(before, context);
  const sealer = { name: recall.school, taxCode: recall.taxCode };
  const judged = judgeSeal(read.value, sealer, context.trust, context.clock.now());
  const knocking = { kind: 'recall' as const, head: recall, ...judged, sha256 };
  const sender = await checkSender(knocking, context);
  if (!sender.ok) return atDoor(sender.refusal, sha256, recall.school, context);
  const done = await context.store.change((tx) => apply(tx, recall, bytes, sha256, context));
  if (done !== undefined) return done;
  const taken = await sameMessage(recall.id, sha256, context);
  if (taken !== undefined) return answerAgain(taken, context);
  return atDoor({ code: 'package-id-reused', faults: [] }, sha256, recall.school, context);
}

async function atDoor(
  refusal: DoorRefusal,
  sha256: string,
  school: string | null,
  context: RegisterContext,
): Promise<Result<never, RecallFailure>> {
  await noteRefusal('recall', refusal, { sha256, school }, context);
  return refuse({ kind: 'door', refusal });
}

async function answerAgain(
  message: number,
  { store }: RegisterContext,
): Promise<Result<RecallAnswer, RecallFailure>> {
  const [event] = await store.eventsOf(message);
  if (event === undefined) throw new Error('a stored recall has its event');
  return ok({ message, recalledAt: event.at, leafIndex: event.leafIndex });
}

/** Undefined when another process has taken the message id. */
async function apply(
  tx: RegisterTransaction,
  recall: Recall,
  bytes: Uint8Array,
  sha256: string,
  context: RegisterContext,
): Promise<Result<RecallAnswer, RecallFailure> | undefined> {
  const { clock, logKey } = context;
  // Whoever held the log before us may have done this very recall.
  if ((await sameMessage(recall.id, sha256, context)) !== undefined) return undefined;
  const at = clock.now();
  const record = (await tx.byCode([recall.code])).get(recall.code);
  const period = record === undefined ? undefined : await tx.period(record.year);
  const ruled =
    period === undefined
      ? refuse({ code: 'record-unknown' as const })
      : ruleOfRecall(record, period, recall, at);
  if (!ruled.ok) return refuse({ kind: 'rule', refusal: ruled.refusal });
  const event = ruled.value;
  const message: NewMessage = {
    kind: 'recall',
    id: recall.id,
    school: recall.school,
    year: event.year,
    sha256,
    bytes,
    total: 1,
    receivedAt: at,
  };
  const number = await tx.addMessage(message);
  if (number === undefined) return undefined;
  const leafIndex = tx.frontier.size;
  await tx.append(logEvents(tx.frontier, [event], logKey, at), number);
  const state = evolve(record, event, leafIndex);
  if (state === undefined) throw new Error('a recalled record is known');
  await tx.saveStates([state]);
  return ok({ message: number, recalledAt: at, leafIndex });
}
