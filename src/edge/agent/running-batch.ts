import { randomBytes } from 'node:crypto';
import { Outage } from '../../app/outage.ts';
import type {
  BatchToSign,
  ItemAnswer,
  ServiceRefusal,
  SigningService,
} from '../../app/signing/ports.ts';

/** How a batch ended: everything answered, refused as a whole, cancelled, or the world failed. */
export type BatchEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly refusal: ServiceRefusal }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'outage'; readonly code: string; readonly fact: string };

/** One batch under way, or ended and kept for a while so that a lost answer can be asked for again. */
export interface RunningBatch {
  readonly id: string;
  readonly items: number;
  /** Undefined while it runs. */
  readonly end: BatchEnd | undefined;
  readonly signed: number;
  /** Lines of answers from number `from` on, joined as they are at hand, until the end; the last line tells the end. */
  read(from: number): AsyncGenerator<string, void, undefined>;
  cancel(): void;
  /** Settles when it has ended; never rejects. */
  readonly ended: Promise<BatchEnd>;
}

/** A batch that nobody reads is cancelled after so long: its page is gone, and the next one waits. */
const unreadLimitMs = 60_000;

/** A blank line goes out so often while there is no answer: clients give a silent line up after some minutes. */
const blankLineMs = 20_000;

export function startBatch(
  service: SigningService,
  batch: BatchToSign,
  { unreadMs, blankMs } = { unreadMs: unreadLimitMs, blankMs: blankLineMs },
): RunningBatch {
  const stop = new AbortController();
  const lines: string[] = [];
  let signed = 0;
  let end: BatchEnd | undefined;
  let news = Promise.withResolvers<void>();
  let unread = setTimeout(() => stop.abort(), unreadMs);
  let readers = 0;
  const tell = (line: unknown): void => {
    lines.push(`${JSON.stringify(line)}\n`);
    const told = news;
    news = Promise.withResolvers();
    told.resolve();
  };
  const ended = run(service, batch, stop.signal, (answer) => {
    if ('value' in answer) signed += 1;
    tell(lineOf(answer));
  }).then((how) => {
    clearTimeout(unread);
    end = how;
    tell({ end: how });
    return how;
  });
  return {
    id: randomBytes(16).toString('hex'),
    items: batch.items.length,
    get end() {
      return end;
    },
    get signed() {
      return signed;
    },
    cancel: () => stop.abort(),
    ended,
    async *read(from) {
      readers += 1;
      clearTimeout(unread);
      try {
        for (let next = from; ; ) {
          const waiting = news.promise;
          const isLast = end !== undefined;
          const fresh = lines.slice(next);
          next += fresh.length;
          if (fresh.length > 0) yield fresh.join('');
          if (isLast) return;
          if (fresh.length === 0 && !(await settlesWithin(waiting, blankMs))) yield '\n';
        }
      } finally {
        readers -= 1;
        if (readers === 0 && end === undefined) {
          unread = setTimeout(() => stop.abort(), unreadMs);
        }
      }
    },
  };
}

/** Whether it settled in time. */
async function settlesWithin(promise: Promise<void>, limitMs: number): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const limit = setTimeout(() => late.resolve(false), limitMs);
  try {
    return await Promise.race([promise.then(() => true), late.promise]);
  } finally {
    clearTimeout(limit);
  }
}

const lineOf = (answer: ItemAnswer): unknown =>
  'value' in answer
    ? { id: answer.id, value: Buffer.from(answer.value).toString('base64') }
    : { id: answer.id, refusal: answer.refusal };

async function run(
  service: SigningService,
  batch: BatchToSign,
  signal: AbortSignal,
  answered: (answer: ItemAnswer) => void,
): Promise<BatchEnd> {
  try {
    const answers = service.sign(batch, signal);
    for (;;) {
      const next = await answers.next();
      if (next.done !== true) answered(next.value);
      else if (next.value === undefined) return { kind: 'done' };
      else return { kind: 'refused', refusal: next.value };
    }
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled' };
    return { kind: 'outage', ...outageOf(error) };
  }
}

/** What the page is told of a failure; of a bug no more than that it is one. */
export function outageOf(error: unknown): { readonly code: string; readonly fact: string } {
  const outage = error instanceof Outage ? error : new Outage('agent-failed', { cause: error });
  const { code, message } = outage;
  return { code, fact: message === code ? '' : message.slice(code.length + 2) };
}
