import type { Instant } from '../../domain/time/instant.ts';
import { isSignatureGood, isStrongAlgorithm, isStrongKey } from './algorithm.ts';
import type { Certificate } from './certificate.ts';
import { about, type ChainFinding } from './chain-finding.ts';
import type { GeneralName } from './general-name.ts';
import { displayName } from './name.ts';
import { judgeName } from './name-constraint.ts';
import { attribute, purpose } from './oid.ts';
import type { CertificatePath } from './path-builder.ts';

/** Mục đích sử dụng: what the certificate at the end of the path is used for. */
export type CertificateUsage = 'signature' | 'timestamp' | 'ocsp-response' | 'crl';

export const isSelfIssued = ({ subject, issuer }: Certificate): boolean =>
  subject.key === issuer.key;

// One signature of one issuer over one certificate never changes its answer.
const links = new WeakMap<Certificate, WeakMap<Certificate, boolean>>();

/** Whether `issuer`'s key signed `certificate`; remembered as long as both live. */
export function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  let known = links.get(certificate);
  if (known === undefined) {
    known = new WeakMap();
    links.set(certificate, known);
  }
  const remembered = known.get(issuer);
  if (remembered !== undefined) return remembered;
  const { algorithm, signed, signature } = certificate;
  const good = isSignatureGood(algorithm.name, issuer.publicKey, signed, signature);
  known.set(issuer, good);
  return good;
}

/** Signature of every link, and the floor for algorithms and keys; the root's own signature proves nothing. */
export function checkSignatures(path: CertificatePath): readonly ChainFinding[] {
  const findings: ChainFinding[] = [];
  path.forEach((certificate, index) => {
    const { keyKind, algorithm } = certificate;
    if (!isStrongKey(keyKind)) {
      const facts = { ...about(certificate), key: keyKind.label };
      findings.push({ code: 'certificate-key-refused', outcome: 'failed', facts });
    }
    const issuer = path[index + 1];
    if (issuer === undefined) return;
    if (!isStrongAlgorithm(algorithm.name)) {
      const name = algorithm.name === 'unknown' ? algorithm.oid : algorithm.name;
      const facts = { ...about(certificate), algorithm: name };
      findings.push({ code: 'certificate-algorithm-refused', outcome: 'failed', facts });
    } else if (!isSignedBy(certificate, issuer)) {
      const facts = { ...about(certificate), issuer: displayName(issuer.subject) };
      findings.push({ code: 'certificate-signature-wrong', outcome: 'failed', facts });
    }
  });
  return findings;
}

/**
 * Validity of every certificate at `at`. A certificate that was valid then but has expired before `provenBy` leaves
 * open whether the signature is as old as it says (ETSI EN 319 102-1, 5.2.8: out of bounds, no proof of existence).
 */
export function checkValidity(
  path: CertificatePath,
  at: Instant,
  provenBy: Instant,
): readonly ChainFinding[] {
  return path.flatMap((certificate): readonly ChainFinding[] => {
    const { notBefore, notAfter } = certificate;
    const which = about(certificate);
    if (at < notBefore) {
      const facts = { ...which, notBefore };
      return [{ code: 'certificate-not-yet-valid', outcome: 'failed', facts }];
    }
    const facts = { ...which, notAfter };
    if (at > notAfter) return [{ code: 'certificate-expired', outcome: 'failed', facts }];
    if (provenBy <= notAfter) return [];
    return [{ code: 'certificate-expired-later', outcome: 'undetermined', facts }];
  });
}

/** Basic constraints, path length and key usage of the authorities; unknown critical extensions of all. */
export function checkAuthorities(path: CertificatePath): readonly ChainFinding[] {
  const findings: ChainFinding[] = [];
  path.forEach((certificate, index) => {
    const { isAuthority, pathLength, keyUsage, unknownCritical } = certificate.extensions;
    const facts = about(certificate);
    for (const oid of unknownCritical) {
      const code = 'critical-extension-unknown';
      findings.push({ code, outcome: 'failed', facts: { ...facts, oid } });
    }
    if (index === 0) return;
    if (!isAuthority) findings.push({ code: 'issuer-not-authority', outcome: 'failed', facts });
    if (keyUsage !== null && !keyUsage.has('keyCertSign')) {
      findings.push({ code: 'issuer-may-not-certify', outcome: 'failed', facts });
    }
    // Self-issued certificates do not count, the last one of the path never does (RFC 5280, 4.2.1.9).
    const below = path.slice(1, index).filter((each) => !isSelfIssued(each)).length;
    if (pathLength !== null && below > pathLength) {
      const allowed = String(pathLength);
      findings.push({ code: 'path-too-long', outcome: 'failed', facts: { ...facts, allowed } });
    }
  });
  return findings;
}

/** Whether the certificate at the end may be used so. */
export function checkUsage(
  certificate: Certificate,
  usage: CertificateUsage,
): readonly ChainFinding[] {
  if (isUsageAllowed(certificate, usage)) return [];
  const facts = { ...about(certificate), usage };
  return [{ code: 'certificate-not-for-usage', outcome: 'failed', facts }];
}

function isUsageAllowed({ extensions }: Certificate, usage: CertificateUsage): boolean {
  const { keyUsage, extKeyUsage, isExtKeyUsageCritical } = extensions;
  if (usage === 'crl') return keyUsage === null || keyUsage.has('cRLSign');
  const mayDigest =
    keyUsage === null || keyUsage.has('digitalSignature') || keyUsage.has('nonRepudiation');
  if (!mayDigest || usage === 'signature') return mayDigest;
  if (usage === 'ocsp-response') return extKeyUsage?.includes(purpose.ocspSigning) ?? false;
  // RFC 3161, 2.3: that purpose alone, and critical.
  return isExtKeyUsageCritical && extKeyUsage?.join() === purpose.timeStamping;
}

/** Name constraints of every authority against every name below it (RFC 5280, 6.1.3 b, c). */
export function checkNames(path: CertificatePath): readonly ChainFinding[] {
  return path.flatMap((authority, above): readonly ChainFinding[] => {
    const constraints = authority.extensions.nameConstraints;
    if (constraints === null) return [];
    return path.slice(0, above).flatMap((certificate, index): readonly ChainFinding[] => {
      if (index > 0 && isSelfIssued(certificate)) return [];
      const good = namesOf(certificate).every(
        (name) => judgeName(name, constraints) === 'permitted',
      );
      if (good) return [];
      const facts = { ...about(certificate), authority: displayName(authority.subject) };
      return [{ code: 'name-outside-constraints', outcome: 'failed', facts }];
    });
  });
}

/** Every name that constraints apply to: the subject, the alternative names, mail addresses of old certificates. */
function namesOf({ subject, extensions }: Certificate): readonly GeneralName[] {
  const alternatives = extensions.subjectAltNames ?? [];
  const directory: readonly GeneralName[] =
    subject.attributes.length === 0 ? [] : [{ kind: 'directory', name: subject }];
  const mails = alternatives.some(({ kind }) => kind === 'email')
    ? []
    : subject.attributes.filter(({ oid }) => oid === attribute.email);
  return [
    ...directory,
    ...alternatives,
    ...mails.map(({ value }): GeneralName => ({ kind: 'email', text: value })),
  ];
}
