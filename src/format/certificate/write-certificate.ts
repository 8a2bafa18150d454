import { hash, type KeyObject, sign } from 'node:crypto';
import type { Instant } from '../../domain/time/instant.ts';
import type { CertificateAlgorithm } from './algorithm.ts';
import { fieldsOf, parseDer, required, tag } from './der.ts';
import { bitOctetsOf } from './der-value.ts';
import {
  writeBitOctets,
  writeExplicit,
  writeIa5,
  writeInteger,
  writeNull,
  writeOid,
  writePrintable,
  writeSequence,
  writeSetOf,
  writeSmallInteger,
  writeTime,
  writeUtf8,
} from './der-write.ts';
import type { NameAttribute } from './name.ts';
import { attribute } from './oid.ts';

const algorithmOids = {
  'rsa-sha256': '1.2.840.113549.1.1.11',
  'rsa-sha384': '1.2.840.113549.1.1.12',
  'rsa-sha1': '1.2.840.113549.1.1.5',
  'ecdsa-sha256': '1.2.840.10045.4.3.2',
  'ecdsa-sha384': '1.2.840.10045.4.3.3',
} as const satisfies { readonly [A in CertificateAlgorithm]?: string };

/** With what an authority signs. `rsa-sha1` is there for the tests that must see it refused. */
export interface CertificateSigner {
  readonly privateKey: KeyObject;
  readonly algorithm: keyof typeof algorithmOids;
}

export interface CertificateContent {
  /** Big-endian octets of a positive number, at most 20. */
  readonly serial: Uint8Array;
  /** DER of names. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly publicKey: KeyObject;
  /** DER of each Extension. */
  readonly extensions: readonly Uint8Array[];
}

/** Writes and signs a certificate of version 3 (RFC 5280, 4.1). */
export function writeCertificate(content: CertificateContent, signer: CertificateSigner): Buffer {
  const body = writeSequence(
    writeExplicit(0, writeSmallInteger(2)),
    writeInteger(content.serial),
    writeAlgorithm(signer.algorithm),
    content.issuer,
    writeSequence(writeTime(content.notBefore), writeTime(content.notAfter)),
    content.subject,
    content.publicKey.export({ format: 'der', type: 'spki' }),
    writeExplicit(3, writeSequence(...content.extensions)),
  );
  return writeSigned(body, signer);
}

/** SEQUENCE of what is signed, the algorithm, and the signature. */
export function writeSigned(body: Uint8Array, signer: CertificateSigner): Buffer {
  const [, digest = ''] = signer.algorithm.split('-');
  const signature = sign(digest, body, signer.privateKey);
  return writeSequence(body, writeAlgorithm(signer.algorithm), writeBitOctets(signature));
}

/** RSA carries NULL parameters, ECDSA none (RFC 4055, 5; RFC 5758, 3.2). */
export function writeAlgorithm(algorithm: CertificateSigner['algorithm']): Buffer {
  const oid = writeOid(algorithmOids[algorithm]);
  return algorithm.startsWith('rsa') ? writeSequence(oid, writeNull()) : writeSequence(oid);
}

/** A name with one attribute to each relative name, in the order given. */
export const writeName = (attributes: readonly NameAttribute[]): Buffer =>
  writeSequence(
    ...attributes.map(({ oid, value }) =>
      writeSetOf(writeSequence(writeOid(oid), writeNameValue(oid, value))),
    ),
  );

const writeNameValue = (oid: string, value: string): Buffer => {
  if (oid === attribute.country || oid === attribute.serialNumber) return writePrintable(value);
  return oid === attribute.email ? writeIa5(value) : writeUtf8(value.normalize('NFC'));
};

/** The key identifier of RFC 7093, 2, method 1: the first 160 bits of SHA-256 over the public key. */
export function keyIdentifierOf(publicKey: KeyObject): Buffer {
  const spki = parseDer(publicKey.export({ format: 'der', type: 'spki' }));
  const fields = fieldsOf(spki, [required(tag.sequence), required(tag.bitString)]);
  const key = fields && bitOctetsOf(fields[1]);
  if (key === undefined) throw new Error('OpenSSL wrote no SubjectPublicKeyInfo');
  return hash('sha256', key, 'buffer').subarray(0, 20);
}
