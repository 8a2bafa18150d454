import type { Instant } from '../../domain/time/instant.ts';
import { epochMsOf } from '../../domain/time/instant.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { checkChain } from '../certificate/chain.ts';
import type { ChainFinding } from '../certificate/chain-finding.ts';
import type { RevocationEvidence } from '../certificate/merge-revocation.ts';
import type { CertificatePath } from '../certificate/path-builder.ts';
import type { TrustStore } from '../certificate/trust-store.ts';
import { digestOf } from './digest.ts';
import type { TimeStampFinding } from './finding.ts';
import type { TimeStampPolicy } from './policy.ts';
import type { TimeStampInfo } from './time-stamp-info.ts';
import type { TimeStampToken } from './token.ts';
import { checkBinding, checkSignature, signerCertificateIn, signerText } from './token-signer.ts';

export interface TimeStampQuestion {
  readonly token: TimeStampToken;
  /** The bytes that the token is said to be about. */
  readonly stamped: Uint8Array;
  /** The request's nonce, for a token that was just asked for; absent for one that was kept. */
  readonly nonce?: string;
  readonly policy: TimeStampPolicy;
  readonly trust: Pick<TrustStore, 'anchors' | 'intermediates' | 'crls'>;
  /** Certificates kept beside the token, for one that carries none. They are not trusted, only looked through. */
  readonly certificates?: readonly Certificate[];
  /** Answers of responders about the authority's certificates. */
  readonly evidence?: RevocationEvidence | undefined;
  /**
   * Up to when the authority's certificates must be known not to be revoked: 'proven-by', or 'stated-time' for a token
   * that is judged by what was kept with it. A revocation that is told counts either way.
   */
  readonly status?: 'proven-by' | 'stated-time';
  /** By when the token is known to have existed: now for a new one, else the time of what covers it. */
  readonly provenBy: Instant;
}

export interface TimeStampReport {
  /** What the token says; it proves nothing by itself. */
  readonly statedTime: Instant;
  /** What was stamped existed by this time, accuracy included. Null unless every check passed. */
  readonly provenTime: Instant | null;
  /** The authority's certificate and those above it; empty when there is no trusted path. */
  readonly path: CertificatePath;
  readonly findings: readonly (TimeStampFinding | ChainFinding)[];
}

/** Clocks of an authority and of ours may be apart by this much before a token counts as one from the future. */
export const clockToleranceMs = 60_000;

/**
 * Verifies a token (RFC 3161, 2.2 and 2.3; RFC 5816): is it about these bytes, did it answer this request, and did an
 * authority that was trusted then sign it with a certificate for time-stamping alone?
 */
export function verifyTimeStamp(question: TimeStampQuestion): TimeStampReport {
  const { token } = question;
  const about = [
    checkImprint(token.info, question.stamped),
    ...checkNonce(token.info, question.nonce),
    checkPolicy(token.info, question.policy),
    ...checkAccuracy(token.info, question.policy),
    ...token.info.unknownCritical.map(
      (oid) =>
        ({ code: 'time-stamp-extension-unknown', outcome: 'failed', facts: { oid } }) as const,
    ),
    ...checkFuture(token.info, question.provenBy),
  ];
  const by = checkSigner(question);
  const findings = [...about, ...by.findings];
  const isProven = findings.every(({ outcome }) => outcome === 'passed');
  return {
    statedTime: token.info.statedTime,
    provenTime: isProven ? token.info.latestTime : null,
    path: by.path,
    findings,
  };
}

function checkImprint({ imprint }: TimeStampInfo, stamped: Uint8Array): TimeStampFinding {
  const { strong, label } = imprint.algorithm;
  const facts = { algorithm: label };
  if (strong === null) {
    return { code: 'time-stamp-imprint-algorithm-refused', outcome: 'failed', facts };
  }
  return digestOf(strong, stamped).equals(imprint.digest)
    ? { code: 'time-stamp-imprint-matches', outcome: 'passed', facts }
    : { code: 'time-stamp-imprint-differs', outcome: 'failed', facts: {} };
}

