import type { Certificate } from '../certificate/certificate.ts';
import type { RevocationList } from '../certificate/crl.ts';
import { scopeOf } from '../certificate/crl-scope.ts';
import { displayName } from '../certificate/name.ts';
import { isSignedBy } from '../certificate/path-check.ts';
import { isCrlSignedBy } from '../certificate/revocation.ts';
import { isSelfSigned, type TrustStore } from '../certificate/trust-store.ts';
import { isIdOf } from '../ocsp/certificate-id.ts';
import { isSigner } from '../ocsp/responder.ts';
import type { OcspResponse } from '../ocsp/response.ts';
import { verifyOcsp } from '../ocsp/verify-ocsp.ts';
import type { SealEvidence } from './kept-evidence.ts';
import type { Finding } from './report.ts';

/**
 * What in the seal judges none of the record's certificates: an authority that issued none of them, a root (roots are
 * never taken from a file), a list or an answer about others or by a key that may not speak about them. Nothing may
 * stand in a record that nobody needs. `authority` is the time-stamp authority's certificate, whose token carries none.
 */
export function unusedEvidence(
  evidence: SealEvidence,
  signers: readonly Certificate[],
  authority: Certificate | null,
  store: TrustStore,
): readonly Finding[] {
  const leaves = authority === null ? signers : [...signers, authority];
  const above = usedAuthorities(evidence.certificates, leaves);
  const used = evidence.certificates.filter(
    (each) => above.includes(each) || each.sha256 === authority?.sha256,
  );
  const judged = [...leaves, ...above];
  const issuers = [...used, ...store.anchors, ...store.intermediates];
  const finding = (code: string, facts: Readonly<Record<string, string>>): Finding => ({
    code,
    outcome: 'failed',
    slot: 'seal',
    facts,
  });
  return [
    ...evidence.certificates
      .filter((each) => !used.includes(each))
      .map(({ subject }) =>
        finding('evidence-certificate-unused', { certificate: displayName(subject) }),
      ),
    ...evidence.crls
      .filter((crl) => !isListUsed(crl, judged, issuers))
      .map(({ issuer }) => finding('evidence-crl-unused', { issuer: displayName(issuer) })),
    ...evidence.responses
      .filter((response) => !isAnswerUsed(response, judged, issuers, evidence))
      .map(({ producedAt }) => finding('evidence-answer-unused', { producedAt })),
  ];
}

/** Authorities that issued a judged certificate, or an authority that did, and so on up. */
function usedAuthorities(
  kept: readonly Certificate[],
  leaves: readonly Certificate[],
): readonly Certificate[] {
  const used: Certificate[] = [];
  const below = [...leaves];
  for (let child = below.pop(); child !== undefined; child = below.pop()) {
    for (const each of kept) {
      if (used.includes(each) || !isIssuerOf(each, child)) continue;
      used.push(each);
      below.push(each);
    }
  }
  return used;
}

const isIssuerOf = (authority: Certificate, child: Certificate): boolean =>
  child.issuer.key === authority.subject.key &&
  !isSelfSigned(authority) &&
  isSignedBy(child, authority);

/** Where nobody known bears the list's name, its signature cannot be judged; then no path to a root is good either. */
function isListUsed(
  crl: RevocationList,
  judged: readonly Certificate[],
  issuers: readonly Certificate[],
): boolean {
  if (!judged.some((each) => scopeOf(crl, each) !== undefined)) return false;
  const named = issuers.filter(({ subject }) => subject.key === crl.issuer.key);
  return named.length === 0 || named.some((each) => isCrlSignedBy(crl, each));
}

/**
 * Each word of the answer is about a judged certificate, its signer may speak for that one's issuer, and no certificate
 * stands in it but the signer's.
 */
const isAnswerUsed = (
  response: OcspResponse,
  judged: readonly Certificate[],
  issuers: readonly Certificate[],
  { crls, answersBy }: SealEvidence,
): boolean =>
  response.unreadCertificates === 0 &&
  response.certificates.every((each) => isSigner(each, response)) &&
  response.responses.every(({ id, thisUpdate }) =>
    judged.some((certificate) =>
      issuers.some((issuer) => {
        if (issuer.subject.key !== certificate.issuer.key || !isIdOf(id, certificate, issuer)) {
          return false;
        }
        const { status } = verifyOcsp({
          response,
          certificate,
          issuer,
          crls,
          asOf: thisUpdate,
          provenBy: response.producedAt,
          policy: answersBy,
        });
        return status.status !== 'unknown' || status.why !== 'not-usable';
      }),
    ),
  );
