import { epochMsOf, type Instant, instantOf } from '../../domain/time/instant.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { about, type ChainFinding } from '../certificate/chain-finding.ts';
import type { RevocationStatus } from '../certificate/revocation.ts';
import { isIdOf } from './certificate-id.ts';
import type { OcspFinding } from './finding.ts';
import { checkResponder, type ResponderQuestion } from './responder.ts';
import type { SingleResponse } from './single-response.ts';

/** Chính sách chấp nhận trả lời trạng thái: what is demanded of answers. Data, to be kept with its version. */
export interface OcspPolicy {
  /** Whether an answer to a request with a nonce must repeat it; a nonce that differs is always refused. */
  readonly nonce: 'required' | 'if-repeated';
  /** Seconds for which an answer without nextUpdate holds after its thisUpdate. */
  readonly freshSeconds: number;
}

/** Responders that prepare their answers repeat no nonce; their answers say until when they hold. */
export const usualOcspPolicy: OcspPolicy = { nonce: 'if-repeated', freshSeconds: 300 };

/** `provenBy` is when the answer is known to have existed: now for a new one, else the time of what covers it. */
export interface OcspQuestion extends ResponderQuestion {
  readonly certificate: Certificate;
  /** Any revocation up to this time must be known. */
  readonly asOf: Instant;
  /** What was sent with the request, for an answer just received; absent for one that was kept. */
  readonly nonce?: Uint8Array;
  readonly policy: OcspPolicy;
}

export interface OcspReport {
  /** What the answer proves of the certificate; the form in which lists answer too. */
  readonly status: RevocationStatus;
  readonly findings: readonly (OcspFinding | ChainFinding)[];
}

/** Clocks of a responder and of ours may be apart by this much before an answer counts as one from the future. */
export const clockToleranceMs = 60_000;

/** Verifies an answer about one certificate (RFC 6960, 3.2). */
export function verifyOcsp(question: OcspQuestion): OcspReport {
  const { response, certificate, issuer } = question;
  const answer = [
    ...checkResponder(question),
    ...response.unknownCritical.map(unknownExtension),
    ...checkNonce(question),
    ...checkFuture(response.producedAt, question.provenBy),
  ];
  const own = response.responses.filter(({ id }) => isIdOf(id, certificate, issuer));
  // Two answers about one certificate: the worse one is believed.
  const single = own.find(({ status }) => typeof status === 'object') ?? own.find(isOpen) ?? own[0];
  if (single === undefined) {
    const facts = about(certificate);
    const missing: OcspFinding = {
      code: 'ocsp-certificate-not-answered',
      outcome: 'undetermined',
      facts,
    };
    return { status: { status: 'unknown', why: 'missing' }, findings: [...answer, missing] };
  }
  const words = [
    ...single.unknownCritical.map(unknownExtension),
    ...checkFuture(single.thisUpdate, question.provenBy),
  ];
  const judged = judge(single, question);
  const isUsable = [...answer, ...words].every(({ outcome }) => outcome === 'passed');
  return {
    status: isUsable ? judged.status : { status: 'unknown', why: 'not-usable' },
    findings: [...answer, ...words, ...judged.findings],
  };
}

const isOpen = ({ status }: SingleResponse): boolean => status === 'unknown';

const unknownExtension = (oid: string): OcspFinding => ({
  code: 'ocsp-extension-unknown',
  outcome: 'failed',
  facts: { oid },
});

function checkNonce({ response, nonce, policy }: OcspQuestion): readonly OcspFinding[] {
  if (nonce === undefined) return [];
  if (response.nonce === null) {
    return policy.nonce === 'required'
      ? [{ code: 'ocsp-nonce-missing', outcome: 'undetermined', facts: {} }]
      : [];
  }
  return response.nonce === Buffer.from(nonce).toString('hex')
    ? [{ code: 'ocsp-nonce-matches', outcome: 'passed', facts: {} }]
    : [{ code: 'ocsp-nonce-differs', outcome: 'failed', facts: {} }];
}

function checkFuture(time: Instant, provenBy: Instant): readonly OcspFinding[] {
  if (epochMsOf(time) <= epochMsOf(provenBy) + clockToleranceMs) return [];
  return [{ code: 'ocsp-from-future', outcome: 'failed', facts: { time, provenBy } }];
}

/** The status, if the answer may be relied on. */
function judge(single: SingleResponse, question: OcspQuestion): OcspReport {
  const { certificate, asOf } = question;
  const which = about(certificate);
  const { status, thisUpdate } = single;
  if (typeof status === 'object') {
    const { revokedAt, reason, invalidSince } = status;
    const since = invalidSince !== null && invalidSince < revokedAt ? invalidSince : revokedAt;
    const facts = { ...which, revokedAt: since, reason };
    const finding: OcspFinding =
      since > asOf
        ? { code: 'ocsp-certificate-revoked-later', outcome: 'passed', facts }
        : { code: 'ocsp-certificate-revoked', outcome: 'failed', facts };
    return { status: { status: 'revoked', revocation: status }, findings: [finding] };
  }
  if (status === 'unknown') {
    const finding: OcspFinding = {
      code: 'ocsp-certificate-unknown',
      outcome: 'undetermined',
      facts: which,
    };
    return { status: { status: 'unknown', why: 'missing' }, findings: [finding] };
  }
  return judgeGood(single, question, { ...which, thisUpdate });
}

/** «Good» holds until the next answer is due, and of an expired certificate only as far as the archive reaches. */
function judgeGood(
  { thisUpdate, nextUpdate, archiveCutoff }: SingleResponse,
  { certificate, asOf, policy }: OcspQuestion,
  facts: { readonly certificate: string; readonly serial: string; readonly thisUpdate: Instant },
): OcspReport {
  const { notAfter } = certificate;
  const until =
    nextUpdate ?? instantOf(epochMsOf(thisUpdate) + Math.max(0, policy.freshSeconds) * 1000);
  if (until < asOf) {
    return {
      status: { status: 'unknown', why: 'out-of-date', nextUpdate: until },
      findings: [{ code: 'ocsp-out-of-date', outcome: 'undetermined', facts: { until } }],
    };
  }
  if (thisUpdate > notAfter && (archiveCutoff === null || archiveCutoff > notAfter)) {
    const expired = { certificate: facts.certificate, serial: facts.serial, notAfter };
    return {
      status: { status: 'unknown', why: 'not-usable' },
      findings: [{ code: 'ocsp-silent-after-expiry', outcome: 'undetermined', facts: expired }],
    };
  }
  return {
    status: { status: 'good', asOf: thisUpdate },
    findings: [
      { code: 'ocsp-fresh', outcome: 'passed', facts: { thisUpdate } },
      { code: 'ocsp-certificate-good', outcome: 'passed', facts },
    ],
  };
}
