import { Outage } from '../outage.ts';
import { type AnsweredPackage, answerPackage } from './answer-package.ts';
import type { RegisterContext } from './ports.ts';

/** Works on received packages until it is closed. */
export interface RegisterWorker {
  /** Look now: something was received. */
  wake(): void;
  /** Finishes the package in hand, then stops. */
  close(): Promise<void>;
  /** Whether the last look for work went without trouble. */
  isHealthy(): boolean;
}

export interface WorkerOptions {
  /** Milliseconds between looks when there is nothing to do. */
  readonly idleMs: number;
  /** Milliseconds of a clock that never goes back. */
  elapsed(): number;
  /** Waits, or less when the signal is given. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Called when there was nothing to do, before waiting; must return at once. */
  rested?(): void;
  /** Told after each package is answered for good: for witnesses to be asked, and for the operator's figures. */
  answered(outcome: TimedOutcome): void;
  /** Told what a look threw; the worker goes on. */
  failed(error: unknown): void;
}

/** What became of a package, and milliseconds from taking it up to the commit of its answer. */
export interface TimedOutcome extends AnsweredPackage {
  readonly ms: number;
}

/** Starts the loop. Several processes may run it on one database: each package is worked on by one of them. */
export function runWorker(context: RegisterContext, options: WorkerOptions): RegisterWorker {
  let closed = false;
  let nap = new AbortController();
  let healthy = true;
  const loop = async (): Promise<void> => {
    while (!closed) {
      nap = new AbortController();
      const worked = await look(context, options.elapsed);
      healthy = worked.ok;
      if (!worked.ok) options.failed(worked.error);
      else if (worked.outcome !== undefined) options.answered(worked.outcome);
      if (worked.ok && worked.outcome !== undefined) continue;
      options.rested?.();
      const wait = worked.ok ? options.idleMs : waitAfter(worked.error, options.idleMs);
      if (!closed) await options.sleep(wait, nap.signal);
    }
  };
  const done = loop();
  return {
    wake: () => nap.abort(),
    async close() {
      closed = true;
      nap.abort();
      await done;
    },
    isHealthy: () => healthy,
  };
}

type Look =
  | { readonly ok: true; readonly outcome: TimedOutcome | undefined }
  | { readonly ok: false; readonly error: unknown };

/** The loop is the edge of this work: nothing that one package throws may end it. */
async function look(context: RegisterContext, elapsed: () => number): Promise<Look> {
  let outcome: AnsweredPackage | undefined;
  const start = elapsed();
  try {
    const found = await context.store.workOnNext(async (claimed) => {
      outcome = await answerPackage(claimed, context);
    });
    if (!found || outcome === undefined) return { ok: true, outcome: undefined };
    return { ok: true, outcome: { ...outcome, ms: Math.round(elapsed() - start) } };
  } catch (error) {
    return { ok: false, error };
  }
}

const waitAfter = (error: unknown, idleMs: number): number =>
  error instanceof Outage ? (error.retryAfterMs ?? 5 * idleMs) : 5 * idleMs;
