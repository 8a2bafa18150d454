import type { Instant } from '../../domain/time/instant.ts';
import { type Certificate, parseCertificate } from '../certificate/certificate.ts';
import { parseCrl, type RevocationList } from '../certificate/crl.ts';
import { displayName } from '../certificate/name.ts';
import type { TrustStore } from '../certificate/trust-store.ts';
import { type Checkpoint, openCheckpoint, parseCheckpoint } from '../log/checkpoint.ts';
import type { VerifierKey } from '../log/key.ts';
import { parseNote } from '../log/note.ts';
import type { StrongDigest } from '../time-stamp/digest.ts';
import type { TimeStampPolicy } from '../time-stamp/policy.ts';
import { parseTimeStampToken, type TimeStampToken } from '../time-stamp/token.ts';
import { type TimeStampReport, verifyTimeStamp } from '../time-stamp/verify-time-stamp.ts';
import { digestLeaf, rootAt } from './digest-tree.ts';
import {
  type EvidenceRecord,
  type EvidenceStep,
  type KeptEvidence,
  renewedBytes,
} from './evidence-record.ts';
import type { EvidenceFinding } from './finding.ts';

/** From when a digest proves nothing any more: what it protects must have been covered by another before. */
export type DigestRetirements = Readonly<Partial<Record<StrongDigest, Instant>>>;

export interface EvidenceQuestion {
  readonly record: EvidenceRecord;
  /** The registers' keys. */
  readonly registerKeys: readonly VerifierKey[];
  /** Roots that were trusted when the tokens were made must be among the anchors, even if they have expired since. */
  readonly trust: Pick<TrustStore, 'anchors' | 'intermediates' | 'crls'>;
  readonly policy: TimeStampPolicy;
  readonly retired?: DigestRetirements;
  readonly judgedAt: Instant;
}

export interface EvidenceReport {
  /** The head, as written; to be believed only if its finding passed. */
  readonly checkpoint: Checkpoint | null;
  /** The head, and with it every leaf below, existed by this time. Null unless every check passed. */
  readonly provenTime: Instant | null;
  /** The reports about the tokens, the first one first; null for one that cannot be read. */
  readonly stamps: readonly (TimeStampReport | null)[];
  readonly findings: readonly EvidenceFinding[];
}

/**
 * Judges a chain of tokens from the newest to the oldest: the newest as of now, each older one as of the time that the
 * next one proves for it (RFC 4998, 4.3 and 5.3). An authority that expired, or was revoked, after its token had been
 * renewed takes nothing away from that token.
 */
export function verifyEvidence(question: EvidenceQuestion): EvidenceReport {
  const { record, judgedAt } = question;
  const head = readHead(question);
  const judged: Judged[] = [];
  let until = judgedAt;
  for (let at = record.steps.length - 1; at >= 0; at -= 1) {
    const step = judgeStep(at, until, question);
    judged.unshift(step);
    until = step.provenTime ?? judgedAt;
  }
  const findings = [
    head.finding,
    ...judged.flatMap((each) => each.findings),
    ...checkTree(judged, question),
  ];
  const [first] = judged;
  const isProven = findings.every(({ outcome }) => outcome === 'passed');
  const time = isProven ? (first?.provenTime ?? null) : null;
  const size = String(head.checkpoint?.size ?? '');
  return {
    checkpoint: head.checkpoint,
    provenTime: time,
    stamps: judged.map(({ report }) => report),
    findings:
      time === null
        ? findings
        : [...findings, { code: 'evidence-time-proven', outcome: 'passed', facts: { size, time } }],
  };
}

function readHead({ record, registerKeys }: EvidenceQuestion): {
  readonly checkpoint: Checkpoint | null;
  readonly finding: EvidenceFinding;
} {
  const opened = openCheckpoint(record.checkpoint, registerKeys);
  if (opened.ok) {
    const { checkpoint } = opened.value;
    const facts = { origin: checkpoint.origin, size: String(checkpoint.size) };
    return { checkpoint, finding: { code: 'evidence-head-signed', outcome: 'passed', facts } };
  }
  const note = parseNote(record.checkpoint);
  const read = note.ok ? parseCheckpoint(note.value.text) : note;
  if (read.ok && registerKeys.length === 0) {
    const finding = {
      code: 'evidence-head-keys-missing',
      outcome: 'undetermined',
      facts: {},
    } as const;
    return { checkpoint: read.value, finding };
  }
  const facts = { reason: opened.refusal.code };
  const finding = { code: 'evidence-head-refused', outcome: 'failed', facts } as const;
  return { checkpoint: read.ok ? read.value : null, finding };
}

interface Judged {
  readonly report: TimeStampReport | null;
  readonly provenTime: Instant | null;
  readonly findings: readonly EvidenceFinding[];
}

const unproven = (...findings: readonly EvidenceFinding[]): Judged => ({
  report: null,
  provenTime: null,
  findings,
});

