import { createPublicKey, hash } from 'node:crypto';
import type { SignerCertificate, SignerTrust } from '../../src/format/signature/signer-trust.ts';

/** A holder as worker threads can be told of it: the public key stands for the certificate. */
export interface FictionalHolder {
  /** SubjectPublicKeyInfo in base64. */
  readonly base64: string;
  readonly name: string;
  readonly ids: readonly string[];
}

/** Trusts exactly these holders. A TrustModule of the verify pool; the material is a list of FictionalHolder. */
export function signerTrust(material: unknown): SignerTrust {
  const known = new Map<string, SignerCertificate>();
  const holders: readonly FictionalHolder[] = Array.isArray(material) ? material : [];
  for (const holder of holders) known.set(holder.base64, certificateOf(holder));
  return { certificate: (base64) => known.get(base64), chain: () => [] };
}

export function certificateOf({ base64, name, ids }: FictionalHolder): SignerCertificate {
  const der = Buffer.from(base64, 'base64');
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return {
    publicKey,
    name,
    ids,
    keyType: 'ec-p256',
    keyBits: 256,
    sha256: hash('sha256', der, 'base64'),
    sha256Hex: hash('sha256', der, 'hex'),
    sha384: () => hash('sha384', der, 'base64'),
    issuerSerial: hash('sha256', der, 'base64'),
  };
}
