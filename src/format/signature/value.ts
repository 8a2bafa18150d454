import { type KeyObject, verify } from 'node:crypto';
import type { SignatureAlgorithm } from '../xml/signature-schema.ts';

/** Whether a raw signature value, as XML signatures hold it, verifies over the bytes with the key. */
export function valueHolds(
  publicKey: KeyObject,
  algorithm: SignatureAlgorithm,
  signed: Uint8Array,
  value: Uint8Array,
): boolean {
  const hash = algorithm === 'ecdsa-sha384' ? 'sha384' : 'sha256';
  const key =
    algorithm === 'rsa-sha256' ? publicKey : { key: publicKey, dsaEncoding: 'ieee-p1363' as const };
  return verify(hash, signed, key, value);
}
