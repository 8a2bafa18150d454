import { ok, type Result, refuse } from '../../domain/result.ts';
import { epochMsOf, type Instant, instantOf } from '../../domain/time/instant.ts';
import type { CertificatePath } from '../../format/certificate/path-builder.ts';
import { readSealEvidence, type SealEvidence } from '../../format/signature/kept-evidence.ts';
import type { VerificationPolicy } from '../../format/signature/policy.ts';
import { type PreparedSignature, stampedValue } from '../../format/signature/prepare.ts';
import type { SignerCertificate, StoreTrust } from '../../format/signature/signer-trust.ts';
import { unusedEvidence } from '../../format/signature/unused-evidence.ts';
import { unsignedOf } from '../../format/signature/write-unsigned.ts';
import type { TimeStampFailure } from '../../format/time-stamp/response.ts';
import { parseTimeStampToken, type TimeStampToken } from '../../format/time-stamp/token.ts';
import { verifyTimeStamp } from '../../format/time-stamp/verify-time-stamp.ts';
import type { UnsignedXml } from '../../format/xml/unsigned-schema.ts';
import type { Clock, RevocationEvidenceSource, TimeStamps } from './ports.ts';

/** What a seal needs to stand for years: a proven time, and what judges its signers without asking anyone. */
export interface Preservation {
  readonly timeStamps: TimeStamps;
  readonly revocation: RevocationEvidenceSource;
  /** By which paths are found, the time-stamp authority's too. */
  readonly trust: StoreTrust;
  /** The same roots and nothing else: by these a stranger must be able to judge what the seal carries. */
  readonly roots: StoreTrust;
  readonly rules: VerificationPolicy;
  readonly clock: Clock;
}

/** Why a seal got no time-stamp, or one that would not stand. */
export type PreservationRefusal =
  | { readonly code: 'time-stamp-refused'; readonly failure: TimeStampFailure }
  /** `finding` is the code of the first check that did not pass. */
  | { readonly code: 'time-stamp-not-accepted'; readonly finding: string }
  | { readonly code: 'evidence-not-enough'; readonly finding: string; readonly holder: string };

/**
 * Completes a seal: asks for a time-stamp over its value, gathers lists and answers for all signers and for the
 * authority, and checks with the roots alone that a stranger could judge the record by them. `others` are the texts of
 * the record's other signatures, `at` the time that the seal states.
 */
export const preserveSeal =
  (others: readonly string[], at: Instant, preservation: Preservation) =>
  async (
    prepared: PreparedSignature,
    value: Uint8Array,
    own: SignerCertificate,
  ): Promise<Result<string, PreservationRefusal>> => {
    const { timeStamps, revocation, trust, clock } = preservation;
    const stamped = stampedValue(value);
    const answered = await timeStamps.stamp(stamped);
    if (!answered.ok) {
      return refuse({ code: 'time-stamp-refused', failure: answered.refusal.failure });
    }
    const { token, nonce } = answered.value;
    const now = clock.now();
    const signers = [own, ...others.flatMap((text) => certificateIn(text, trust))];
    const paths = pathsOf(signers, trust, now);
    if (!paths.ok) return paths;
    const given = { token, stamped, nonce };
    const authority = authorityPath(given, preservation, now);
    if (!authority.ok) return authority;
    const found = await revocation.evidenceFor([authority.value, ...paths.value], now);
    const unsigned = unsignedOf({
      token,
      authority: authority.value,
      signers: paths.value,
      ...found,
    });
    const fault = check({ unsigned, signers, given, at }, preservation);
    return fault === undefined ? ok(prepared.completeSeal(value, unsigned)) : refuse(fault);
  };

const holder = /<X509Certificate>([A-Za-z0-9+/=]+)<\/X509Certificate>/;

/** The signer's certificate in the text of a signature that this software wrote. */
function certificateIn(text: string, trust: StoreTrust): readonly SignerCertificate[] {
  const view = trust.certificate(holder.exec(text)?.[1] ?? '');
  if (view === undefined) throw new Error('a kept signature without its certificate');
  return [view];
}

