import type { RecordCode } from '../../domain/record/content.ts';
import type { Registered } from '../../domain/registry/registered-record.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { parseCheckpoint } from '../../format/log/checkpoint.ts';
import type { LockSet } from '../../format/log/lock-set.ts';
import type { Hash } from '../../format/log/merkle.ts';
import { parseNote } from '../../format/log/note.ts';
import type { LockProof, OlderHead, RecordProof } from '../../format/log/proof.ts';
import { parseSha256Hex } from '../../format/log/sha256-hex.ts';
import { inclusionNodes, inclusionProof } from '../../format/log/tree-proof.ts';
import { closedSet } from './log-events.ts';
import type { LogSource, RegisterReader, StoredLock } from './ports.ts';
import { hashesAt, keepUpperNodes, proveConsistency } from './read-log.ts';
import type { EvidenceSource } from './stamp/ports.ts';

export interface ProofRefusal {
  readonly code: 'record-not-found';
}

/** Makes proofs; closed sets are kept, because they never change again. */
export interface Prover {
  /** The proof of the standing version of a code, against the newest checkpoint. */
  prove(code: RecordCode): Promise<Result<RecordProof, ProofRefusal>>;
}

export function createProver(
  reader: RegisterReader,
  log: LogSource,
  stamps: Pick<EvidenceSource, 'firstCovering'>,
): Prover {
  const sets = new Map<string, LockSet>();
  const nodes = keepUpperNodes(log);
  return {
    async prove(code) {
      const record = await reader.record(code);
      const checkpoint = await log.latestCheckpoint();
      if (record?.state !== 'registered' || checkpoint === undefined) {
        return refuse({ code: 'record-not-found' });
      }
      const size = sizeOf(checkpoint);
      const { leafIndex, sha256 } = record;
      const stored = await reader.lock(record.year, record.cohort);
      const lock = stored === undefined ? null : await lockProof(record, stored, size);
      const evidence = (await stamps.firstCovering(leafIndex)) ?? null;
      // A head that was stamped meanwhile may be newer than the one that this proof is against.
      const isShown = evidence !== null && sizeOf(evidence.checkpoint) <= size;
      const heads = [
        ...(stored === undefined ? [] : [stored.leafIndex + 1]),
        ...(isShown ? [sizeOf(evidence.checkpoint)] : []),
      ];
      return ok({
        checkpoint,
        leafIndex,
        leaf: await leafAt(leafIndex, log),
        leafHash: null,
        inclusionProof: await pathTo(leafIndex, size, nodes),
        consistency: await olderHeads(size, heads, { log, nodes }),
        record: { sha256: digest(sha256), file: fileOf(record) },
        lock,
        evidence: isShown ? evidence : null,
      });
    },
  };

  async function lockProof(record: Registered, lock: StoredLock, size: number): Promise<LockProof> {
    const key = `${lock.year} ${lock.cohort}`;
    let set = sets.get(key);
    if (set === undefined) {
      const closed = closedSet(await reader.lockedClasses(lock.year, lock.cohort));
      if (!closed.ok) throw new Error(`lock set: ${closed.refusal.code}`);
      set = closed.value;
      sets.set(key, set);
    }
    const membership = set.membershipOf(digest(record.sha256));
    if (membership === undefined) throw new Error('a locked record is in the closed set');
    const { leafIndex } = lock;
    return {
      ...membership,
      leafIndex,
      leaf: await leafAt(leafIndex, log),
      inclusionProof: await pathTo(leafIndex, size, nodes),
    };
  }
}

/** The file name under which a record is exported. */
export const fileOf = ({ code, version }: Pick<Registered, 'code' | 'version'>): string =>
  `${code}.v${version}.xml`;

/** The size that a note of our own states. */
export function sizeOf(checkpoint: string): number {
  const note = parseNote(checkpoint);
  const head = note.ok ? parseCheckpoint(note.value.text) : note;
  if (!head.ok) throw new Error(`checkpoint: ${head.refusal.code}`);
  return head.value.size;
}

/** The heads that the lock was published under and that was stamped: what they held is the beginning of the log now. */
async function olderHeads(
  size: number,
  sizes: readonly number[],
  { log, nodes }: { readonly log: LogSource; readonly nodes: Pick<LogSource, 'nodes'> },
): Promise<readonly OlderHead[]> {
  const heads: OlderHead[] = [];
  for (const from of new Set(sizes)) {
    if (from === size) continue;
    const note = await log.checkpoint(from);
    const proof = await proveConsistency({ from, to: size }, nodes);
    if (note !== undefined && proof !== undefined) heads.push({ from: note, proof });
  }
  return heads;
}

async function leafAt(index: number, log: LogSource): Promise<string> {
  const [found] = await log.leaves(index, index + 1);
  if (found === undefined) throw new Error('a registered record has its leaf');
  return Buffer.from(found.leaf).toString();
}

async function pathTo(
  index: number,
  size: number,
  log: Pick<LogSource, 'nodes'>,
): Promise<readonly Hash[]> {
  const hashAt = await hashesAt(inclusionNodes({ index, size }), log);
  const proof = inclusionProof({ index, size }, hashAt);
  if (!proof.ok) throw new Error(`inclusion: ${proof.refusal.code}`);
  return proof.value;
}

function digest(hex: string) {
  const parsed = parseSha256Hex(hex);
  if (parsed === undefined) throw new Error('not a SHA-256 in hexadecimal');
  return parsed;
}
