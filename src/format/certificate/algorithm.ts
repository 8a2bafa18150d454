import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { anyTag, type DerNode, derOf, fieldsOf, optional, required, tag } from './der.ts';
import { oidOf } from './der-value.ts';

/** Thuật toán ký of certificates and CRLs. The weak ones have names so that a finding can say which one it was. */
export type CertificateAlgorithm =
  | 'rsa-sha256'
  | 'rsa-sha384'
  | 'rsa-sha512'
  | 'ecdsa-sha256'
  | 'ecdsa-sha384'
  | 'ecdsa-sha512'
  | 'rsa-sha1'
  | 'rsa-md5'
  | 'ecdsa-sha1'
  | 'unknown';

const algorithms: ReadonlyMap<string, CertificateAlgorithm> = new Map([
  ['1.2.840.113549.1.1.4', 'rsa-md5'],
  ['1.2.840.113549.1.1.5', 'rsa-sha1'],
  ['1.2.840.113549.1.1.11', 'rsa-sha256'],
  ['1.2.840.113549.1.1.12', 'rsa-sha384'],
  ['1.2.840.113549.1.1.13', 'rsa-sha512'],
  ['1.2.840.10045.4.1', 'ecdsa-sha1'],
  ['1.2.840.10045.4.3.2', 'ecdsa-sha256'],
  ['1.2.840.10045.4.3.3', 'ecdsa-sha384'],
  ['1.2.840.10045.4.3.4', 'ecdsa-sha512'],
]);

/** An AlgorithmIdentifier of a signature, its dotted identifier and its bytes. */
export interface AlgorithmIdentifier {
  readonly name: CertificateAlgorithm;
  readonly oid: string;
  readonly der: Uint8Array;
}

/** Reads an AlgorithmIdentifier; RSA takes NULL or no parameters, ECDSA none (RFC 4055, 5; RFC 5758, 3.2). */
export function algorithmOf(node: DerNode): AlgorithmIdentifier | undefined {
  const fields = fieldsOf(node, [required(tag.oid), optional(anyTag)]);
  if (fields === undefined) return undefined;
  const [oidNode, parameters] = fields;
  const oid = oidOf(oidNode);
  if (oid === undefined) return undefined;
  const name = algorithms.get(oid) ?? 'unknown';
  const isNull = parameters?.tag === tag.null && parameters.content === parameters.end;
  const fits = name.startsWith('rsa') ? parameters === undefined || isNull : !parameters;
  return { name: name === 'unknown' || fits ? name : 'unknown', oid, der: derOf(node) };
}

/** Loại khóa: what the algorithm floor asks about. `bits` is the modulus or the order of the curve; 0 when unknown. */
export interface KeyKind {
  readonly type: 'rsa' | 'ec-p256' | 'ec-p384' | 'other';
  readonly bits: number;
  /** As a person reads it: «RSA 2048», «EC prime256v1». */
  readonly label: string;
}

export function keyKindOf(key: KeyObject): KeyKind {
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === 'rsa') {
    const bits = details?.modulusLength ?? 0;
    const exponent = details?.publicExponent ?? 0n;
    // With exponent 1 everyone signs in the holder's name; even ones are no RSA.
    if (exponent < 3n || exponent % 2n === 0n) {
      return { type: 'other', bits: 0, label: `RSA ${bits}, e=${exponent}` };
    }
    return { type: 'rsa', bits, label: `RSA ${bits}` };
  }
  const curve = details?.namedCurve ?? '';
  if (curve === 'prime256v1') return { type: 'ec-p256', bits: 256, label: 'EC P-256' };
  if (curve === 'secp384r1') return { type: 'ec-p384', bits: 384, label: 'EC P-384' };
  return { type: 'other', bits: 0, label: `${key.asymmetricKeyType ?? ''} ${curve}`.trim() };
}

/** RSA of 2048 bits or more, or ECDSA on P-256 or P-384; nothing else. */
export const isStrongKey = ({ type, bits }: KeyKind): boolean =>
  type === 'rsa' ? bits >= 2048 && bits <= 8192 : type !== 'other';

/** SHA-256 or better. */
export const isStrongAlgorithm = (name: CertificateAlgorithm): boolean =>
  /-sha(256|384|512)$/.test(name);

/** The key of a SubjectPublicKeyInfo; undefined when OpenSSL cannot read it. */
export function publicKeyOf(spki: Uint8Array): KeyObject | undefined {
  // OpenSSL answers unreadable keys by throwing; here that is a fault of the certificate, a value.
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

/** Whether `signature` over `signed` is good; false too when key and algorithm do not fit or the algorithm is weak. */
export const isSignatureGood = (
  name: CertificateAlgorithm,
  key: KeyObject,
  signed: Uint8Array,
  signature: Uint8Array,
): boolean => isStrongAlgorithm(name) && isValueGood(name, key, signed, signature);

/** The same without the floor. Only for a root's signature over itself, which names the root and proves nothing. */
export function isValueGood(
  name: CertificateAlgorithm,
  key: KeyObject,
  signed: Uint8Array,
  signature: Uint8Array,
): boolean {
  const [family = '', hash = ''] = name.split('-');
  if (key.asymmetricKeyType !== (family === 'rsa' ? 'rsa' : 'ec') || hash === '') return false;
  try {
    return verify(hash, signed, key, signature);
  } catch {
    return false;
  }
}
