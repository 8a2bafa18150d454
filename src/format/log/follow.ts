import { ok, type Result, refuse } from '../../domain/result.ts';
import {
  type Checkpoint,
  type CheckpointRefusal,
  openCheckpoint,
  type SignedCheckpoint,
} from './checkpoint.ts';
import type { VerifierKey } from './key.ts';
import { emptyRoot, type Hash, sameBytes } from './merkle.ts';
import type { TreeProofRefusal } from './tree-proof.ts';
import { verifyConsistency } from './verify-tree-proof.ts';

/**
 * Why a tree head cannot follow another. Two signed heads refused with `same-size-other-root` convict the register by
 * themselves; the other refusals may also come from a stale copy or a wrong proof on the way.
 */
export type StepRefusal =
  | { readonly code: 'other-origin'; readonly expected: string; readonly found: string }
  | { readonly code: 'smaller-tree'; readonly known: number; readonly found: number }
  | { readonly code: 'same-size-other-root'; readonly size: number }
  | { readonly code: 'proof-not-empty' }
  | { readonly code: 'inconsistent'; readonly because: TreeProofRefusal };

export type FollowRefusal = CheckpointRefusal | StepRefusal;

/** Whether `newer` holds everything that `older` held. */
export function checkStep(
  older: Checkpoint,
  newer: Checkpoint,
  proof: readonly Hash[],
): Result<'same' | 'grown', StepRefusal> {
  if (older.origin !== newer.origin) {
    return refuse({ code: 'other-origin', expected: older.origin, found: newer.origin });
  }
  if (newer.size < older.size) {
    return refuse({ code: 'smaller-tree', known: older.size, found: newer.size });
  }
  if (newer.size === older.size) {
    if (!sameBytes(older.root, newer.root)) {
      return refuse({ code: 'same-size-other-root', size: older.size });
    }
    return proof.length === 0 ? ok('same') : refuse({ code: 'proof-not-empty' });
  }
  if (older.size === 0) {
    // Everything follows the empty tree, and RFC 9162 has no proof of it.
    if (proof.length > 0) return refuse({ code: 'proof-not-empty' });
    return sameBytes(older.root, emptyRoot)
      ? ok('grown')
      : refuse({ code: 'inconsistent', because: { code: 'older-root-differs' } });
  }
  const claim = {
    from: older.size,
    to: newer.size,
    fromRoot: older.root,
    toRoot: newer.root,
    proof,
  };
  const verified = verifyConsistency(claim);
  return verified.ok ? ok('grown') : refuse({ code: 'inconsistent', because: verified.refusal });
}

/** What a follower learns from a head that it accepts. */
export interface Followed extends SignedCheckpoint {
  readonly step: 'first' | 'same' | 'grown';
}

/**
 * The rule of a follower or witness: given the last head that it verified, or none, accept a new one or refuse it.
 * The caller stores an accepted head before it cosigns, and lets no second one in between (C2SP tlog-witness).
 * The first head of a log is taken on the register's word alone and comes with an empty proof.
 */
export function follow(request: {
  readonly origin: string;
  readonly last: Checkpoint | null;
  /** The new signed note. */
  readonly next: string;
  readonly proof: readonly Hash[];
  readonly keys: readonly VerifierKey[];
}): Result<Followed, FollowRefusal> {
  const { origin, last, next, proof, keys } = request;
  const opened = openCheckpoint(next, keys);
  if (!opened.ok) return opened;
  const { checkpoint } = opened.value;
  if (checkpoint.origin !== origin) {
    return refuse({ code: 'other-origin', expected: origin, found: checkpoint.origin });
  }
  if (last === null && checkpoint.size === 0 && !sameBytes(checkpoint.root, emptyRoot)) {
    return refuse({ code: 'inconsistent', because: { code: 'root-differs' } });
  }
  if (last === null) {
    return proof.length === 0
      ? ok({ ...opened.value, step: 'first' })
      : refuse({ code: 'proof-not-empty' });
  }
  const step = checkStep(last, checkpoint, proof);
  return step.ok ? ok({ ...opened.value, step: step.value }) : step;
}
