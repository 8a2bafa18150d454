import assert from 'node:assert/strict';
import { type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { SignatureAlgorithm } from '../../format/xml/signature-schema.ts';

/** Private keys in memory, for the demo and the tests; a token or a remote service stands here in the field. */
export interface SoftwareKeyStore {
  add(keyId: string, privateKey: KeyObject): void;
  has(keyId: string): boolean;
  /** The algorithm that the key signs with. */
  algorithmOf(keyId: string): SignatureAlgorithm;
  /** The raw signature value over the bytes, as XML signatures hold it: ECDSA as r and s (RFC 4050, 3.3). */
  sign(keyId: string, bytes: Uint8Array, algorithm: SignatureAlgorithm): Uint8Array;
  /** The same in libuv's thread pool: several signatures at a time. */
  signAsync(keyId: string, bytes: Uint8Array, algorithm: SignatureAlgorithm): Promise<Uint8Array>;
}

const signInPool = promisify<string, Uint8Array, SignKey, Buffer>((hash, bytes, key, done) =>
  sign(hash, bytes, key, done),
);

interface SignKey {
  readonly key: KeyObject;
  readonly dsaEncoding: 'ieee-p1363';
}

const hashOf = (algorithm: SignatureAlgorithm): string =>
  algorithm === 'ecdsa-sha384' ? 'sha384' : 'sha256';

export function createSoftwareKeyStore(): SoftwareKeyStore {
  const keys = new Map<string, SignKey>();
  const keyOf = (keyId: string): SignKey => {
    const key = keys.get(keyId);
    assert(key !== undefined, `no key ${keyId} in the key store`);
    return key;
  };
  const fitting = (keyId: string, algorithm: SignatureAlgorithm): SignKey => {
    const key = keyOf(keyId);
    const wanted = algorithm === 'rsa-sha256' ? 'rsa' : 'ec';
    assert(key.key.asymmetricKeyType === wanted, `key ${keyId} cannot sign ${algorithm}`);
    return key;
  };
  return {
    add: (keyId, key) => void keys.set(keyId, { key, dsaEncoding: 'ieee-p1363' }),
    has: (keyId) => keys.has(keyId),
    algorithmOf(keyId) {
      const { key } = keyOf(keyId);
      if (key.asymmetricKeyType === 'rsa') return 'rsa-sha256';
      const isLarge = key.asymmetricKeyDetails?.namedCurve === 'secp384r1';
      return isLarge ? 'ecdsa-sha384' : 'ecdsa-sha256';
    },
    sign: (keyId, bytes, algorithm) => sign(hashOf(algorithm), bytes, fitting(keyId, algorithm)),
    signAsync: (keyId, bytes, algorithm) =>
      signInPool(hashOf(algorithm), bytes, fitting(keyId, algorithm)),
  };
}
