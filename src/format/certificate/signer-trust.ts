import { hash } from 'node:crypto';
import type { SigningCertificate } from '../signature/prepare.ts';
import type { SignerCertificate, SignerTrust } from '../signature/signer-trust.ts';
import type { Certificate } from './certificate.ts';
import { type CertificateCache, createCertificateCache } from './certificate-cache.ts';
import { createChainChecker } from './chain-cache.ts';
import { holderIds } from './holder.ts';
import { displayName } from './name.ts';
import type { TrustStore } from './trust-store.ts';

const views = new WeakMap<Certificate, SignerCertificate>();
const behind = new WeakMap<SignerCertificate, Certificate>();

/** A certificate as the signature verifier asks for it. */
export function signerCertificateOf(certificate: Certificate): SignerCertificate {
  const known = views.get(certificate);
  if (known !== undefined) return known;
  const { der, sha256, publicKey, keyKind, issuerSerial } = certificate;
  const view: SignerCertificate = {
    publicKey,
    name: displayName(certificate.subject),
    ids: holderIds(certificate),
    keyType: keyKind.type,
    keyBits: keyKind.bits,
    sha256: Buffer.from(sha256, 'hex').toString('base64'),
    sha256Hex: sha256,
    sha384: () => hash('sha384', der, 'base64'),
    issuerSerial: Buffer.from(issuerSerial).toString('base64'),
  };
  views.set(certificate, view);
  behind.set(view, certificate);
  return view;
}

/** A certificate as a signature carries it. */
export function signingCertificateOf(certificate: Certificate): SigningCertificate {
  const { sha256, issuerSerial } = signerCertificateOf(certificate);
  return { base64: Buffer.from(certificate.der).toString('base64'), sha256, issuerSerial };
}

/**
 * Trust in signers by one store. Give the same cache to the trust that replaces this one when its lists are renewed, and
 * no certificate is read twice.
 */
export function signerTrustOf(
  store: TrustStore,
  cache: CertificateCache = createCertificateCache(),
): SignerTrust {
  const checker = createChainChecker(store, 'signature');
  return {
    certificate(base64) {
      const read = cache.read(base64);
      return read.ok ? signerCertificateOf(read.value) : undefined;
    },
    chain(view, signedAt, asOf) {
      const certificate = behind.get(view);
      if (certificate === undefined)
        throw new Error('a signer certificate that this module did not make');
      return checker.check(certificate, signedAt, asOf).findings;
    },
  };
}
