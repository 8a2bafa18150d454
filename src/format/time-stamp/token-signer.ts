import { hash } from 'node:crypto';
import { isSignatureGood, isStrongAlgorithm } from '../certificate/algorithm.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { serialText } from '../certificate/chain-finding.ts';
import { generalNameKey } from '../certificate/general-name.ts';
import { displayName } from '../certificate/name.ts';
import { digestOf } from './digest.ts';
import type { TimeStampFinding } from './finding.ts';
import type { TimeStampPolicy } from './policy.ts';
import type { CertificateReference, SignedAttributes } from './signed-attribute.ts';
import type { SignerId, TokenSigner } from './signed-data.ts';
import type { TimeStampToken } from './token.ts';

/**
 * The certificate that the signer says is its own. Anyone can put others of that name and number beside it: the one that
 * the signed attributes are bound to goes first.
 */
export function signerCertificateIn(
  { id, attributes }: TokenSigner,
  candidates: readonly Certificate[],
): Certificate | undefined {
  const named = candidates.filter((each) => isNamedBy(each, id));
  return named.find((each) => isBound(each, attributes)) ?? named[0];
}

const isNamedBy = ({ issuer, serial, extensions }: Certificate, id: SignerId): boolean =>
  id.by === 'key'
    ? extensions.subjectKeyId === id.subjectKeyId
    : issuer.key === id.issuer.key && serial === id.serial;

export const signerText = (id: SignerId): string =>
  id.by === 'key' ? id.subjectKeyId : `${displayName(id.issuer)} ${serialText(id.serial)}`;

const isBound = (certificate: Certificate, { byV1, byV2 }: SignedAttributes): boolean =>
  (byV1 === null || isReferenceTo(byV1, certificate)) &&
  (byV2 === null || isReferenceTo(byV2, certificate));

function isReferenceTo(
  { algorithm, digest, issuerSerial }: CertificateReference,
  certificate: Certificate,
): boolean {
  if (algorithm.strong === null && algorithm.label !== 'sha1') return false;
  const own =
    algorithm.strong === null
      ? hash('sha1', certificate.der, 'buffer')
      : digestOf(algorithm.strong, certificate.der);
  const isIssuerSame =
    issuerSerial === null || Buffer.compare(issuerSerial, certificate.issuerSerial) === 0;
  return own.equals(digest) && isIssuerSame;
}

/** The certificate inside the signature is this one (RFC 5035, 5.4), and the token calls itself by its name. */
export function checkBinding(
  { signer, info }: TimeStampToken,
  certificate: Certificate,
  { sha1Binding }: TimeStampPolicy,
): readonly TimeStampFinding[] {
  const authority = displayName(certificate.subject);
  const name: readonly TimeStampFinding[] = isCalled(certificate, info.authority)
    ? []
    : [{ code: 'time-stamp-authority-name-differs', outcome: 'failed', facts: { authority } }];
  return [bindingOf(signer.attributes, certificate, authority, sha1Binding), ...name];
}

function bindingOf(
  attributes: SignedAttributes,
  certificate: Certificate,
  authority: string,
  sha1Binding: TimeStampPolicy['sha1Binding'],
): TimeStampFinding {
  if (!isBound(certificate, attributes)) {
    return { code: 'time-stamp-signer-not-bound', outcome: 'failed', facts: { authority } };
  }
  const { byV2 } = attributes;
  const label = byV2?.algorithm.label ?? 'sha1';
  if ((byV2 === null || byV2.algorithm.strong === null) && sha1Binding === 'refused') {
    const facts = { authority, algorithm: label };
    return { code: 'time-stamp-signer-binding-refused', outcome: 'failed', facts };
  }
  return { code: 'time-stamp-signer-bound', outcome: 'passed', facts: { authority, by: label } };
}

/** RFC 3161, 2.4.2: the field «tsa» must be one of the names of the certificate. */
function isCalled(
  { subject, extensions }: Certificate,
  authority: TimeStampToken['info']['authority'],
): boolean {
  if (authority === null) return true;
  const names = [
    { kind: 'directory', name: subject } as const,
    ...(extensions.subjectAltNames ?? []),
  ];
  const wanted = generalNameKey(authority);
  return names.some((each) => generalNameKey(each) === wanted);
}

/** The signature value over the signed attributes. */
export function checkSignature(
  { signer }: TimeStampToken,
  certificate: Certificate,
): TimeStampFinding {
  const { algorithm, algorithmLabel, signature, attributes } = signer;
  if (!isStrongAlgorithm(algorithm)) {
    const facts = { algorithm: algorithmLabel };
    return { code: 'time-stamp-signature-algorithm-refused', outcome: 'failed', facts };
  }
  const authority = displayName(certificate.subject);
  return isSignatureGood(algorithm, certificate.publicKey, attributes.signed, signature)
    ? {
        code: 'time-stamp-signature-good',
        outcome: 'passed',
        facts: { authority, algorithm: algorithmLabel },
      }
    : { code: 'time-stamp-signature-wrong', outcome: 'failed', facts: { authority } };
}
