import { hash } from 'node:crypto';
import { anyTag, type DerNode, fieldsOf, optional, required, tag } from '../certificate/der.ts';
import { oidOf } from '../certificate/der-value.ts';
import { writeNull, writeOid, writeSequence } from '../certificate/der-write.ts';

/** Hàm băm: the digests that count here. SHA-1 and MD5 are read, to be named in a finding, and refused. */
export type StrongDigest = 'sha256' | 'sha384' | 'sha512';

/** The algorithm of an AlgorithmIdentifier: dotted, and its name where it is known. */
export interface DigestAlgorithm {
  readonly oid: string;
  /** Null for everything below the floor. */
  readonly strong: StrongDigest | null;
  /** As a finding tells it: «sha256», «sha1», or the dotted identifier. */
  readonly label: string;
}

const oids: { readonly [D in StrongDigest]: string } = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};
const strongByOid: ReadonlyMap<string, StrongDigest> = new Map([
  [oids.sha256, 'sha256'],
  [oids.sha384, 'sha384'],
  [oids.sha512, 'sha512'],
]);
const weakByOid: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.5', 'md5'],
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.4', 'sha224'],
]);

export const sha256Algorithm: DigestAlgorithm = {
  oid: oids.sha256,
  strong: 'sha256',
  label: 'sha256',
};

/** Reads the AlgorithmIdentifier of a digest; parameters are absent or NULL (RFC 5754, 2). */
export function digestAlgorithmOf(node: DerNode): DigestAlgorithm | undefined {
  const fields = fieldsOf(node, [required(tag.oid), optional(anyTag)]);
  const oid = fields && oidOf(fields[0]);
  const parameters = fields?.[1];
  if (oid === undefined) return undefined;
  if (parameters !== undefined && parameters.tag !== tag.null) return undefined;
  const strong = strongByOid.get(oid) ?? null;
  return { oid, strong, label: strong ?? weakByOid.get(oid) ?? oid };
}

/** With NULL parameters, the form that every authority understands. */
export const writeDigestAlgorithm = (digest: StrongDigest): Buffer =>
  writeSequence(writeOid(oids[digest]), writeNull());

export const digestOf = (digest: StrongDigest, bytes: Uint8Array): Buffer =>
  hash(digest, bytes, 'buffer');
