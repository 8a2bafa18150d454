import { hash } from 'node:crypto';
import { Outage } from '../outage.ts';
import { checkDoor } from './check-door.ts';
import { checkPackages } from './check-packages.ts';
import { checkUse } from './check-use.ts';
import type { CheckResult, ConformanceKit } from './ports.ts';

const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');

/**
 * Drives an implementation of the protocol with right and wrong messages, in an order in which each finds what the
 * former left. It uses up its records: they are registered, and one is recalled. A line that breaks leaves the rest
 * of its part undetermined.
 */
export async function* runConformance(kit: ConformanceKit): AsyncGenerator<CheckResult> {
  const parts = [
    ['door', checkDoor(kit)],
    ['packages', checkPackages(kit, sha256)],
    ['use', checkUse(kit)],
  ] as const;
  for (const [part, checks] of parts) {
    try {
      yield* checks;
    } catch (error) {
      if (!(error instanceof Outage)) throw error;
      const found = error.code;
      yield { check: `part-${part}`, outcome: 'undetermined', expected: 'an answer', found };
    }
  }
}
