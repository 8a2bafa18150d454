import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Instant } from '../../domain/time/instant.ts';
import { type Certificate, parseCertificate } from '../../format/certificate/certificate.ts';
import type { KeyUsage } from '../../format/certificate/extension.ts';
import type { NameAttribute } from '../../format/certificate/name.ts';
import { purpose } from '../../format/certificate/oid.ts';
import {
  type CertificateSigner,
  keyIdentifierOf,
  writeCertificate,
  writeName,
} from '../../format/certificate/write-certificate.ts';
import {
  writeAuthorityKeyId,
  writeBasicConstraints,
  writeCrlPoint,
  writeExtKeyUsage,
  writeKeyUsage,
  writePolicies,
  writeSubjectKeyId,
} from '../../format/certificate/write-extension.ts';
import type { KeyPair } from './key-pair.ts';

/** A certificate with its private key. */
export interface Credential {
  readonly certificate: Certificate;
  readonly privateKey: KeyPair['privateKey'];
}

export interface Validity {
  readonly notBefore: Instant;
  readonly notAfter: Instant;
}

export interface Issue {
  readonly keys: KeyPair;
  readonly subject: readonly NameAttribute[];
  readonly validity: Validity;
  /** Absent for a self-signed root. */
  readonly issuer?: Credential;
  /** For an authority: how many authorities may stand below; null for a subscriber. */
  readonly pathLength: number | null;
  readonly crlUrl?: string;
  /** What a subscriber's key is for; documents unless it says otherwise. */
  readonly use?: 'documents' | 'time-stamps';
}

/** A policy under ITU-T's arc for examples: it must not pass for a policy of a real authority. */
export const examplePolicy = '2.999.1.1';
/** id-kp-documentSigning (RFC 9336). */
const documentSigning = '1.3.6.1.5.5.7.3.36';

const subscriberUsage: readonly KeyUsage[] = ['digitalSignature', 'nonRepudiation'];
const authorityUsage: readonly KeyUsage[] = ['keyCertSign', 'cRLSign'];

/** Signs a certificate with the issuer's key, or with its own for a root, and reads it back. */
export function issue({
  keys,
  subject,
  validity,
  issuer,
  pathLength,
  crlUrl,
  use = 'documents',
}: Issue): Credential {
  const name = writeName(subject);
  const isAuthority = pathLength !== null;
  const issuerKey = issuer?.certificate.publicKey ?? keys.publicKey;
  const der = writeCertificate(
    {
      serial: randomSerial(),
      issuer: issuer?.certificate.subject.der ?? name,
      subject: name,
      ...validity,
      publicKey: keys.publicKey,
      extensions: [
        writeBasicConstraints(isAuthority ? { pathLength } : null),
        writeKeyUsage(isAuthority ? authorityUsage : subscriberUsage),
        ...(isAuthority ? [] : [purposeOf(use)]),
        writeSubjectKeyId(keyIdentifierOf(keys.publicKey)),
        writeAuthorityKeyId(keyIdentifierOf(issuerKey)),
        ...(crlUrl === undefined ? [] : [writeCrlPoint(crlUrl)]),
        ...(issuer === undefined ? [] : [writePolicies([examplePolicy])]),
      ],
    },
    signerOf(issuer?.privateKey ?? keys.privateKey),
  );
  const read = parseCertificate(der);
  assert(read.ok, 'our own certificate cannot be read');
  return { certificate: read.value, privateKey: keys.privateKey };
}

/** A time-stamp authority's key is for that alone, and critically so (RFC 3161, 2.3). */
const purposeOf = (use: 'documents' | 'time-stamps'): Buffer =>
  use === 'documents'
    ? writeExtKeyUsage([documentSigning])
    : writeExtKeyUsage([purpose.timeStamping], 'critical');

/** The algorithm that goes with an authority's key. */
export function signerOf(privateKey: KeyPair['privateKey']): CertificateSigner {
  if (privateKey.asymmetricKeyType === 'rsa') return { privateKey, algorithm: 'rsa-sha256' };
  const curve = privateKey.asymmetricKeyDetails?.namedCurve;
  return { privateKey, algorithm: curve === 'secp384r1' ? 'ecdsa-sha384' : 'ecdsa-sha256' };
}

/** 127 random bits with the first one set: positive and always 16 octets. */
function randomSerial(): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}
