import { hash } from 'node:crypto';
import type { SigningCertificate } from '../signature/prepare.ts';
import type { SignerCertificate, StoreTrust } from '../signature/signer-trust.ts';
import type { Certificate } from './certificate.ts';
import { type CertificateCache, createCertificateCache } from './certificate-cache.ts';
import { type AnswersAtHand, createChainChecker } from './chain-cache.ts';
import { holderIds } from './holder.ts';
import type { KeptEvidence } from './kept-evidence.ts';
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
): StoreTrust {
  const derived = new Map<string, StoreTrust>();
  return trustBy(store, cache, {}, (kept) => {
    const known = derived.get(kept.id);
    if (known !== undefined) return known;
    const { answers, bounds } = kept;
    const trust = trustBy(besideStore(store, kept), cache, { evidence: answers, bounds }, () => {
      throw new Error('what is kept beside signatures stands in one place');
    });
    if (derived.size >= mostDerived) derived.clear();
    derived.set(kept.id, trust);
    return trust;
  });
}

/** Trust in the same roots and in nothing else: what a stranger has years later. */
export const trustInRootsOf = (store: TrustStore): StoreTrust =>
  signerTrustOf({
    ...store,
    intermediates: [],
    crls: [],
    version: `${store.version} roots`,
    faults: [],
  });

/** Records that were sealed together share what they keep. */
const mostDerived = 256;

const besideStore = (store: TrustStore, kept: KeptEvidence): TrustStore => ({
  ...store,
  intermediates: [...store.intermediates, ...kept.certificates],
  crls: [...store.crls, ...kept.crls],
  version: `${store.version} ${kept.id}`,
});

function trustBy(
  store: TrustStore,
  cache: CertificateCache,
  answers: AnswersAtHand,
  beside: (kept: KeptEvidence) => StoreTrust,
): StoreTrust {
  const checker = createChainChecker(store, 'signature', answers);
  const whole = (view: SignerCertificate): Certificate => {
    const certificate = behind.get(view);
    if (certificate !== undefined) return certificate;
    throw new Error('a signer certificate that this module did not make');
  };
  return {
    store,
    beside,
    whole,
    certificate(base64) {
      const read = cache.read(base64);
      return read.ok ? signerCertificateOf(read.value) : undefined;
    },
    chain: (view, signedAt, provenBy) => checker.check(whole(view), signedAt, provenBy).findings,
    path: (view, signedAt, provenBy) => checker.check(whole(view), signedAt, provenBy).path,
  };
}
