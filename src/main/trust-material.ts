import { signerTrustOf } from '../format/certificate/signer-trust.ts';
import { type TrustFile, trustStoreOf } from '../format/certificate/trust-store.ts';
import type { SignerTrust } from '../format/signature/signer-trust.ts';

/** Certificates and CRLs as files, in a form that can be copied to another thread. */
export interface TrustMaterial {
  readonly files: readonly TrustFile[];
}

/** Called in each worker thread with what the main thread gave it. */
export const signerTrust = (material: unknown): SignerTrust =>
  signerTrustOf(trustStoreOf((material as TrustMaterial).files));
