import type { BatchToSign, ItemAnswer, ServiceRefusal } from '../../app/signing/ports.ts';
import type { Result } from '../../domain/result.ts';
import { digestOf } from './certificate.ts';
import { unintelligible } from './fields.ts';
import { askUntil, type Pace, type Polling } from './pace.ts';

/** One thing to sign, as services take it. */
export interface Digested {
  readonly id: string;
  readonly title: string;
  readonly digest: Buffer;
}

/** All answers of a part, in any order. */
export type Answers = { readonly answers: readonly ItemAnswer[] };
export type Begun<Handle> = Answers | { readonly handle: Handle };
/** Undefined while the holder has not decided. */
export type TransactionState = Result<readonly ItemAnswer[], ServiceRefusal> | undefined;

/** What differs between providers in one signing; made anew for each batch. */
export interface Transactor<Handle> {
  /** How many of the rest the next request takes. */
  partSize(rest: readonly Digested[]): number;
  /** Sends a part; `rest` begins with it, for services that approve more at a time than they sign. */
  begin(
    part: readonly Digested[],
    rest: readonly Digested[],
    signal: AbortSignal,
  ): Promise<Result<Begun<Handle>, ServiceRefusal>>;
  ask(handle: Handle, part: readonly Digested[], signal: AbortSignal): Promise<TransactionState>;
}

/** A transaction whose outcome was not learnt: the line broke, or the user left. */
interface OpenTransaction<Handle> {
  readonly handle: Handle;
  readonly digests: readonly string[];
  readonly since: number;
}

/** Open transactions by certificate. Asking for their outcome spares the holder a second approval. */
export type OpenTransactions<Handle> = Map<string, readonly OpenTransaction<Handle>[]>;

export interface BatchRun<Handle> {
  readonly place: string;
  readonly batch: BatchToSign;
  readonly transactor: Transactor<Handle>;
  readonly open: OpenTransactions<Handle>;
  readonly pace: Pace;
  readonly polling: Polling;
}

/**
 * One batch in as many transactions as the provider needs. Transactions of before that cover items of this batch are
 * asked for first. What is answered stands when a later part is refused or lost.
 */
export async function* runBatch<Handle>(
  run: BatchRun<Handle>,
  signal: AbortSignal,
): AsyncGenerator<ItemAnswer, ServiceRefusal | undefined, undefined> {
  let rest: readonly Digested[] = run.batch.items.map(({ id, title, toBeSigned }) => ({
    id,
    title,
    digest: digestOf(run.batch.algorithm, toBeSigned),
  }));
  try {
    for (const transaction of run.open.get(run.batch.certificate) ?? []) {
      const part = itemsOf(transaction, rest);
      if (part === undefined) continue;
      const outcome = await follow(run, transaction, part, signal);
      if (!outcome.ok) continue;
      yield* outcome.value;
      rest = rest.filter((item) => !part.includes(item));
    }
    while (rest.length > 0) {
      const part = rest.slice(0, run.transactor.partSize(rest));
      const outcome = await signPart(run, part, rest, signal);
      if (!outcome.ok) return outcome.refusal;
      yield* outcome.value;
      rest = rest.slice(part.length);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return undefined;
}

async function signPart<Handle>(
  run: BatchRun<Handle>,
  part: readonly Digested[],
  rest: readonly Digested[],
  signal: AbortSignal,
): Promise<Result<readonly ItemAnswer[], ServiceRefusal>> {
  signal.throwIfAborted();
  const since = run.pace.now();
  const begun = await run.transactor.begin(part, rest, signal);
  if (!begun.ok) return begun;
  if ('answers' in begun.value) {
    return { ok: true, value: checked(begun.value.answers, part, run.place) };
  }
  const digests = part.map(({ digest }) => digest.toString('hex'));
  const transaction = { handle: begun.value.handle, digests, since };
  const { certificate } = run.batch;
  run.open.set(certificate, [...(run.open.get(certificate) ?? []), transaction]);
  return follow(run, transaction, part, signal);
}

/** Asks until the outcome is known, and forgets the transaction then; an outage leaves it open. */
async function follow<Handle>(
  run: BatchRun<Handle>,
  transaction: OpenTransaction<Handle>,
  part: readonly Digested[],
  signal: AbortSignal,
): Promise<Result<readonly ItemAnswer[], ServiceRefusal>> {
  const { transactor, pace, polling, place, open, batch } = run;
  const state = await askUntil(
    () => transactor.ask(transaction.handle, part, signal),
    { pace, polling, since: transaction.since },
    signal,
  );
  const others = (open.get(batch.certificate) ?? []).filter((one) => one !== transaction);
  open.set(batch.certificate, others);
  if (state === undefined) {
    return { ok: false, refusal: { code: 'approval-expired', facts: { place } } };
  }
  return state.ok ? { ok: true, value: checked(state.value, part, place) } : state;
}

/** The batch's items that the transaction covers; undefined when it covers others too. */
function itemsOf<Handle>(
  { digests }: OpenTransaction<Handle>,
  rest: readonly Digested[],
): readonly Digested[] | undefined {
  const byDigest = new Map(rest.map((item) => [item.digest.toString('hex'), item]));
  const items = digests.flatMap((digest) => byDigest.get(digest) ?? []);
  return items.length === digests.length && new Set(items).size === items.length
    ? items
    : undefined;
}

/** Exactly one answer for each item; otherwise nothing of the answer can be trusted. */
function checked(
  answers: readonly ItemAnswer[],
  part: readonly Digested[],
  place: string,
): readonly ItemAnswer[] {
  const ids = new Set(answers.map(({ id }) => id));
  const isWhole = answers.length === part.length && part.every(({ id }) => ids.has(id));
  if (!isWhole) throw unintelligible(`${place} answers ${answers.length} of ${part.length}`);
  return answers;
}

/** Values in the order of the part, for services that answer by position. */
export const inOrder = (
  part: readonly Digested[],
  values: readonly Uint8Array[],
  place: string,
): readonly ItemAnswer[] => {
  if (values.length !== part.length) {
    throw unintelligible(`${place} answers ${values.length} of ${part.length}`);
  }
  return part.flatMap(({ id }, index) => {
    const value = values[index];
    return value === undefined ? [] : [{ id, value }];
  });
};
