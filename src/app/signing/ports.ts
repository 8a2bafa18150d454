import type { Result } from '../../domain/result.ts';
import type { SigningCertificate } from '../../format/signature/prepare.ts';
import type { SignatureAlgorithm } from '../../format/xml/signature-schema.ts';

/** A certificate whose private key a signing service can use now. */
export interface ServiceCertificate {
  /** How the service names the key: opaque here. */
  readonly id: string;
  readonly certificate: SigningCertificate;
  /** The service's issuing certificates, base64 DER, nearest first; empty when it gives none. */
  readonly issuers: readonly string[];
  readonly algorithm: SignatureAlgorithm;
  /** What a person tells tokens apart by: label and serial number, or the provider's name. */
  readonly place: string;
}

/** One thing to sign. */
export interface ItemToSign {
  /** Unique within the batch; the answer bears it. */
  readonly id: string;
  /** What the holder reads on the approving device; no personal data beyond what they must see. */
  readonly title: string;
  /** The canonical SignedInfo. Services that take digests compute them by `algorithm`. */
  readonly toBeSigned: Uint8Array;
}

/** What one holder signs under one PIN or one approval, whatever the service's own limits. */
export interface BatchToSign {
  readonly certificate: string;
  readonly algorithm: SignatureAlgorithm;
  readonly title: string;
  readonly items: readonly ItemToSign[];
}

/** Why a service does not sign. What is the network's or the service's fault is thrown as an Outage instead. */
export type ServiceRefusalCode =
  | 'token-absent'
  | 'token-removed'
  | 'pin-wrong'
  | 'pin-locked'
  | 'pin-cancelled'
  | 'certificate-not-found'
  | 'certificate-not-usable'
  | 'key-not-usable'
  | 'approval-declined'
  | 'approval-expired'
  | 'credential-refused'
  | 'too-many-items'
  | 'item-refused';

export interface ServiceRefusal {
  readonly code: ServiceRefusalCode;
  /** Fill the sentence: `triesLeft`, `status`, `place`. Never a PIN, a token or a secret. */
  readonly facts: Readonly<Record<string, string>>;
}

/** One item's raw signature value (PKCS#1 v1.5, or r‖s for ECDSA), or why it has none. */
export type ItemAnswer =
  | { readonly id: string; readonly value: Uint8Array }
  | { readonly id: string; readonly refusal: ServiceRefusal };

/**
 * Dịch vụ kí: where private keys are used: a USB token through the local agent, a remote signing service, the demo's
 * files. One port for all of them.
 */
export interface SigningService {
  /** The certificates at hand. `holder` («CCCD:…», «MST:…») narrows them where the service must be asked by name. */
  certificates(
    holder: string | null,
    signal: AbortSignal,
  ): Promise<Result<readonly ServiceCertificate[], ServiceRefusal>>;
  /**
   * Signs a batch. Answers come as they are made, in any order, each item at most once; the holder is asked once for
   * the whole batch, or as rarely as the provider allows. A refusal that concerns everything ends the sequence as its
   * return value; what was answered before it stands. Aborting ends it too.
   */
  sign(
    batch: BatchToSign,
    signal: AbortSignal,
  ): AsyncGenerator<ItemAnswer, ServiceRefusal | undefined, undefined>;
}
