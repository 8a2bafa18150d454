import { hash } from 'node:crypto';
import type { Certificate } from '../certificate/certificate.ts';
import {
  anyTag,
  contentOf,
  type DerNode,
  fieldsOf,
  optional,
  required,
  tag,
} from '../certificate/der.ts';
import { integerHexOf, oidOf } from '../certificate/der-value.ts';
import {
  writeDer,
  writeNull,
  writeOctetString,
  writeOid,
  writeSequence,
} from '../certificate/der-write.ts';
import { publicKeyOctetsOf } from './certificate-part.ts';
import { ocsp } from './oid.ts';

/** Digests that name a certificate. They identify and prove nothing, so SHA-1 may stand here (RFC 6960, 4.3). */
export type IdDigest = 'sha1' | 'sha256' | 'sha384' | 'sha512';
const digestsByOid: ReadonlyMap<string, IdDigest> = new Map([
  [ocsp.sha1, 'sha1'],
  [ocsp.sha256, 'sha256'],
  [ocsp.sha384, 'sha384'],
  [ocsp.sha512, 'sha512'],
]);

/** CertID (RFC 6960, 4.1.1): whose certificate, by digests of the issuer's name and key, and its number. */
export interface CertificateId {
  /** Null for a digest that nothing here knows. */
  readonly digest: IdDigest | null;
  readonly issuerName: Uint8Array;
  readonly issuerKey: Uint8Array;
  /** Octets of the serial number in hexadecimal. */
  readonly serial: string;
}

export function certificateIdOf(node: DerNode): CertificateId | undefined {
  const fields = fieldsOf(node, [
    required(tag.sequence),
    required(tag.octetString),
    required(tag.octetString),
    required(tag.integer),
  ]);
  if (fields === undefined) return undefined;
  const [algorithmNode, nameNode, keyNode, serialNode] = fields;
  const algorithm = fieldsOf(algorithmNode, [required(tag.oid), optional(anyTag)]);
  const oid = algorithm && oidOf(algorithm[0]);
  const serial = integerHexOf(serialNode);
  if (oid === undefined || serial === undefined) return undefined;
  return {
    digest: digestsByOid.get(oid) ?? null,
    issuerName: contentOf(nameNode),
    issuerKey: contentOf(keyNode),
    serial,
  };
}

/** Whether `id` names `certificate` as one that `issuer` issued. */
export function isIdOf(id: CertificateId, certificate: Certificate, issuer: Certificate): boolean {
  if (id.digest === null || id.serial !== certificate.serial) return false;
  const name = hash(id.digest, issuer.subject.der, 'buffer');
  const key = hash(id.digest, publicKeyOctetsOf(issuer), 'buffer');
  return name.equals(id.issuerName) && key.equals(id.issuerKey);
}

/** Writes CertID. Responders in use look certificates up by SHA-1; those after RFC 9654 know SHA-256 too. */
export function writeCertificateId(
  certificate: Certificate,
  issuer: Certificate,
  digest: 'sha1' | 'sha256',
): Buffer {
  return writeSequence(
    writeSequence(writeOid(ocsp[digest]), writeNull()),
    writeOctetString(hash(digest, issuer.subject.der, 'buffer')),
    writeOctetString(hash(digest, publicKeyOctetsOf(issuer), 'buffer')),
    writeDer(tag.integer, Buffer.from(certificate.serial, 'hex')),
  );
}

/** KeyHash of a responder: SHA-1 over its key, by definition (RFC 6960, 4.2.1). */
export const keyDigestOf = (certificate: Certificate): Buffer =>
  hash('sha1', publicKeyOctetsOf(certificate), 'buffer');
