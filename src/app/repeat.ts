/** Work that comes back. */
export interface Repeated {
  /** The next turn comes now. */
  wake(): void;
  /** Finishes the turn in hand, then stops. */
  close(): Promise<void>;
}

export interface RepeatOptions {
  /** Milliseconds between the end of a turn and the next one. */
  readonly everyMs: number;
  /** Waits, or less when the signal is given. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Told what a turn threw; the next one comes all the same. */
  failed(error: unknown): void;
}

/** Does the work now, and again and again, one turn at a time, until it is closed. */
export function repeat(
  work: () => Promise<void>,
  { everyMs, sleep, failed }: RepeatOptions,
): Repeated {
  let closed = false;
  let nap = new AbortController();
  const loop = async (): Promise<void> => {
    while (!closed) {
      nap = new AbortController();
      await work().catch(failed);
      if (!closed) await sleep(everyMs, nap.signal);
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
  };
}
