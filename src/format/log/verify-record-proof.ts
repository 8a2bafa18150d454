import { type Checkpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { type Cosignature, verifyCosignature } from './cosignature.ts';
import { checkStep } from './follow.ts';
import type { VerifierKey } from './key.ts';
import { type LogLeaf, type PeriodLocked, parseLeaf } from './leaf.ts';
import { type Hash, leafHash, sameBytes } from './merkle.ts';
import { type Note, parseNote } from './note.ts';
import type { OlderHead, RecordProof } from './proof.ts';
import {
  failed,
  findingOf,
  type ProofFinding,
  type ProofReason,
  passed,
  undetermined,
} from './proof-finding.ts';
import type { Sha256Hex } from './sha256-hex.ts';
import { verifyLockProof } from './verify-lock-proof.ts';
import { verifyInclusion } from './verify-tree-proof.ts';

/** What a proof was found to say. Facts only; `proofVerdict` judges the findings. */
export interface RecordProofReport {
  readonly findings: readonly ProofFinding[];
  /** As written in the note; to be believed only if its finding passed, and so are the leaves. */
  readonly checkpoint: Checkpoint | null;
  readonly cosignatures: readonly Cosignature[];
  readonly leaf: LogLeaf | null;
  readonly lock: PeriodLocked | null;
}

/** The evidence and whom to trust. */
export interface RecordProofRequest {
  readonly proof: RecordProof;
  /** SHA-256 of the record's exact bytes, as the caller holds them. */
  readonly recordSha256: Sha256Hex;
  /** The registers' keys; a checkpoint's origin must be the name of the key that signed it. */
  readonly registerKeys: readonly VerifierKey[];
  readonly witnessKeys: readonly VerifierKey[];
  /** How many of the witnesses must have cosigned. */
  readonly quorum: number;
}

/** Checks everything that a proof claims, each claim on its own; needs nothing but SHA-256 and Ed25519. */
export function verifyRecordProof(request: RecordProofRequest): RecordProofReport {
  const { proof, recordSha256, registerKeys } = request;
  const { sha256 } = proof.record;
  const head = readHead(proof.checkpoint, registerKeys);
  const witnesses = head.note === null ? noWitnesses : readWitnesses(head.note, request);
  const leaf = readLeaf(proof, recordSha256);
  const checkpoint = head.checkpoint;
  const lock =
    proof.lock === null
      ? null
      : verifyLockProof({ proof, lock: proof.lock, leaf: leaf.leaf, checkpoint });
  return {
    findings: [
      sha256 === recordSha256
        ? passed('record-digest')
        : failed('record-digest', { code: 'record-differs', stated: sha256, found: recordSha256 }),
      head.finding,
      ...witnesses.findings,
      ...leaf.findings,
      inclusionFinding(proof, leaf.hash, checkpoint),
      ...proof.consistency.map((older) => consistencyFinding(older, checkpoint, registerKeys)),
      ...(lock?.findings ?? []),
    ],
    checkpoint,
    cosignatures: witnesses.cosignatures,
    leaf: leaf.leaf,
    lock: lock?.leaf ?? null,
  };
}

interface Head {
  readonly note: Note | null;
  readonly checkpoint: Checkpoint | null;
  readonly finding: ProofFinding;
}

/** Reads a signed note and judges its signature; the tree head is read even when nobody known signed it. */
function readHead(text: string, keys: readonly VerifierKey[]): Head {
  const check = 'checkpoint-signature';
  const opened = openCheckpoint(text, keys);
  if (opened.ok) {
    const { note, checkpoint } = opened.value;
    return { note, checkpoint, finding: passed(check) };
  }
  const note = parseNote(text);
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : note;
  if (!note.ok || !checkpoint.ok) {
    return { note: null, checkpoint: null, finding: failed(check, opened.refusal) };
  }
  const finding =
    keys.length === 0
      ? undetermined(check, { code: 'no-register-keys' })
      : failed(check, opened.refusal);
  return { note: note.value, checkpoint: checkpoint.value, finding };
}

interface Witnesses {
  readonly findings: readonly ProofFinding[];
  readonly cosignatures: readonly Cosignature[];
}

const noWitnesses: Witnesses = {
  findings: [undetermined('witnesses', { code: 'checkpoint-unreadable' })],
  cosignatures: [],
};

/** A wrong cosignature of a known witness fails; a missing one only counts towards the quorum. */
function readWitnesses(note: Note, { witnessKeys, quorum }: RecordProofRequest): Witnesses {
  const findings: ProofFinding[] = [];
  const cosignatures: Cosignature[] = [];
  for (const witness of witnessKeys) {
    const found = verifyCosignature(note, witness);
    if (found.ok) cosignatures.push(found.value);
    else if (found.refusal.code !== 'cosignature-missing') {
      findings.push(failed('witnesses', found.refusal));
    }
  }
  const found = cosignatures.length;
  if (found < quorum) {
    const reason = { code: 'witnesses-too-few', expected: quorum, found } as const;
    findings.push(undetermined('witnesses', reason));
  } else if (findings.length === 0 && found > 0) findings.push(passed('witnesses'));
  return { findings, cosignatures };
}

interface LeafFacts {
  readonly findings: readonly ProofFinding[];
  readonly leaf: LogLeaf | null;
  readonly hash: Hash;
}

function readLeaf({ leaf: text, leafHash: stated }: RecordProof, record: Sha256Hex): LeafFacts {
  if (text === null) {
    const findings = [undetermined('leaf', { code: 'leaf-not-shown' })];
    return { findings, leaf: null, hash: stated ?? new Uint8Array(0) };
  }
  const hash = leafHash(Buffer.from(text));
  const faults: ProofReason[] = [];
  if (stated !== null && !sameBytes(stated, hash)) faults.push({ code: 'leaf-hash-differs' });
  const leaf = parseLeaf(text);
  if (!leaf.ok) faults.push(...leaf.refusal);
  else if (leaf.value.type !== 'record-registered') {
    faults.push({ code: 'leaf-of-other-type', type: leaf.value.type });
  } else if (leaf.value.record !== record) faults.push({ code: 'leaf-of-other-record' });
  const findings = faults.map((fault) => failed('leaf', fault));
  return {
    findings: findings.length === 0 ? [passed('leaf')] : findings,
    leaf: leaf.ok ? leaf.value : null,
    hash,
  };
}

function inclusionFinding(
  { leafIndex, inclusionProof }: RecordProof,
  hash: Hash,
  checkpoint: Checkpoint | null,
): ProofFinding {
  if (checkpoint === null) return undetermined('inclusion', { code: 'checkpoint-unreadable' });
  const { size, root } = checkpoint;
  const claim = { leafHash: hash, index: leafIndex, size, proof: inclusionProof, root };
  return findingOf('inclusion', verifyInclusion(claim));
}

/** The older head must be the register's own, and the beginning of this one. */
function consistencyFinding(
  { from, proof }: OlderHead,
  newer: Checkpoint | null,
  keys: readonly VerifierKey[],
): ProofFinding {
  const older = readHead(from, keys);
  if (older.checkpoint === null || newer === null) {
    return older.finding.outcome === 'failed'
      ? { ...older.finding, check: 'consistency' }
      : undetermined('consistency', { code: 'checkpoint-unreadable' });
  }
  const step = checkStep(older.checkpoint, newer, proof);
  if (!step.ok) return failed('consistency', step.refusal);
  return { ...older.finding, check: 'consistency' };
}
