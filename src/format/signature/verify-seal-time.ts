import type { Instant } from '../../domain/time/instant.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { displayName } from '../certificate/name.ts';
import type { TrustStore } from '../certificate/trust-store.ts';
import type { TimeStampPolicy } from '../time-stamp/policy.ts';
import { parseTimeStampToken, type TimeStampToken } from '../time-stamp/token.ts';
import { type TimeStampReport, verifyTimeStamp } from '../time-stamp/verify-time-stamp.ts';
import { canonicalBytes } from '../xml/canonical.ts';
import type { XmlSource } from '../xml/element.ts';
import type { SealSignatureXml } from '../xml/signature-schema.ts';
import type { UnsignedXml } from '../xml/unsigned-schema.ts';
import type { SealEvidence } from './kept-evidence.ts';
import { isInTime, keyAcceptance, type VerificationPolicy } from './policy.ts';
import type { Finding } from './report.ts';

/** What the seal's time-stamp proves. */
export interface SealTime {
  /** The seal's value, and so all that it covers, existed by then. Null unless every check passed. */
  readonly provenTime: Instant | null;
  /** The time-stamp authority's certificate; null when it was not found. */
  readonly authority: Certificate | null;
  /** Only what failed or stays open. */
  readonly findings: readonly Finding[];
}

export interface SealTimeQuestion {
  readonly document: XmlSource;
  readonly seal: SealSignatureXml;
  readonly unsigned: UnsignedXml;
  readonly evidence: SealEvidence;
  /** Null where nobody is trusted: then the authority stays open. */
  readonly store: TrustStore | null;
  readonly rules: VerificationPolicy;
  /** By when the file, token included, is known to have existed. */
  readonly knownBy: Instant;
}

const finding = (
  outcome: 'failed' | 'undetermined',
  code: string,
  facts: Readonly<Record<string, string>>,
): Finding => ({ code, outcome, slot: 'seal', facts });

/** Verifies the time-stamp over the canonical ds:SignatureValue of the seal (ETSI EN 319 132-1, 5.3). */
export function verifySealTime(question: SealTimeQuestion): SealTime {
  const { unsigned } = question;
  const read = parseTimeStampToken(Buffer.from(unsigned.signature.timeStamp.token, 'base64'));
  if (!read.ok) {
    const facts = { fault: read.refusal.code };
    const findings = [finding('failed', 'time-stamp-unreadable', facts)];
    return { provenTime: null, authority: null, findings };
  }
  const token = read.value;
  const report = verifyTimeStamp(tokenQuestion(token, question));
  const ballast =
    token.unsigned.length === 0
      ? []
      : [finding('failed', 'time-stamp-not-bare', { parts: token.unsigned.join(' ') })];
  const authority = report.path[0] ?? authorityIn(token, question.evidence);
  const own = [...ballast, ...checkKey(authority, question)];
  return {
    provenTime: own.length === 0 && question.store !== null ? report.provenTime : null,
    authority,
    findings: [...own, ...findingsOf(report, question.store !== null)],
  };
}

/** An authority's key that is no longer accepted proves nothing by a token that may be younger than it says. */
function checkKey(
  authority: Certificate | null,
  { rules, knownBy }: SealTimeQuestion,
): readonly Finding[] {
  if (authority === null) return [];
  const { keyKind, subject } = authority;
  const until = keyAcceptance(rules, keyKind);
  // Keys that never count are the path's matter: certificate-key-refused.
  if (until === 'unlimited' || until === 'refused' || isInTime(until, knownBy)) return [];
  const facts = { authority: displayName(subject), key: keyKind.label, until };
  return [finding('undetermined', 'time-stamp-key-no-longer-accepted', facts)];
}

const tokenQuestion = (
  token: TimeStampToken,
  { document, seal, unsigned, evidence, store, rules, knownBy }: SealTimeQuestion,
) => {
  const { policies, accuracyMs, sha1Binding, authorityStatus } = rules.timeStamps;
  const policy: TimeStampPolicy = { policies, maxAccuracyMs: accuracyMs, sha1Binding };
  return {
    token,
    stamped: stampedBytes(document, seal, unsigned),
    policy,
    trust: store ?? { anchors: [], intermediates: [], crls: [] },
    certificates: evidence.certificates,
    evidence: evidence.answers,
    status: authorityStatus === 'as-of' ? ('proven-by' as const) : authorityStatus,
    provenBy: knownBy,
  };
};

function stampedBytes(
  document: XmlSource,
  { element }: SealSignatureXml,
  { signature }: UnsignedXml,
): Uint8Array {
  const value = element?.children.find(({ local }) => local === 'SignatureValue');
  if (value === undefined) throw new Error('a signature with unsigned properties but no value');
  return canonicalBytes(document, value, signature.timeStamp.canonicalization.algorithm);
}

/** The certificate by which the authority's number and name can be told where no path was found. */
const authorityIn = ({ signer }: TimeStampToken, { certificates }: SealEvidence) =>
  certificates.find(({ issuer, serial, extensions }) =>
    signer.id.by === 'key'
      ? extensions.subjectKeyId === signer.id.subjectKeyId
      : issuer.key === signer.id.issuer.key && serial === signer.id.serial,
  ) ?? null;

/** The token's own codes as they are; those of the authority's path under codes that cannot be taken for the signer's. */
function findingsOf(
  { findings, path }: TimeStampReport,
  isTrustGiven: boolean,
): readonly Finding[] {
  const authority = path[0] === undefined ? '' : displayName(path[0].subject);
  return findings.flatMap(({ code, outcome, facts }): readonly Finding[] => {
    if (outcome === 'passed') return [];
    if (code.startsWith('time-stamp-')) return [finding(outcome, code, facts)];
    if (!isTrustGiven) return [];
    const why = { ...facts, reason: code, authority };
    if (code === 'certificate-expired-later') {
      return [finding('undetermined', 'time-stamp-authority-expired', why)];
    }
    if (code === 'certificate-revoked') {
      return [finding('failed', 'time-stamp-authority-revoked', why)];
    }
    return outcome === 'failed'
      ? [finding('failed', 'time-stamp-authority-not-trusted', why)]
      : [finding('undetermined', 'time-stamp-authority-open', why)];
  });
}
