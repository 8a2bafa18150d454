import type { Instant } from '../../domain/time/instant.ts';
import type { Certificate } from './certificate.ts';
import type { Revocation } from './crl-entry.ts';
import type { RevocationStatus } from './revocation.ts';

/** Asks evidence other than lists about one certificate of a path; `issuer` is the next one on that path. */
export type RevocationEvidence = (
  certificate: Certificate,
  issuer: Certificate,
  asOf: Instant,
) => RevocationStatus;

type Unknown = Extract<RevocationStatus, { readonly status: 'unknown' }>;

/** Since when a certificate must not be relied on. */
const since = ({ revokedAt, invalidSince }: Revocation): string =>
  invalidSince !== null && invalidSince < revokedAt ? invalidSince : revokedAt;

/** From what says the most about why nothing is known to what says the least. */
const openness: readonly Unknown['why'][] = ['out-of-date', 'not-usable', 'missing'];

/**
 * One status from lists and answers together: a revocation that any of them tells counts, the earliest first; else the
 * newest «good»; else the reason that says most of why it is open.
 */
export function mergeRevocation(statuses: readonly RevocationStatus[]): RevocationStatus {
  let best: RevocationStatus = { status: 'unknown', why: 'missing' };
  for (const each of statuses) if (outweighs(each, best)) best = each;
  return best;
}

const rank: { readonly [S in RevocationStatus['status']]: number } = {
  revoked: 0,
  good: 1,
  unknown: 2,
};

function outweighs(a: RevocationStatus, b: RevocationStatus): boolean {
  if (a.status !== b.status) return rank[a.status] < rank[b.status];
  if (a.status === 'revoked' && b.status === 'revoked') {
    return since(a.revocation) < since(b.revocation);
  }
  if (a.status === 'good' && b.status === 'good') return a.asOf > b.asOf;
  if (a.status !== 'unknown' || b.status !== 'unknown') return false;
  return openness.indexOf(a.why) < openness.indexOf(b.why);
}
