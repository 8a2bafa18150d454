import { hash } from 'node:crypto';
import type { SignatureAlgorithm } from '../../format/xml/signature-schema.ts';
import { mechanism } from './constant.ts';

/** How a token is made to sign: with which mechanism, over what it is given. */
export interface SignaturePlan {
  readonly mechanism: number;
  input(toBeSigned: Uint8Array): Uint8Array;
}

/** DigestInfo of SHA-256 up to the digest (RFC 8017, 9.2, note 1). */
const sha256Info = Buffer.from('3031300d060960864801650304020105000420', 'hex');

const digestInfo: SignaturePlan = {
  mechanism: mechanism.rsaPkcs,
  input: (bytes) => Buffer.concat([sha256Info, hash('sha256', bytes, 'buffer')]),
};
const wholeInput: SignaturePlan = { mechanism: mechanism.sha256RsaPkcs, input: (bytes) => bytes };
const digestOnly = (name: 'sha256' | 'sha384'): SignaturePlan => ({
  mechanism: mechanism.ecdsa,
  input: (bytes) => hash(name, bytes, 'buffer'),
});

/**
 * The plan for an algorithm with what the token offers. Digests are computed here: less crosses to the token than with
 * its own hashing mechanism, which is taken only where it offers nothing else. ECDSA values come as r‖s (PKCS #11
 * current mechanisms 2.40, 2.3.1), as XML signatures hold them.
 */
export function signaturePlan(
  algorithm: SignatureAlgorithm,
  offered: ReadonlySet<number>,
): SignaturePlan | undefined {
  return plansOf(algorithm).find((plan) => offered.has(plan.mechanism));
}

function plansOf(algorithm: SignatureAlgorithm): readonly SignaturePlan[] {
  switch (algorithm) {
    case 'rsa-sha256':
      return [digestInfo, wholeInput];
    case 'ecdsa-sha256':
      return [digestOnly('sha256')];
    case 'ecdsa-sha384':
      return [digestOnly('sha384')];
  }
}
