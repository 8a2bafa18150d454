import type { KeyObject } from 'node:crypto';
import type { Instant } from '../../domain/time/instant.ts';
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
  /** Path, validity, usage and revocation of a certificate that signed at `signedAt`, judged as of `asOf`. */
  chain(certificate: SignerCertificate, signedAt: Instant, asOf: Instant): readonly Finding[];
}
