import { existsSync, rmSync } from 'node:fs';
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';
import type { SignerTrust } from '../../src/format/signature/signer-trust.ts';
import * as fictional from './fictional-trust.ts';

export interface MortalMaterial {
  readonly holders: readonly fictional.FictionalHolder[];
  /** While this file is there, the next thread that judges a chain dies; it takes the file along. */
  readonly deathNote: string;
  /** How many chains it judges before. */
  readonly after: number;
}

/** A TrustModule of the verify pool whose thread ends in the middle of a package. */
export function signerTrust(material: unknown): SignerTrust {
  const { holders, deathNote, after } = material as MortalMaterial;
  const trust = fictional.signerTrust(holders);
  let judged = 0;
  return {
    ...trust,
    chain: (certificate, signedAt, asOf) => {
      judged += 1;
      if (!isMainThread && judged > after && existsSync(deathNote)) {
        rmSync(deathNote);
        // In a worker thread this ends the thread, at once.
        process.exit(1);
      }
      return trust.chain(certificate, signedAt, asOf);
    },
  };
}
