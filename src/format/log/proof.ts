import { ok, type Result, refuse } from '../../domain/result.ts';
import { type EvidenceRecord, evidenceIn, writeEvidence } from '../evidence/evidence-record.ts';
import { base64Of } from './base64.ts';
import { isReasonCode, isSchoolCode } from './leaf.ts';
import type { Membership } from './lock-set.ts';
import type { Hash } from './merkle.ts';
import {
  countAt,
  digestAt,
  endOf,
  formAt,
  has,
  hashAt,
  hashesAt,
  listAt,
  type Members,
  membersOf,
  objectAt,
  type ProofFault,
  textAt,
} from './proof-members.ts';
import type { Sha256Hex } from './sha256-hex.ts';

export type { ProofFault } from './proof-members.ts';

/** What proves a record to a stranger (docs/log.md, "The proof that goes with a record"). */
export interface RecordProof {
  /** The signed note as text. */
  readonly checkpoint: string;
  readonly leafIndex: number;
  /** The leaf's text, or null where only its hash is shown; one of the two is there. */
  readonly leaf: string | null;
  readonly leafHash: Hash | null;
  /** RFC 9162 audit path, deepest first. */
  readonly inclusionProof: readonly Hash[];
  readonly consistency: readonly OlderHead[];
  readonly record: { readonly sha256: Sha256Hex; readonly file: string };
  readonly lock: LockProof | null;
  /** Proves since when one of the heads above exists; null where no authority has stamped one. */
  readonly evidence: EvidenceRecord | null;
}

/** An older signed note, and the proof that its tree is the beginning of this one. */
export interface OlderHead {
  readonly from: string;
  readonly proof: readonly Hash[];
}

/** Ties the record to the closed set of its period (lock-set.ts). */
export interface LockProof extends Membership {
  readonly leafIndex: number;
  readonly leaf: string;
  readonly inclusionProof: readonly Hash[];
}

function readLock(members: Members): LockProof {
  const lock = {
    leafIndex: countAt(members, 'leafIndex'),
    leaf: textAt(members, 'leaf'),
    inclusionProof: hashesAt(members, 'inclusionProof'),
    school: formAt(members, 'school', isSchoolCode),
    class: textAt(members, 'class'),
    enrolled: countAt(members, 'enrolled'),
    inForce: countAt(members, 'inForce'),
    excused: listAt(members, 'excused').map((excuse) => {
      const why = formAt(excuse, 'why', isReasonCode);
      endOf(excuse);
      return why;
    }),
    recordsRoot: hashAt(members, 'recordsRoot'),
    recordIndex: countAt(members, 'recordIndex'),
    recordProof: hashesAt(members, 'recordProof'),
    classIndex: countAt(members, 'classIndex'),
    classProof: hashesAt(members, 'classProof'),
  };
  endOf(members);
  return lock;
}

/** Reads a proof from parsed JSON, or lists every fault in it. */
export function parseRecordProof(json: unknown): Result<RecordProof, readonly ProofFault[]> {
  const faults: ProofFault[] = [];
  const members = membersOf(json, '', faults);
  const record = objectAt(members, 'record');
  const lock = has(members, 'lock') ? objectAt(members, 'lock') : null;
  const proof: RecordProof = {
    checkpoint: textAt(members, 'checkpoint'),
    leafIndex: countAt(members, 'leafIndex'),
    leaf: has(members, 'leaf') || !has(members, 'leafHash') ? textAt(members, 'leaf') : null,
    leafHash: has(members, 'leafHash') ? hashAt(members, 'leafHash') : null,
    inclusionProof: hashesAt(members, 'inclusionProof'),
    consistency: has(members, 'consistency')
      ? listAt(members, 'consistency').map((older) => {
          const head = { from: textAt(older, 'from'), proof: hashesAt(older, 'proof') };
          endOf(older);
          return head;
        })
      : [],
    record: { sha256: digestAt(record, 'sha256'), file: textAt(record, 'file') },
    lock: lock === null ? null : readLock(lock),
    evidence: has(members, 'evidence') ? evidenceIn(objectAt(members, 'evidence')) : null,
  };
  endOf(record);
  endOf(members);
  return faults.length > 0 ? refuse(faults) : ok(proof);
}

/** A proof as the JSON value that is published; `parseRecordProof` reads it back. */
export function writeRecordProof(proof: RecordProof): Readonly<Record<string, unknown>> {
  const { leaf, leafHash, lock, inclusionProof, consistency, evidence } = proof;
  return {
    checkpoint: proof.checkpoint,
    leafIndex: proof.leafIndex,
    ...(leaf === null ? {} : { leaf }),
    ...(leafHash === null ? {} : { leafHash: base64Of(leafHash) }),
    inclusionProof: inclusionProof.map(base64Of),
    consistency: consistency.map(({ from, proof: path }) => ({ from, proof: path.map(base64Of) })),
    record: proof.record,
    ...(lock === null ? {} : { lock: writeLock(lock) }),
    ...(evidence === null ? {} : { evidence: writeEvidence(evidence) }),
  };
}

const writeLock = (lock: LockProof): Readonly<Record<string, unknown>> => ({
  leafIndex: lock.leafIndex,
  leaf: lock.leaf,
  inclusionProof: lock.inclusionProof.map(base64Of),
  school: lock.school,
  class: lock.class,
  enrolled: lock.enrolled,
  inForce: lock.inForce,
  excused: lock.excused.map((why) => ({ why })),
  recordsRoot: base64Of(lock.recordsRoot),
  recordIndex: lock.recordIndex,
  recordProof: lock.recordProof.map(base64Of),
  classIndex: lock.classIndex,
  classProof: lock.classProof.map(base64Of),
});
