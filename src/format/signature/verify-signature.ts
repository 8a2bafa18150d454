import { roleOfSigner } from '../../domain/record/role.ts';
import type { ExpectedSigner, Slot } from '../../domain/record/slot.ts';
import { epochMsOf, type Instant, parseInstant } from '../../domain/time/instant.ts';
import { withCanonical } from '../xml/canonical.ts';
import type { XmlElement, XmlSource } from '../xml/element.ts';
import type { ClaimedRole, SignatureXml } from '../xml/signature-schema.ts';
import { algorithmFindings } from './algorithm-findings.ts';
import { digestOf } from './digest.ts';
import { isDemanded, signatureAcceptance, slotKindOf, type VerificationPolicy } from './policy.ts';
import type { Finding, SignatureFacts } from './report.ts';
import type { SignerCertificate, SignerTrust } from './signer-trust.ts';
import { valueHolds } from './value.ts';

/** One element that the slot prescribes, by Id and by the place where the grammar found it. */
export interface PrescribedPart {
  readonly id: string;
  readonly element: XmlElement;
}

export interface SlotToVerify {
  readonly slot: Slot;
  readonly signature: SignatureXml;
  readonly parts: readonly PrescribedPart[];
  readonly expected: ExpectedSigner | undefined;
}

/** SHA-256 digests of exclusive canonical forms, so that what several signatures cover is hashed once. */
export type DigestCache = Map<XmlElement, string>;

/** The times and the policy by which signatures are judged. */
export interface Judging {
  /** The time of verification. */
  readonly asOf: Instant;
  /** By when the signatures are known to have existed. */
  readonly provenBy: Instant;
  readonly rules: VerificationPolicy;
}

const rolesOf = (slot: Slot, { slots }: VerificationPolicy): readonly ClaimedRole[] =>
  slots[slotKindOf(slot)].roles;

/** Checks one signature against what its slot prescribes; the findings name only what failed or stays open. */
export function verifySignature(
  document: XmlSource,
  { slot, signature, parts, expected }: SlotToVerify,
  trust: SignerTrust,
  judging: Judging,
  digests: DigestCache,
): { readonly findings: readonly Finding[]; readonly facts: SignatureFacts | null } {
  const findings: Finding[] = [];
  const fail = (code: string, facts?: Readonly<Record<string, string>>): void => {
    findings.push({ code, outcome: 'failed', slot, ...(facts === undefined ? {} : { facts }) });
  };
  const { asOf, provenBy, rules } = judging;
  checkReferences(document, signature, parts, digests, fail);
  const { properties } = signature.object.qualifying;
  const certificate = trust.certificate(signature.keyInfo.x509.certificate);
  if (certificate === undefined) {
    fail('certificate-unreadable');
    return { findings, facts: null };
  }
  checkValue(document, signature, certificate, rules, fail);
  for (const finding of algorithmFindings(signature, certificate, judging)) {
    findings.push({ ...finding, slot });
  }
  checkSigningCertificate(signature, certificate, fail);
  const signedAt = parseInstant(properties.signature.signingTime);
  if (signedAt === undefined) fail('signing-time-unreadable');
  else if (signedAt > asOf) fail('signing-time-in-future', { signedAt, asOf });
  else if (signedAt > provenBy && isBeyond(signedAt, provenBy, rules.time.toleranceSeconds)) {
    fail('signed-after-proven-time', { signedAt, provenBy });
  }
  const role = properties.signature.role.claimed.role;
  const prescribed = expected === undefined ? undefined : roleOfSigner(slot, expected);
  if (role !== prescribed || !rolesOf(slot, rules).includes(role)) {
    fail('role-not-expected', { role, expected: prescribed ?? '' });
  }
  const wanted = expected === undefined ? '' : expectedId(expected);
  if (!certificate.ids.includes(wanted)) {
    fail('signer-not-expected', { signer: certificate.name, expected: expected?.name ?? '' });
  }
  if (signedAt === undefined) return { findings, facts: null };
  const known = provenBy < signedAt ? signedAt : provenBy;
  for (const finding of trust.chain(certificate, signedAt, known)) {
    if (finding.outcome !== 'passed' && isDemanded(finding, known, rules)) {
      findings.push({ ...finding, slot });
    }
  }
  return {
    findings,
    facts: {
      slot,
      signer: certificate.name,
      signerIds: certificate.ids,
      signedAt,
      role,
      algorithm: signature.signedInfo.signatureMethod.algorithm,
      certificateSha256: certificate.sha256Hex,
    },
  };
}

