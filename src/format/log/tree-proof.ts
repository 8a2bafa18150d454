import { ok, type Result, refuse } from '../../domain/result.ts';
import { bitLength, emptyRoot, type Hash, leftSize, nodeHash } from './merkle.ts';

/** The leaves from `start` up to but not including `end`. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** Names the root of the full subtree over the leaves index·2^level … (index+1)·2^level − 1. */
export interface NodeAddress {
  readonly level: number;
  readonly index: number;
}

/** Where stored subtree roots come from; undefined when the store does not hold that one. */
export type HashAt = (level: number, index: number) => Hash | undefined;

/** Why a proof cannot be made, or proves nothing. */
export type TreeProofRefusal =
  | { readonly code: 'index-outside-tree' }
  | { readonly code: 'sizes-out-of-order' }
  | { readonly code: 'empty-tree-proves-nothing' }
  | { readonly code: 'subtree-impossible' }
  | { readonly code: 'hash-missing'; readonly level: number; readonly index: number }
  | { readonly code: 'hash-not-32-bytes' }
  | { readonly code: 'proof-length'; readonly expected: number; readonly found: number }
  | { readonly code: 'root-differs' }
  | { readonly code: 'older-root-differs' };

/**
 * The ranges whose roots make up the proof that D[start:end] lies in a tree of `size` leaves, deepest first.
 * RFC 9162, 2.1.3.1 (one leaf) and 2.1.4.1 (a first part) are both cases of the subtree proof of
 * draft-ietf-plants-merkle-tree-certs: `known` is b of SUBPROOF, true while the verifier holds the range's own root.
 */
export function proofRanges(
  { start, end }: LeafRange,
  size: number,
  offset = 0,
  known = true,
): LeafRange[] {
  if (start === 0 && end === size) return known ? [] : [{ start: offset, end: offset + size }];
  const k = leftSize(size);
  const left = { start: offset, end: offset + k };
  const right = { start: offset + k, end: offset + size };
  const ranges: LeafRange[] =
    end <= k
      ? proofRanges({ start, end }, k, offset, known)
      : start >= k
        ? proofRanges({ start: start - k, end: end - k }, size - k, offset + k, known)
        : proofRanges({ start: 0, end: end - k }, size - k, offset + k, false);
  ranges.push(end <= k ? right : left);
  return ranges;
}

/** The stored nodes that make up a range's root, left to right; the range starts at a multiple of its size's 2^n. */
function nodesOf({ start, end }: LeafRange): NodeAddress[] {
  const addresses: NodeAddress[] = [];
  for (let at = start; at < end; ) {
    const level = bitLength(end - at) - 1;
    addresses.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return addresses;
}

/** Which stored nodes `inclusionProof` asks for, so that a store can fetch them in one go. */
export const inclusionNodes = ({ index, size }: { index: number; size: number }): NodeAddress[] =>
  isLeafOf(index, size) ? proofRanges({ start: index, end: index + 1 }, size).flatMap(nodesOf) : [];

/** Which stored nodes `consistencyProof` asks for. */
export const consistencyNodes = ({ from, to }: { from: number; to: number }): NodeAddress[] =>
  isSize(to) && isLeafOf(from, to) && from > 0
    ? proofRanges({ start: 0, end: from }, to).flatMap(nodesOf)
    : [];

/** Which stored nodes `storedRoot` asks for. */
export const rootNodes = (size: number): NodeAddress[] =>
  isSize(size) ? nodesOf({ start: 0, end: size }) : [];

export const isSize = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
export const isLeafOf = (index: number, size: number): boolean =>
  isSize(index) && isSize(size) && index < size;

function rootOf(range: LeafRange, hashAt: HashAt): Result<Hash, TreeProofRefusal> {
  let root: Hash | undefined;
  for (const { level, index } of nodesOf(range).reverse()) {
    const hash = hashAt(level, index);
    if (hash === undefined) return refuse({ code: 'hash-missing', level, index });
    root = root === undefined ? hash : nodeHash(hash, root);
  }
  return ok(root ?? emptyRoot);
}

function rootsOf(
  ranges: readonly LeafRange[],
  hashAt: HashAt,
): Result<readonly Hash[], TreeProofRefusal> {
  const roots: Hash[] = [];
  for (const range of ranges) {
    const root = rootOf(range, hashAt);
    if (!root.ok) return root;
    roots.push(root.value);
  }
  return ok(roots);
}

/** MTH(D[0:size]) from stored nodes. */
export const storedRoot = (size: number, hashAt: HashAt): Result<Hash, TreeProofRefusal> =>
  isSize(size) ? rootOf({ start: 0, end: size }, hashAt) : refuse({ code: 'index-outside-tree' });

/** PATH(index, D[size]), deepest first (RFC 9162, 2.1.3.1). */
export function inclusionProof(
  { index, size }: { readonly index: number; readonly size: number },
  hashAt: HashAt,
): Result<readonly Hash[], TreeProofRefusal> {
  if (!isLeafOf(index, size)) return refuse({ code: 'index-outside-tree' });
  return rootsOf(proofRanges({ start: index, end: index + 1 }, size), hashAt);
}

/** PROOF(from, D[to]), deepest first (RFC 9162, 2.1.4.1); empty when the sizes are the same. */
export function consistencyProof(
  { from, to }: { readonly from: number; readonly to: number },
  hashAt: HashAt,
): Result<readonly Hash[], TreeProofRefusal> {
  if (!isSize(from) || !isSize(to) || from > to) return refuse({ code: 'sizes-out-of-order' });
  if (from === 0) return to === 0 ? ok([]) : refuse({ code: 'empty-tree-proves-nothing' });
  return rootsOf(proofRanges({ start: 0, end: from }, to), hashAt);
}
