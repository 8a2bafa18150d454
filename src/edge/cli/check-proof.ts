import type { Instant } from '../../domain/time/instant.ts';
import type { TrustStore } from '../../format/certificate/trust-store.ts';
import { proveRecordTime } from '../../format/evidence/record-time.ts';
import type { VerifierKey } from '../../format/log/key.ts';
import { parseRecordProof, type RecordProof } from '../../format/log/proof.ts';
import type { ProofFinding } from '../../format/log/proof-finding.ts';
import { parseSha256Hex } from '../../format/log/sha256-hex.ts';
import { verifyRecordProof } from '../../format/log/verify-record-proof.ts';
import { usualTimeStampPolicy } from '../../format/time-stamp/policy.ts';
import { evidenceText } from '../text/evidence.ts';
import { proofFaultSentence, proofFindingSentence } from '../text/log.ts';
import { verifyText as t } from '../text/verify-command.ts';
import type { DescribedFinding } from './checked-file.ts';

export interface LogKeys {
  /** Keys of registers' logs and of their witnesses. */
  readonly registerKeys: readonly VerifierKey[];
  readonly witnessKeys: readonly VerifierKey[];
  /** Roots and lists by which time-stamps in a proof are judged; without it their authorities are unknown. */
  readonly store?: Pick<TrustStore, 'anchors' | 'intermediates' | 'crls'>;
}

export interface CheckedProof {
  readonly findings: readonly DescribedFinding[];
  /** When the register says that it took the record; null unless everything that the proof claims holds. */
  readonly heldBy: Instant | null;
}

/**
 * Checks the proof file that goes with a record. Where witnesses are known, one of them must have cosigned; a proof
 * that cannot be read counts as failed, because its bearer claims it.
 */
export function checkProof(
  bytes: Uint8Array,
  recordDigest: string,
  keys: LogKeys,
  judgedAt: Instant,
): CheckedProof {
  const { registerKeys, witnessKeys } = keys;
  const json = parseJson(bytes);
  if (json === undefined) return { findings: [unreadable({}, t.proofNotJson)], heldBy: null };
  const proof = parseRecordProof(json);
  if (!proof.ok) {
    const findings = proof.refusal.map((fault) =>
      unreadable({ path: fault.path, fault: fault.fault }, proofFaultSentence(fault)),
    );
    return { findings, heldBy: null };
  }
  const recordSha256 = parseSha256Hex(recordDigest);
  if (recordSha256 === undefined) throw new Error('a digest is 64 hexadecimal digits');
  const quorum = Math.min(1, witnessKeys.length);
  const request = { proof: proof.value, recordSha256, registerKeys, witnessKeys, quorum };
  const { findings, leaf } = verifyRecordProof(request);
  const times = timeFindings(proof.value, keys, judgedAt);
  const holds = [...findings, ...times].every(({ outcome }) => outcome === 'passed');
  return {
    findings: [...findings.map(describe), ...times],
    heldBy: holds && leaf?.type === 'record-registered' ? leaf.at : null,
  };
}

const noStore = { anchors: [], intermediates: [], crls: [] };

/** Since when the record is in the register, where the proof carries evidence about a stamped head. */
function timeFindings(
  proof: RecordProof,
  { registerKeys, store = noStore }: LogKeys,
  judgedAt: Instant,
): readonly DescribedFinding[] {
  const policy = usualTimeStampPolicy;
  const report = proveRecordTime(proof, { registerKeys, trust: store, policy, judgedAt });
  return report.findings.map((finding) => ({ ...finding, ...evidenceText(finding) }));
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

const unreadable = (
  facts: Readonly<Record<string, string>>,
  sentence: string,
): DescribedFinding => ({
  code: 'proof-unreadable',
  outcome: 'failed',
  facts,
  sentence,
  remedy: t.proofRemedy,
});

const describe = (finding: ProofFinding): DescribedFinding => ({
  code: `proof-${finding.check}`,
  outcome: finding.outcome,
  ...(finding.outcome === 'passed' ? {} : { facts: { reason: finding.reason.code } }),
  sentence: proofFindingSentence(finding),
  remedy: remedyOf(finding),
});

function remedyOf(finding: ProofFinding): string | null {
  if (finding.outcome === 'passed') return null;
  if (finding.reason.code === 'no-register-keys') return t.proofKeysRemedy;
  return finding.outcome === 'failed' ? t.proofRemedy : null;
}