const isBeyond = (signedAt: Instant, provenBy: Instant, toleranceSeconds: number): boolean =>
  epochMsOf(signedAt) > epochMsOf(provenBy) + toleranceSeconds * 1000;

const expectedId = (expected: ExpectedSigner): string =>
  expected.kind === 'person' ? `CCCD:${expected.personalId}` : `MST:${expected.taxCode}`;

type Fail = (code: string, facts?: Readonly<Record<string, string>>) => void;

/**
 * The references must be exactly those that the slot prescribes, in order, and then the signed properties. Elements are
 * taken from their prescribed places, never looked up by Id, so that a moved or doubled element cannot stand in.
 */
function checkReferences(
  document: XmlSource,
  signature: SignatureXml,
  parts: readonly PrescribedPart[],
  digests: DigestCache,
  fail: Fail,
): void {
  const { references } = signature.signedInfo;
  const { target, properties } = signature.object.qualifying;
  const wanted = [...parts, { id: properties.id, element: properties.element }];
  const prescribed =
    references.length === wanted.length &&
    references.every(({ uri }, index) => {
      const id = wanted[index]?.id ?? '';
      return uri.length === id.length + 1 && uri.endsWith(id);
    });
  if (!prescribed) {
    const found = references.map(({ uri }) => uri.slice(1));
    fail('reference-not-prescribed', {
      found: found.slice(0, -1).join(' '),
      expected: parts.map((part) => part.id).join(' '),
    });
    return;
  }
  if (target !== `#${signature.id}`) fail('properties-of-another-signature', { target });
  references.forEach((reference, index) => {
    const part = wanted[index];
    if (part === undefined || part.element === null) return;
    const isProperties = index === wanted.length - 1;
    if ((reference.type === 'properties') !== isProperties)
      fail('reference-type', { part: part.id });
    if (digestFor(document, part.element, reference, digests) !== reference.digestValue) {
      fail(isProperties ? 'properties-changed' : 'content-changed', { part: part.id });
    }
  });
}

type Reference = SignatureXml['signedInfo']['references'][number];

/** The digest as the reference asks for it; the usual kind is remembered for the next signature over the element. */
function digestFor(
  document: XmlSource,
  element: XmlElement,
  reference: Reference,
  digests: DigestCache,
): string {
  const method = reference.transforms.transform.algorithm;
  const { algorithm } = reference.digestMethod;
  if (method !== 'exclusive' || algorithm !== 'sha256') {
    return digestOf(document, element, method, algorithm);
  }
  const known = digests.get(element);
  if (known !== undefined) return known;
  const digest = digestOf(document, element, method, algorithm);
  digests.set(element, digest);
  return digest;
}

/** The signature value over the canonical SignedInfo, with the certificate's key and the named algorithm. */
function checkValue(
  document: XmlSource,
  signature: SignatureXml,
  certificate: SignerCertificate,
  rules: VerificationPolicy,
  fail: Fail,
): void {
  const { element, canonicalization, signatureMethod } = signature.signedInfo;
  const { algorithm } = signatureMethod;
  const { keyType: key, keyBits: bits } = certificate;
  if (signatureAcceptance(rules, { algorithm, key, bits }) === 'refused') {
    fail('key-not-accepted', { algorithm, key: `${key} ${bits}` });
    return;
  }
  if (element === null) return;
  const value = Buffer.from(signature.value, 'base64');
  const { publicKey } = certificate;
  const holds = withCanonical(document, element, canonicalization.algorithm, (signed) =>
    valueHolds(publicKey, algorithm, signed, value),
  );
  if (!holds) fail('signature-value');
}

/** SigningCertificateV2 must name the very certificate of KeyInfo (ETSI EN 319 132-1, clause 5.2.2). */
function checkSigningCertificate(
  signature: SignatureXml,
  certificate: SignerCertificate,
  fail: Fail,
): void {
  const { cert } = signature.object.qualifying.properties.signature.certificate;
  const digest =
    cert.digest.method.algorithm === 'sha384' ? certificate.sha384() : certificate.sha256;
  if (cert.digest.value !== digest || cert.issuerSerial !== certificate.issuerSerial) {
    fail('signing-certificate-other');
  }
}
