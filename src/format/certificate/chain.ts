import type { Instant } from '../../domain/time/instant.ts';
import type { Certificate } from './certificate.ts';
import { about, type ChainFinding } from './chain-finding.ts';
import type { RevocationList } from './crl.ts';
import { mergeRevocation, type RevocationEvidence } from './merge-revocation.ts';
import { displayName } from './name.ts';
import {
  type CertificatePath,
  indexBySubject,
  pathsFrom,
  type SubjectIndex,
} from './path-builder.ts';
import {
  type CertificateUsage,
  checkAuthorities,
  checkNames,
  checkSignatures,
  checkUsage,
  checkValidity,
} from './path-check.ts';
import { anyPolicyAccepted, checkPolicies, type PolicyDemand } from './policy.ts';
import { isCrlSignedBy, revocationOf } from './revocation.ts';
import { type RevocationTimes, revocationFindings } from './revocation-finding.ts';

export interface ChainQuestion {
  readonly leaf: Certificate;
  readonly intermediates: readonly Certificate[];
  /** Trusted roots. */
  readonly anchors: readonly Certificate[];
  readonly crls: readonly RevocationList[];
  /** The time of the act that is judged: when the signature says it was made. */
  readonly at: Instant;
  /**
   * By when the signature is known to have existed: a time-stamp, a register's receipt, or now; `at` when absent. What
   * happened to the certificate between `at` and this time leaves the signature's age open.
   */
  readonly provenBy?: Instant;
  /**
   * Up to when the silence of lists and answers must reach; `provenBy` when absent. A revocation that they tell counts
   * up to `provenBy` all the same.
   */
  readonly silentBy?: Instant;
  /** Revocation evidence beside the lists: answers of responders. */
  readonly evidence?: RevocationEvidence | undefined;
  readonly usage: CertificateUsage;
  readonly policies?: PolicyDemand;
}

export interface ChainReport {
  /** The path that was judged, from the leaf to the root; empty when there is none. */
  readonly path: CertificatePath;
  /** Passed checks too, each code once for the whole path. */
  readonly findings: readonly ChainFinding[];
}

/**
 * Judges a certificate by RFC 5280, 6: the first path to a trusted root on which nothing is wrong or open; failing that,
 * the one with the least wrong.
 */
export function checkChain(question: ChainQuestion): ChainReport {
  const store: Store = {
    intermediates: indexBySubject(question.intermediates),
    anchors: indexBySubject(question.anchors),
    crls: question.crls,
    evidence: question.evidence,
  };
  const provenBy = question.provenBy ?? question.at;
  const times = { at: question.at, provenBy, silentBy: question.silentBy ?? provenBy };
  const demand = question.policies ?? anyPolicyAccepted;
  return bestPath(question.leaf, store, times, question.usage, demand, 0);
}

interface Store {
  readonly intermediates: SubjectIndex;
  readonly anchors: SubjectIndex;
  readonly crls: readonly RevocationList[];
  readonly evidence: RevocationEvidence | undefined;
}
interface Times extends RevocationTimes {
  readonly silentBy: Instant;
}

/** Authorities that sign lists for others need paths and lists themselves; no deeper than this. */
const deepestCrlIssuer = 3;

function bestPath(
  leaf: Certificate,
  store: Store,
  times: Times,
  usage: CertificateUsage,
  demand: PolicyDemand,
  depth: number,
): ChainReport {
  let best: ChainReport | undefined;
  for (const path of pathsFrom(leaf, store.intermediates, store.anchors)) {
    const findings = judge(path, store, times, usage, demand, depth);
    if (findings.every(({ outcome }) => outcome === 'passed')) return { path, findings };
    if (best === undefined || badness(findings) < badness(best.findings)) best = { path, findings };
  }
  const facts = { ...about(leaf), issuer: displayName(leaf.issuer) };
  const none: ChainFinding = { code: 'issuer-not-found', outcome: 'failed', facts };
  return best ?? { path: [], findings: [none] };
}

