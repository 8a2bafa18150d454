import { hash } from 'node:crypto';

/** A SHA-256 value: 32 bytes. */
export type Hash = Uint8Array;

/** The tree of no leaves: SHA-256 of nothing (RFC 9162, 2.1.1). */
export const emptyRoot: Hash = hash('sha256', new Uint8Array(0), 'buffer');

/** HASH(0x00 || leaf): the prefix keeps a leaf from passing as a node (RFC 9162, 2.1.1). */
export function leafHash(leaf: Uint8Array): Hash {
  const prefixed = new Uint8Array(1 + leaf.length);
  prefixed.set(leaf, 1);
  return hash('sha256', prefixed, 'buffer');
}

// Written whole before each use and never handed out.
const nodeInput = new Uint8Array(65);
nodeInput[0] = 1;

/** HASH(0x01 || left || right) of two 32-byte hashes (RFC 9162, 2.1.1). */
export function nodeHash(left: Hash, right: Hash): Hash {
  nodeInput.set(left, 1);
  nodeInput.set(right, 33);
  return hash('sha256', nodeInput, 'buffer');
}

/** How many binary digits `n` has (0 for 0); exact up to 2^53. */
export const bitLength = (n: number): number =>
  n < 2 ** 32 ? 32 - Math.clz32(n) : 64 - Math.clz32(Math.floor(n / 2 ** 32));

/** k of RFC 9162, 2.1.1: the largest power of two smaller than `size`, for a size of at least 2. */
export const leftSize = (size: number): number => 2 ** (bitLength(size - 1) - 1);

/** MTH(D[n]) of a list of leaf hashes, by the recursive definition (RFC 9162, 2.1.1). */
export function treeRoot(leafHashes: readonly Hash[]): Hash {
  const rootOf = (start: number, end: number): Hash => {
    if (end - start === 1) return leafHashes[start] ?? emptyRoot;
    const middle = start + leftSize(end - start);
    return nodeHash(rootOf(start, middle), rootOf(middle, end));
  };
  return leafHashes.length === 0 ? emptyRoot : rootOf(0, leafHashes.length);
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
