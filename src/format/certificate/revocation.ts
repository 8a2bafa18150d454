import type { Instant } from '../../domain/time/instant.ts';
import { isSignatureGood } from './algorithm.ts';
import type { Certificate } from './certificate.ts';
import type { RevocationList } from './crl.ts';
import type { Revocation } from './crl-entry.ts';
import { scopeOf } from './crl-scope.ts';

/** What the lists at hand say of one certificate. */
export type RevocationStatus =
  | { readonly status: 'good'; readonly asOf: Instant }
  | { readonly status: 'revoked'; readonly revocation: Revocation }
  | { readonly status: 'unknown'; readonly why: 'missing' | 'not-usable' }
  | { readonly status: 'unknown'; readonly why: 'out-of-date'; readonly nextUpdate: Instant };

export interface RevocationQuestion {
  readonly certificate: Certificate;
  readonly crls: readonly RevocationList[];
  /** Any revocation up to this time must be known. */
  readonly asOf: Instant;
  /** The authorised certificates whose key may have signed the list. */
  readonly signersOf: (crl: RevocationList) => readonly Certificate[];
}

/** Every reason that a list can be limited to (RFC 5280, 4.2.1.13: bits 1 to 8). */
const allReasons: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8];

/**
 * Asks the lists (RFC 5280, 6.3.3): those whose scope covers the certificate, signed by an authorised key, fresh enough.
 * A revocation in any of them counts; «good» only when together they cover every reason.
 */
export function revocationOf(question: RevocationQuestion): RevocationStatus {
  const { certificate, crls } = question;
  const covered = new Set<number>();
  let latest: Instant | undefined;
  let open: RevocationStatus = { status: 'unknown', why: 'missing' };
  const complete = crls.filter(({ deltaOf }) => deltaOf === null);
  for (const crl of [...complete].sort((a, b) => (a.thisUpdate < b.thisUpdate ? 1 : -1))) {
    const scope = scopeOf(crl, certificate);
    if (scope === undefined) continue;
    const answer = isUsable(crl, question.signersOf)
      ? answerOf(crl, question)
      : ({ status: 'unknown', why: 'not-usable' } as const);
    if (answer.status === 'revoked') return answer;
    if (answer.status === 'unknown') {
      if (open.why === 'missing') open = answer;
      continue;
    }
    for (const reason of scope.reasons ?? allReasons) covered.add(reason);
    if (latest === undefined || answer.asOf > latest) latest = answer.asOf;
  }
  const isCovered = allReasons.every((reason) => covered.has(reason));
  return latest !== undefined && isCovered ? { status: 'good', asOf: latest } : open;
}

/** A complete list and the delta lists that bring it up to date (RFC 5280, 5.2.4), the newest first. */
function answerOf(crl: RevocationList, question: RevocationQuestion): RevocationStatus {
  const { certificate, asOf, signersOf } = question;
  const deltas = question.crls
    .filter((delta) => isDeltaOf(delta, crl) && isUsable(delta, signersOf))
    .sort((a, b) => compareNumbers(b.number ?? '', a.number ?? ''));
  const newest = deltas[0] ?? crl;
  for (const list of [...deltas.slice(0, 1), crl]) {
    const revocation = list.find(certificate.serial, certificate.issuer.key);
    if (revocation?.reason === 'removeFromCRL') break;
    if (revocation !== undefined) return { status: 'revoked', revocation };
  }
  return freshness(newest, certificate, asOf);
}

/** Same issuer and scope, based on this list or an older one, and newer than it. */
const isDeltaOf = (delta: RevocationList, complete: RevocationList): boolean =>
  delta.deltaOf !== null &&
  complete.number !== null &&
  delta.issuer.key === complete.issuer.key &&
  delta.scope === complete.scope &&
  compareNumbers(complete.number, delta.deltaOf) >= 0 &&
  compareNumbers(delta.number ?? '', complete.number) > 0;

/** Two non-negative INTEGERs by their hexadecimal octets in shortest form. */
const compareNumbers = (a: string, b: string): number =>
  a.length === b.length ? (a < b ? -1 : a > b ? 1 : 0) : a.length - b.length;

/** Whether the list's silence means «not revoked at `asOf`». */
function freshness(
  { thisUpdate, nextUpdate }: RevocationList,
  { notAfter }: Certificate,
  asOf: Instant,
): RevocationStatus {
  const until = nextUpdate ?? thisUpdate;
  if (until < asOf) return { status: 'unknown', why: 'out-of-date', nextUpdate: until };
  // Authorities may drop entries of certificates that have expired (RFC 5280, 3.3): silence then proves nothing.
  if (thisUpdate > notAfter) return { status: 'unknown', why: 'not-usable' };
  return { status: 'good', asOf: thisUpdate };
}

// One signature of one key over one list never changes its answer.
const checked = new WeakMap<RevocationList, WeakMap<Certificate, boolean>>();

function isUsable(
  crl: RevocationList,
  signersOf: (crl: RevocationList) => readonly Certificate[],
): boolean {
  return (
    crl.unknownCritical.length === 0 && signersOf(crl).some((each) => isCrlSignedBy(crl, each))
  );
}

/** Whether `issuer`'s key signed the list; remembered as long as both live. */
export function isCrlSignedBy(crl: RevocationList, issuer: Certificate): boolean {
  let known = checked.get(crl);
  if (known === undefined) {
    known = new WeakMap();
    checked.set(crl, known);
  }
  const remembered = known.get(issuer);
  if (remembered !== undefined) return remembered;
  const { algorithm, signed, signature } = crl;
  const good = isSignatureGood(algorithm.name, issuer.publicKey, signed, signature);
  known.set(issuer, good);
  return good;
}
