import { setTimeout as delay } from 'node:timers/promises';

/** Time as the clients of signing services use it, so that tests need not wait. */
export interface Pace {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Rejects with the signal's reason when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const realPace: Pace = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    signal.throwIfAborted();
    await delay(ms, undefined, { signal }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw error;
    });
  },
};

/** How often a transaction's state is asked for, and until when. All in milliseconds. */
export interface Polling {
  readonly firstMs: number;
  /** Each interval is the one before times this. */
  readonly factor: number;
  readonly mostMs: number;
  /** How long the holder has to approve; Vietnamese providers give five minutes. */
  readonly approvalMs: number;
}

export const usualPolling: Polling = {
  firstMs: 2000,
  factor: 1.25,
  mostMs: 10_000,
  approvalMs: 300_000,
};

/** Asks until there is an answer; undefined when the time for approval ran out first. */
export async function askUntil<T>(
  ask: () => Promise<T | undefined>,
  {
    pace,
    polling,
    since,
  }: { readonly pace: Pace; readonly polling: Polling; readonly since: number },
  signal: AbortSignal,
): Promise<T | undefined> {
  let interval = polling.firstMs;
  for (;;) {
    const late = pace.now() - since > polling.approvalMs;
    const answer = await ask();
    if (answer !== undefined || late) return answer;
    await pace.sleep(interval, signal);
    interval = Math.min(interval * polling.factor, polling.mostMs);
  }
}

/** Aborting ends a signing without a refusal; everything else passes through. */
export async function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
