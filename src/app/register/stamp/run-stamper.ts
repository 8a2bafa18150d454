import { Outage } from '../../outage.ts';
import type { StampContext } from './ports.ts';
import { type Stamped, type StampingRefusal, stampCheckpoint } from './stamp-checkpoint.ts';

/** What a turn came to, for the operator's log. */
export type StampNews =
  | { readonly event: 'checkpoint-stamped'; readonly stamped: Stamped }
  | { readonly event: 'stamp-refused'; readonly refusal: StampingRefusal }
  | { readonly event: 'stamp-failed'; readonly error: unknown };

export interface StamperOptions {
  /** Milliseconds between two looks whether a stamp is due. */
  readonly everyMs: number;
  /** Milliseconds to the next attempt after one that failed. */
  readonly retryMs: number;
  nowMs(): number;
  tell(news: StampNews): void;
}

export interface Stamper {
  /** Called whenever the worker rests; looks only when it is time, and returns at once. */
  turn(): void;
  /** Waits for a request that is under way. */
  settled(): Promise<void>;
}

/** That there is nothing to stamp is the usual state, not news. */
const isQuiet = ({ code }: StampingRefusal): boolean =>
  code === 'nothing-to-stamp' || code === 'head-already-stamped' || code === 'stamped-today';

/** Daily stamps, taken beside the worker's own work: a slow authority holds no package up. */
export function runStamper(context: StampContext, options: StamperOptions): Stamper {
  let nextMs = 0;
  let running: Promise<void> | undefined;
  const look = async (): Promise<number> => {
    const answer = await stampCheckpoint('daily', context);
    if (answer.ok) options.tell({ event: 'checkpoint-stamped', stamped: answer.value });
    else if (!isQuiet(answer.refusal)) {
      options.tell({ event: 'stamp-refused', refusal: answer.refusal });
      return options.retryMs;
    }
    return options.everyMs;
  };
  const waitAfter = (error: unknown): number => {
    options.tell({ event: 'stamp-failed', error });
    const asked = error instanceof Outage ? (error.retryAfterMs ?? 0) : 0;
    return Math.max(asked, options.retryMs);
  };
  return {
    turn() {
      if (running !== undefined || options.nowMs() < nextMs) return;
      running = look()
        .then((ms) => ms, waitAfter)
        .then((ms) => {
          nextMs = options.nowMs() + ms;
          running = undefined;
        });
    },
    settled: () => running ?? Promise.resolve(),
  };
}
