import type { LogSource } from '../app/register/ports.ts';
import { seekCosignature } from '../app/register/seek-cosignature.ts';
import type { RegisterConfig } from './register.ts';

/** Asks the witness for the newest head; outages are logged, not thrown. */
export interface Cosigner {
  (): Promise<void>;
  settled(): Promise<void>;
}

/** One request to the witness at a time; heads that come meanwhile are asked for together. */
export function createCosigner(
  { witness, logKey, write }: Pick<RegisterConfig, 'witness' | 'logKey' | 'write'>,
  log: LogSource,
): Cosigner {
  let running: Promise<void> = Promise.resolve();
  let waiting = false;
  const seek = async (): Promise<void> => {
    if (witness === undefined) return;
    try {
      const sought = await seekCosignature(logKey.name, log, witness.client, witness.key);
      if (sought.ok) return;
      const facts = { code: sought.refusal.code };
      write({ level: 'error', event: 'witness-refused', facts });
    } catch (error) {
      write({ level: 'error', event: 'witness-unreachable', facts: {}, error });
    }
  };
  const ask = (): Promise<void> => {
    if (waiting) return running;
    waiting = true;
    running = running.then(() => {
      waiting = false;
      return seek();
    });
    return running;
  };
  return Object.assign(ask, { settled: () => running });
}