/** The signers' paths; a responder's address in a certificate counts only on a path where nothing is wrong. */
function pathsOf(
  signers: readonly SignerCertificate[],
  trust: StoreTrust,
  now: Instant,
): Result<readonly CertificatePath[], PreservationRefusal> {
  const paths: CertificatePath[] = [];
  for (const signer of signers) {
    const wrong = trust.chain(signer, now, now).find(({ outcome }) => outcome === 'failed');
    if (wrong !== undefined) {
      return refuse({ code: 'evidence-not-enough', finding: wrong.code, holder: signer.name });
    }
    paths.push(trust.path(signer, now, now));
  }
  return ok(paths);
}

interface GivenToken {
  readonly token: TimeStampToken;
  readonly stamped: Uint8Array;
  readonly nonce: string;
}

const stampPolicy = ({
  timeStamps: { policies, accuracyMs, sha1Binding },
}: VerificationPolicy) => ({
  policies,
  maxAccuracyMs: accuracyMs,
  sha1Binding,
});

/** The authority's path, if all that can be judged without fresh lists is right. */
function authorityPath(
  given: GivenToken,
  { trust, rules }: Preservation,
  now: Instant,
): Result<CertificatePath, PreservationRefusal> {
  const policy = stampPolicy(rules);
  const report = verifyTimeStamp({ ...given, policy, trust: trust.store, provenBy: now });
  const wrong = report.findings.find(
    ({ code, outcome }) => outcome !== 'passed' && !code.startsWith('crl-'),
  );
  return wrong === undefined
    ? ok(report.path)
    : refuse({ code: 'time-stamp-not-accepted', finding: wrong.code });
}

/** What a stranger would find with the roots alone; undefined when nothing is missing and nothing is too much. */
function check(
  {
    unsigned,
    signers,
    given,
    at,
  }: {
    readonly unsigned: UnsignedXml;
    readonly signers: readonly SignerCertificate[];
    readonly given: GivenToken;
    readonly at: Instant;
  },
  { roots, rules }: Preservation,
): PreservationRefusal | undefined {
  const { evidence, findings } = readSealEvidence(unsigned, rules);
  const beside = roots.beside?.(evidence);
  if (beside === undefined) throw new Error('roots that take nothing beside them');
  const time = provenTime(unsigned, given, evidence, beside, rules);
  if (!time.ok) return time.refusal;
  const { provenBy, authority } = time.value;
  if (epochMsOf(at) > epochMsOf(provenBy) + rules.time.toleranceSeconds * 1000) {
    return { code: 'time-stamp-not-accepted', finding: 'signed-after-proven-time' };
  }
  for (const signer of signers) {
    const open = beside
      .chain(signer, provenBy, provenBy)
      .find(({ outcome }) => outcome !== 'passed');
    if (open !== undefined) {
      return { code: 'evidence-not-enough', finding: open.code, holder: signer.name };
    }
  }
  const unused = unusedEvidence(evidence, signers.map(beside.whole), authority, beside.store);
  const [fault] = [...findings, ...unused];
  return fault && { code: 'evidence-not-enough', finding: fault.code, holder: '' };
}

/** The time that the token proves as it will stand in the record. */
function provenTime(
  { signature }: UnsignedXml,
  { stamped, nonce }: GivenToken,
  evidence: SealEvidence,
  { store }: StoreTrust,
  rules: VerificationPolicy,
) {
  const read = parseTimeStampToken(Buffer.from(signature.timeStamp.token, 'base64'));
  if (!read.ok) throw new Error(`a bare token: ${read.refusal.code}`);
  const token = read.value;
  const report = verifyTimeStamp({
    token,
    stamped,
    nonce,
    policy: stampPolicy(rules),
    trust: store,
    certificates: evidence.certificates,
    evidence: evidence.answers,
    status: 'stated-time',
    provenBy: instantOf(epochMsOf(token.info.statedTime)),
  });
  const wrong = report.findings.find(({ outcome }) => outcome !== 'passed');
  const { provenTime: provenBy, path } = report;
  if (provenBy === null || wrong !== undefined) {
    const finding = wrong?.code ?? 'time-not-proven';
    return refuse({ code: 'time-stamp-not-accepted' as const, finding });
  }
  return ok({ provenBy, authority: path[0] ?? null });
}
