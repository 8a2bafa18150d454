import { ok, type Result, refuse } from '../../domain/result.ts';
import { bitLength, emptyRoot, type Hash, leftSize, nodeHash, sameBytes } from './merkle.ts';
import {
  isLeafOf,
  isSize,
  type LeafRange,
  proofRanges,
  type TreeProofRefusal,
} from './tree-proof.ts';

/** Follows `proofRanges` upwards: the range's root as the proof has it, and the whole tree's. */
function climb({ start, end }: LeafRange, size: number, own: Hash, proof: readonly Hash[]) {
  let used = 0;
  const next = (): Hash => proof[used++] ?? emptyRoot;
  const step = (
    from: number,
    to: number,
    n: number,
    known: boolean,
  ): { part: Hash; whole: Hash } => {
    if (from === 0 && to === n) {
      const root = known ? own : next();
      return { part: root, whole: root };
    }
    const k = leftSize(n);
    if (to <= k) {
      const { part, whole } = step(from, to, k, known);
      return { part, whole: nodeHash(whole, next()) };
    }
    if (from >= k) {
      const { part, whole } = step(from - k, to - k, n - k, known);
      return { part, whole: nodeHash(next(), whole) };
    }
    const { part, whole } = step(0, to - k, n - k, false);
    const left = next();
    return { part: nodeHash(left, part), whole: nodeHash(left, whole) };
  };
  return step(start, end, size, true);
}

function proves(
  range: LeafRange,
  size: number,
  { own, root, proof }: { own: Hash; root: Hash; proof: readonly Hash[] },
): Result<null, TreeProofRefusal> {
  const expected = proofRanges(range, size).length;
  if (proof.length !== expected) {
    return refuse({ code: 'proof-length', expected, found: proof.length });
  }
  if (proof.some((hash) => hash.length !== 32)) return refuse({ code: 'hash-not-32-bytes' });
  if (proof.length === 0) {
    return sameBytes(own, root) ? ok(null) : refuse({ code: 'root-differs' });
  }
  if (own.length !== 32) return refuse({ code: 'hash-not-32-bytes' });
  const { part, whole } = climb(range, size, own, proof);
  if (!sameBytes(part, own)) return refuse({ code: 'older-root-differs' });
  return sameBytes(whole, root) ? ok(null) : refuse({ code: 'root-differs' });
}

/** Whether the leaf stands at `index` of the tree with this root (RFC 9162, 2.1.3.2). */
export function verifyInclusion(claim: {
  readonly leafHash: Hash;
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Hash[];
  readonly root: Hash;
}): Result<null, TreeProofRefusal> {
  const { leafHash: own, index, size, proof, root } = claim;
  if (!isLeafOf(index, size)) return refuse({ code: 'index-outside-tree' });
  if (own.length !== 32) return refuse({ code: 'hash-not-32-bytes' });
  return proves({ start: index, end: index + 1 }, size, { own, root, proof });
}

/** Whether the tree of `to` leaves begins with the tree of `from` leaves (RFC 9162, 2.1.4.2). */
export function verifyConsistency(claim: {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Hash;
  readonly toRoot: Hash;
  readonly proof: readonly Hash[];
}): Result<null, TreeProofRefusal> {
  const { from, to, fromRoot, toRoot, proof } = claim;
  if (from === 0 && to > 0) return refuse({ code: 'empty-tree-proves-nothing' });
  if (from === 0 && !sameBytes(toRoot, emptyRoot)) return refuse({ code: 'root-differs' });
  const range = { start: 0, end: from };
  return verifySubtreeConsistency({
    ...range,
    size: to,
    subtreeRoot: fromRoot,
    root: toRoot,
    proof,
  });
}

/** A range that can be a subtree: it starts at a multiple of the power of two that holds it. */
const isSubtree = ({ start, end }: LeafRange): boolean =>
  isSize(start) && isSize(end) && start < end && start % 2 ** bitLength(end - start - 1) === 0;

/** Inclusion within a subtree (draft-ietf-plants-merkle-tree-certs): positions count from its first leaf. */
export function verifySubtreeInclusion(
  claim: LeafRange & {
    readonly leafHash: Hash;
    readonly index: number;
    readonly proof: readonly Hash[];
    readonly root: Hash;
  },
): Result<null, TreeProofRefusal> {
  const { start, end, index, ...rest } = claim;
  if (!isSubtree(claim)) return refuse({ code: 'subtree-impossible' });
  return verifyInclusion({ ...rest, index: index - start, size: end - start });
}

/** Whether the subtree over a range is part of the tree with this root (the same draft). */
export function verifySubtreeConsistency(
  claim: LeafRange & {
    readonly size: number;
    readonly subtreeRoot: Hash;
    readonly root: Hash;
    readonly proof: readonly Hash[];
  },
): Result<null, TreeProofRefusal> {
  const { start, end, size, subtreeRoot, root, proof } = claim;
  if (!isSize(size) || end > size) return refuse({ code: 'sizes-out-of-order' });
  if (start === end && isSize(start)) {
    // The empty range is part of every tree, whatever the tree's root.
    if (proof.length > 0) return refuse({ code: 'proof-length', expected: 0, found: proof.length });
    return sameBytes(subtreeRoot, emptyRoot) ? ok(null) : refuse({ code: 'older-root-differs' });
  }
  if (!isSubtree(claim)) return refuse({ code: 'subtree-impossible' });
  return proves({ start, end }, size, { own: subtreeRoot, root, proof });
}
