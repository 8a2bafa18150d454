import type { Instant } from '../../domain/time/instant.ts';
import type { Certificate } from './certificate.ts';
import { about, type ChainFinding } from './chain-finding.ts';
import { displayName } from './name.ts';
import type { RevocationStatus } from './revocation.ts';

/** The time of the act that is judged, and by when its traces are known to have existed. */
export interface RevocationTimes {
  readonly at: Instant;
  readonly provenBy: Instant;
}

/** What a certificate's status means for an act at `at`; nothing when it stood. */
export function revocationFindings(
  certificate: Certificate,
  status: RevocationStatus,
  { at, provenBy }: RevocationTimes,
): readonly ChainFinding[] {
  const which = about(certificate);
  const issuer = displayName(certificate.issuer);
  if (status.status === 'good') return [];
  if (status.status === 'revoked') {
    const { revokedAt, reason, invalidSince } = status.revocation;
    const since = invalidSince !== null && invalidSince < revokedAt ? invalidSince : revokedAt;
    if (since > provenBy) return [];
    const facts = { ...which, revokedAt: since, reason };
    return since <= at
      ? [{ code: 'certificate-revoked', outcome: 'failed', facts }]
      : [{ code: 'certificate-revoked-later', outcome: 'undetermined', facts }];
  }
  // Of a certificate that is out of its time, a list need say nothing: that it is not valid is known.
  if (at < certificate.notBefore || at > certificate.notAfter) return [];
  if (status.why === 'out-of-date') {
    const facts = { ...which, issuer, nextUpdate: status.nextUpdate };
    return [{ code: 'crl-out-of-date', outcome: 'undetermined', facts }];
  }
  const code = status.why === 'missing' ? 'crl-missing' : 'crl-not-usable';
  return [{ code, outcome: 'undetermined', facts: { ...which, issuer } }];
}
