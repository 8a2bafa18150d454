import type { KeyObject } from 'node:crypto';
import type { Instant } from '../../domain/time/instant.ts';
import type { Certificate } from '../certificate/certificate.ts';
import type { KeptEvidence } from '../certificate/kept-evidence.ts';
import type { TrustStore } from '../certificate/trust-store.ts';
import type { Finding } from './report.ts';

/** What the verifier needs to know of a signer's certificate. */
export interface SignerCertificate {
  readonly publicKey: KeyObject;
  /** Common name of the subject. */
  readonly name: string;
  /** UID values of the subject: «CCCD:…» for a person, «MST:…» for an organisation. */
  readonly ids: readonly string[];
  readonly keyType: 'rsa' | 'ec-p256' | 'ec-p384' | 'other';
  readonly keyBits: number;
  /** SHA-256 of the DER, in base64 and in hexadecimal. */
  readonly sha256: string;
  readonly sha256Hex: string;
  /** SHA-384 of the DER in base64. */
  sha384(): string;
  /** DER of IssuerSerial, in base64. */
  readonly issuerSerial: string;
}

/** Trust in signers, as the verifier asks for it: certificates by their base64, and their chains as of a time. */
export interface SignerTrust {
  /** Undefined when the bytes are not a certificate that we can read. */
  certificate(base64: string): SignerCertificate | undefined;
  /**
   * Path, validity, usage and revocation of a certificate that signed at `signedAt`; the signature is known to have
   * existed by `provenBy`.
   */
  chain(certificate: SignerCertificate, signedAt: Instant, provenBy: Instant): readonly Finding[];
  /** The same trust with what a file keeps beside its signatures. Absent where nobody is trusted. */
  beside?(kept: KeptEvidence): StoreTrust;
}

/** Trust by a store of roots, authorities and lists. */
export interface StoreTrust extends SignerTrust {
  readonly store: TrustStore;
  /** The path that `chain` judges, from the signer's certificate to the root; empty when there is none. */
  path(
    certificate: SignerCertificate,
    signedAt: Instant,
    provenBy: Instant,
  ): readonly Certificate[];
  /** The certificate itself. */
  whole(certificate: SignerCertificate): Certificate;
}
