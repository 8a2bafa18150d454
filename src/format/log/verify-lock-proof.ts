import type { Checkpoint } from './checkpoint.ts';
import { type LogLeaf, type PeriodLocked, parseLeaf } from './leaf.ts';
import { memberHash, writeClassStatement } from './lock-set.ts';
import { leafHash } from './merkle.ts';
import type { LockProof, RecordProof } from './proof.ts';
import {
  failed,
  findingOf,
  type ProofCheck,
  type ProofFinding,
  type ProofReason,
  passed,
  undetermined,
} from './proof-finding.ts';
import { verifyInclusion } from './verify-tree-proof.ts';

/** What a lock proof was found to say. */
export interface LockReport {
  readonly findings: readonly ProofFinding[];
  readonly leaf: PeriodLocked | null;
}

/** Checks that the record is in the closed set of its period and that the set's counts agree. */
export function verifyLockProof({
  proof,
  lock,
  leaf: registered,
  checkpoint,
}: {
  readonly proof: RecordProof;
  readonly lock: LockProof;
  /** The record's own leaf, where it is shown and can be read. */
  readonly leaf: LogLeaf | null;
  readonly checkpoint: Checkpoint | null;
}): LockReport {
  const parsed = parseLeaf(lock.leaf);
  const included = inclusionFinding(lock, checkpoint);
  if (!parsed.ok) {
    const faults = parsed.refusal.map((fault) => failed('lock-leaf', fault));
    return { findings: [...faults, included, ...undecided], leaf: null };
  }
  const leaf = parsed.value;
  if (leaf.type !== 'period-locked') {
    const other = failed('lock-leaf', { code: 'leaf-of-other-type', type: leaf.type });
    return { findings: [other, included, ...undecided], leaf: null };
  }
  return {
    findings: [
      ...all('lock-leaf', leafFaults({ proof, lock, leaf, registered })),
      included,
      ...all('lock-membership', membershipFaults(proof, lock, leaf)),
      countsAgree(lock, leaf)
        ? passed('lock-counts')
        : failed('lock-counts', { code: 'lock-counts-differ' }),
    ],
    leaf,
  };
}

const undecided: readonly ProofFinding[] = (['lock-membership', 'lock-counts'] as const).map(
  (check) => undetermined(check, { code: 'lock-leaf-unreadable' }),
);

const all = (check: ProofCheck, faults: readonly ProofReason[]): readonly ProofFinding[] =>
  faults.length === 0 ? [passed(check)] : faults.map((fault) => failed(check, fault));

function inclusionFinding(lock: LockProof, checkpoint: Checkpoint | null): ProofFinding {
  if (checkpoint === null) return undetermined('lock-inclusion', { code: 'checkpoint-unreadable' });
  const { size, root } = checkpoint;
  const hash = leafHash(Buffer.from(lock.leaf));
  const claim = { leafHash: hash, index: lock.leafIndex, size, proof: lock.inclusionProof, root };
  return findingOf('lock-inclusion', verifyInclusion(claim));
}

/** The lock must come after the registration and be of the same school year; the class of the same school. */
function leafFaults({
  proof,
  lock,
  leaf,
  registered,
}: {
  proof: RecordProof;
  lock: LockProof;
  leaf: PeriodLocked;
  registered: LogLeaf | null;
}): ProofReason[] {
  const faults: ProofReason[] = [];
  if (lock.leafIndex <= proof.leafIndex) faults.push({ code: 'lock-before-registration' });
  if (registered === null || registered.type === 'period-locked') return faults;
  if (registered.year !== leaf.year) faults.push({ code: 'lock-of-other-year' });
  if (registered.school !== lock.school) faults.push({ code: 'lock-of-other-school' });
  return faults;
}

/** From the record to its class's root, and from the class's statement to the root in the lock's leaf. */
function membershipFaults(proof: RecordProof, lock: LockProof, leaf: PeriodLocked): ProofReason[] {
  const faults: ProofReason[] = [];
  const inClass = verifyInclusion({
    leafHash: memberHash(proof.record.sha256),
    index: lock.recordIndex,
    size: lock.inForce,
    proof: lock.recordProof,
    root: lock.recordsRoot,
  });
  if (!inClass.ok) faults.push({ code: 'record-not-in-class', because: inClass.refusal });
  const inLock = verifyInclusion({
    leafHash: leafHash(Buffer.from(writeClassStatement(lock))),
    index: lock.classIndex,
    size: leaf.classes,
    proof: lock.classProof,
    root: Buffer.from(leaf.classesRoot, 'hex'),
  });
  if (!inLock.ok) faults.push({ code: 'class-not-in-lock', because: inLock.refusal });
  return faults;
}

/** Everyone enrolled has a record in force or an excuse: in the class, and in the whole period. */
const countsAgree = (lock: LockProof, leaf: PeriodLocked): boolean =>
  lock.enrolled === lock.inForce + lock.excused.length &&
  leaf.enrolled === leaf.inForce + leaf.excused &&
  lock.inForce <= leaf.inForce &&
  lock.excused.length <= leaf.excused;