/** A token that was not asked for with this nonce may be an old one, played again (RFC 3161, 2.4.2). */
function checkNonce(info: TimeStampInfo, nonce: string | undefined): readonly TimeStampFinding[] {
  if (nonce === undefined) return [];
  return info.nonce === nonce
    ? [{ code: 'time-stamp-nonce-matches', outcome: 'passed', facts: {} }]
    : [{ code: 'time-stamp-nonce-differs', outcome: 'failed', facts: {} }];
}

function checkPolicy({ policy }: TimeStampInfo, { policies }: TimeStampPolicy): TimeStampFinding {
  const facts = { policy };
  return policies === null || policies.includes(policy)
    ? { code: 'time-stamp-policy-accepted', outcome: 'passed', facts }
    : { code: 'time-stamp-policy-not-accepted', outcome: 'failed', facts };
}

function checkAccuracy(
  { accuracyMs }: TimeStampInfo,
  { maxAccuracyMs }: TimeStampPolicy,
): readonly TimeStampFinding[] {
  if (maxAccuracyMs === null) return [];
  const limitMs = String(maxAccuracyMs);
  if (accuracyMs === null) {
    return [
      { code: 'time-stamp-accuracy-not-stated', outcome: 'undetermined', facts: { limitMs } },
    ];
  }
  const facts = { accuracyMs: String(accuracyMs) };
  return accuracyMs <= maxAccuracyMs
    ? [{ code: 'time-stamp-accuracy-accepted', outcome: 'passed', facts }]
    : [{ code: 'time-stamp-accuracy-too-wide', outcome: 'failed', facts: { ...facts, limitMs } }];
}

function checkFuture(
  { statedTime }: TimeStampInfo,
  provenBy: Instant,
): readonly TimeStampFinding[] {
  if (epochMsOf(statedTime) <= epochMsOf(provenBy) + clockToleranceMs) return [];
  const facts = { statedTime, provenBy };
  return [{ code: 'time-stamp-from-future', outcome: 'failed', facts }];
}

interface SignerChecks {
  readonly path: CertificatePath;
  readonly findings: readonly (TimeStampFinding | ChainFinding)[];
}

/** Digest, certificate, binding, signature, and the certificate's path at the time that the token states. */
function checkSigner({
  token,
  certificates = [],
  trust,
  policy,
  provenBy,
  evidence,
  status = 'proven-by',
}: TimeStampQuestion): SignerChecks {
  const content = checkContent(token);
  const candidates = [...token.certificates, ...certificates, ...trust.intermediates];
  const certificate = signerCertificateIn(token.signer, candidates);
  if (certificate === undefined) {
    const facts = { signer: signerText(token.signer.id) };
    const missing = {
      code: 'time-stamp-signer-not-found',
      outcome: 'undetermined',
      facts,
    } as const;
    return { path: [], findings: [content, missing] };
  }
  const at = token.info.statedTime;
  const known = provenBy < at ? at : provenBy;
  const chain = checkChain({
    leaf: certificate,
    anchors: trust.anchors,
    intermediates: candidates,
    crls: trust.crls,
    at,
    provenBy: known,
    silentBy: status === 'proven-by' ? known : at,
    evidence,
    usage: 'timestamp',
  });
  const own = [
    content,
    ...checkBinding(token, certificate, policy),
    checkSignature(token, certificate),
  ];
  return { path: chain.path, findings: [...own, ...chain.findings] };
}

/** The digest of TSTInfo that the signed attributes repeat (RFC 5652, 11.2). */
function checkContent({ content, signer }: TimeStampToken): TimeStampFinding {
  const { strong, label } = signer.digest;
  if (strong === null) {
    const facts = { algorithm: label };
    return { code: 'time-stamp-digest-algorithm-refused', outcome: 'failed', facts };
  }
  return digestOf(strong, content).equals(signer.attributes.messageDigest)
    ? { code: 'time-stamp-content-unchanged', outcome: 'passed', facts: {} }
    : { code: 'time-stamp-content-changed', outcome: 'failed', facts: {} };
}