/** One token, known to have existed by `until`. */
function judgeStep(at: number, until: Instant, question: EvidenceQuestion): Judged {
  const { record, trust, policy } = question;
  const stamp = String(at + 1);
  const step = record.steps[at];
  if (step === undefined) throw new RangeError('a step of the record');
  const token = parseTimeStampToken(step.token);
  if (!token.ok) {
    const facts = { stamp, fault: token.refusal.code };
    return unproven({ code: 'evidence-token-unreadable', outcome: 'failed', facts });
  }
  const stamped = stampedBytes(record, at);
  if (stamped === undefined) {
    return unproven({ code: 'evidence-place-impossible', outcome: 'failed', facts: { stamp } });
  }
  const kept = [step.evidence, ...(record.steps[at + 1]?.renewal ? [refreshedOf(record, at)] : [])];
  const report = verifyTimeStamp({
    token: token.value,
    stamped,
    policy,
    certificates: certificatesOf(kept),
    trust: { ...trust, crls: [...trust.crls, ...crlsOf(kept)] },
    provenBy: until,
  });
  const strength = checkDigests(token.value, step, {
    stamp,
    until,
    retired: question.retired ?? {},
  });
  const own = stampFinding(report, stamp, until);
  const isProven = strength.length === 0 && report.provenTime !== null;
  const provenTime = isProven ? report.provenTime : null;
  return { report, provenTime, findings: [...strength, own] };
}

const refreshedOf = ({ steps }: EvidenceRecord, at: number): KeptEvidence =>
  steps[at + 1]?.renewal?.refreshed ?? { certificates: [], crls: [] };

/** What the token at this place must be over; undefined where the path of a renewal leads nowhere. */
export function stampedBytes(record: EvidenceRecord, at: number): Uint8Array | undefined {
  const renewal = record.steps[at]?.renewal ?? null;
  if (renewal === null) return Buffer.from(record.checkpoint);
  const before = { ...record, steps: record.steps.slice(0, at) };
  const own = digestLeaf(renewal.digest, renewedBytes(before, renewal));
  return rootAt(renewal.digest, own, renewal.place);
}

const certificatesOf = (kept: readonly KeptEvidence[]): readonly Certificate[] =>
  kept.flatMap(({ certificates }) =>
    certificates.flatMap((der) => {
      const read = parseCertificate(der);
      return read.ok ? [read.value] : [];
    }),
  );

const crlsOf = (kept: readonly KeptEvidence[]): readonly RevocationList[] =>
  kept.flatMap(({ crls }) =>
    crls.flatMap((der) => {
      const read = parseCrl(der);
      return read.ok ? [read.value] : [];
    }),
  );

function stampFinding(report: TimeStampReport, stamp: string, until: Instant): EvidenceFinding {
  const complaints = report.findings.filter(({ outcome }) => outcome !== 'passed');
  const codes = [...new Set(complaints.map(({ code }) => code))].join(' ');
  // An authority that the judge does not know may be a good one: its time is not proven, and not refuted.
  const isRefuted = complaints.some(
    ({ code, outcome }) => outcome === 'failed' && code !== 'issuer-not-found',
  );
  if (isRefuted) {
    return { code: 'evidence-stamp-wrong', outcome: 'failed', facts: { stamp, codes, until } };
  }
  if (complaints.length > 0) {
    return { code: 'evidence-stamp-open', outcome: 'undetermined', facts: { stamp, codes, until } };
  }
  const [signer] = report.path;
  const facts = {
    stamp,
    time: report.provenTime ?? report.statedTime,
    authority: signer === undefined ? '' : displayName(signer.subject),
    until,
  };
  return { code: 'evidence-stamp-holds', outcome: 'passed', facts };
}

/** The imprint is of the digest that the renewal names, and neither it nor the signature's fell before `until`. */
function checkDigests(
  { info, signer }: TimeStampToken,
  { renewal }: EvidenceStep,
  { stamp, until, retired }: { stamp: string; until: Instant; retired: DigestRetirements },
): readonly EvidenceFinding[] {
  const findings: EvidenceFinding[] = [];
  const { algorithm } = info.imprint;
  if (renewal !== null && algorithm.strong !== renewal.digest) {
    const facts = { stamp, stated: renewal.digest, found: algorithm.label };
    findings.push({ code: 'evidence-digest-differs', outcome: 'failed', facts });
  }
  const used = new Set([algorithm.strong, signer.digest.strong]);
  for (const digest of used) {
    const since = digest === null ? undefined : retired[digest];
    if (digest === null || since === undefined || until < since) continue;
    const facts = { stamp, algorithm: digest, since, until };
    findings.push({ code: 'evidence-digest-retired', outcome: 'undetermined', facts });
  }
  return findings;
}

const digestLength: { readonly [D in StrongDigest]: number } = {
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

/** The log's tree is SHA-256: after its fall a renewal must have hashed the tree anew in time. */
function checkTree(
  judged: readonly Judged[],
  { record, retired = {}, judgedAt }: EvidenceQuestion,
): readonly EvidenceFinding[] {
  let digest: StrongDigest = 'sha256';
  for (const [at, { renewal }] of record.steps.entries()) {
    const time = judged[at]?.provenTime ?? null;
    const fallen = retired[digest];
    const isRehashed = renewal !== null && renewal.rehash?.length === digestLength[renewal.digest];
    if (!isRehashed || time === null || (fallen !== undefined && time >= fallen)) continue;
    digest = renewal.digest;
  }
  const since = retired[digest];
  if (since === undefined || judgedAt < since) return [];
  return [
    { code: 'evidence-tree-retired', outcome: 'undetermined', facts: { algorithm: digest, since } },
  ];
}
