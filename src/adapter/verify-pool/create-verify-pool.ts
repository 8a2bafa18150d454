import { Piscina } from 'piscina';
import { Outage } from '../../app/outage.ts';
import type { Verifier } from '../../app/register/ports.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';

/** A module that makes trust from material that can be copied to another thread. */
export interface TrustModule {
  signerTrust(material: unknown): SignerTrust;
}

export interface VerifyPoolOptions {
  readonly threads: number;
  /** Where `signerTrust` is exported, and what it is given in each worker. */
  readonly trust: { readonly module: URL; readonly material: unknown };
}

export interface VerifyPool extends Verifier {
  close(): Promise<void>;
}

/** Worker threads that verify from raw bytes: parsed objects cost more to pass than to parse (architecture, 2.9). */
export function createVerifyPool({ threads, trust }: VerifyPoolOptions): VerifyPool {
  const pool = new Piscina({
    filename: new URL('./worker.ts', import.meta.url).href,
    minThreads: 1,
    maxThreads: threads,
    idleTimeout: 30_000,
    workerData: { module: trust.module.href, material: trust.material },
  });
  const run = async (task: unknown, name: string) => {
    try {
      return await pool.run(task, { name });
    } catch (error) {
      // A worker that dies takes its task along; the same task may be given to the next one.
      throw new Outage('verification-interrupted', { retryAfterMs: 1000, cause: error });
    }
  };
  return {
    readPackage: (bytes, asOf) => run({ bytes, asOf }, 'openPackage'),
    verifyRecords: (files, policy) => run({ files, policy }, 'verifyRecords'),
    close: () => pool.close({ force: true }),
  };
}
