import type { Instant } from '../../domain/time/instant.ts';
import { parseNote } from '../log/note.ts';
import type { RecordProof } from '../log/proof.ts';
import type { EvidenceFinding } from './finding.ts';
import { type EvidenceQuestion, type EvidenceReport, verifyEvidence } from './verify-evidence.ts';

export interface RecordTimeReport {
  /** Empty for a proof without evidence. */
  readonly findings: readonly EvidenceFinding[];
  /** The record was registered by this time. To be believed only if the proof's own findings passed too. */
  readonly provenTime: Instant | null;
  readonly evidence: EvidenceReport | null;
}

/**
 * Since when a record is in the log, by the evidence in its proof. The stamped head is the proof's own, or an older one
 * whose consistency the proof shows: its leaves are the first leaves of the newer tree, this record's among them.
 */
export function proveRecordTime(
  proof: RecordProof,
  trust: Omit<EvidenceQuestion, 'record'>,
): RecordTimeReport {
  if (proof.evidence === null) return { findings: [], provenTime: null, evidence: null };
  const evidence = verifyEvidence({ ...trust, record: proof.evidence });
  const size = evidence.checkpoint?.size ?? 0;
  const findings: EvidenceFinding[] = [...evidence.findings];
  const heads = [proof.checkpoint, ...proof.consistency.map(({ from }) => from)].map(textOf);
  const own = textOf(proof.evidence.checkpoint);
  if (own === undefined || !heads.includes(own)) {
    const facts = { size: String(size) };
    findings.push({ code: 'evidence-of-other-head', outcome: 'failed', facts });
  } else if (proof.leafIndex >= size) {
    const facts = { size: String(size), leafIndex: String(proof.leafIndex) };
    findings.push({ code: 'evidence-head-without-record', outcome: 'failed', facts });
  }
  const since = trust.retired?.sha256;
  if (since !== undefined && trust.judgedAt >= since) {
    findings.push({
      code: 'evidence-record-not-rehashed',
      outcome: 'undetermined',
      facts: { since },
    });
  }
  const isProven = findings.every(({ outcome }) => outcome === 'passed');
  const time = isProven ? evidence.provenTime : null;
  if (time !== null) {
    const facts = { time, size: String(size) };
    findings.push({ code: 'evidence-record-time', outcome: 'passed', facts });
  }
  return { findings, provenTime: time, evidence };
}

/** What is signed of a note: cosignatures come and go beside it. */
const textOf = (note: string): string | undefined => {
  const read = parseNote(note);
  return read.ok ? read.value.text : undefined;
};