const badness = (findings: readonly ChainFinding[]): number =>
  findings.reduce(
    (sum, { outcome }) => sum + (outcome === 'failed' ? 1000 : outcome === 'passed' ? 0 : 1),
    0,
  );

function judge(
  path: CertificatePath,
  store: Store,
  times: Times,
  usage: CertificateUsage,
  demand: PolicyDemand,
  depth: number,
): readonly ChainFinding[] {
  const [leaf] = path;
  const anchor = path.at(-1);
  if (leaf === undefined || anchor === undefined) return [];
  const trusted: ChainFinding = {
    code: 'path-trusted',
    outcome: 'passed',
    facts: { anchor: displayName(anchor.subject), length: String(path.length) },
  };
  const signatures = checkSignatures(path);
  const validity = checkValidity(path, times.at, times.provenBy);
  const rules = [
    ...checkAuthorities(path),
    ...checkUsage(leaf, usage),
    ...checkNames(path),
    ...checkPolicies(path, demand),
  ];
  // With a wrong signature the path is not this authority's word: its lists say nothing about it.
  const revocation = signatures.length > 0 ? [] : checkRevocation(path, store, times, depth);
  const isRevocationKnown = signatures.length === 0 && revocation.length === 0;
  return [
    trusted,
    ...orPassed(signatures, 'path-signatures-good'),
    ...orPassed(validity, 'path-in-validity'),
    ...orPassed(rules, 'path-usage-allowed'),
    ...revocation,
    ...(isRevocationKnown
      ? [{ code: 'path-not-revoked', outcome: 'passed', facts: {} } as const]
      : []),
  ];
}

const orPassed = (
  findings: readonly ChainFinding[],
  code: 'path-signatures-good' | 'path-in-validity' | 'path-usage-allowed',
): readonly ChainFinding[] =>
  findings.length > 0 ? findings : [{ code, outcome: 'passed', facts: {} }];

/** Revocation of everything below the root. */
function checkRevocation(
  path: CertificatePath,
  store: Store,
  times: Times,
  depth: number,
): readonly ChainFinding[] {
  return path.slice(0, -1).flatMap((certificate, index) => {
    const issuer = path[index + 1];
    const byLists = revocationOf({
      certificate,
      crls: store.crls,
      asOf: times.silentBy,
      signersOf: (crl) => crlSigners(crl, path, index, store, times, depth),
    });
    const status =
      store.evidence === undefined || issuer === undefined
        ? byLists
        : mergeRevocation([byLists, store.evidence(certificate, issuer, times.silentBy)]);
    return revocationFindings(certificate, status, times);
  });
}

/**
 * The certificates that may sign `crl`: the issuer on this path, or others of the list's name that lead to the same root
 * and may sign lists (RFC 5280, 6.3.3 f). A list's signer whose own status stands in that very list is taken at its
 * word (PKITS 4.14.30): while it is judged as signer (`depth` above 0), it counts as one.
 */
function crlSigners(
  crl: RevocationList,
  path: CertificatePath,
  index: number,
  store: Store,
  times: Times,
  depth: number,
): readonly Certificate[] {
  const anchor = path.at(-1);
  const issuer = path[index + 1];
  if (anchor === undefined || issuer === undefined) return [];
  const onPath = path
    .slice(depth > 0 && index === 0 ? 0 : index + 1)
    .filter((each) => each.subject.key === crl.issuer.key && checkUsage(each, 'crl').length === 0);
  if (onPath.length > 0 && onPath.some((each) => isCrlSignedBy(crl, each))) return onPath;
  if (depth >= deepestCrlIssuer) return onPath;
  const others = (store.intermediates.get(crl.issuer.key) ?? []).filter(
    (each) => !path.includes(each) && isCrlSignedBy(crl, each),
  );
  const narrowed = { ...store, anchors: indexBySubject([anchor]) };
  const authorised = others.filter((each) =>
    bestPath(each, narrowed, times, 'crl', anyPolicyAccepted, depth + 1).findings.every(
      ({ outcome }) => outcome === 'passed',
    ),
  );
  return [...onPath, ...authorised];
}
