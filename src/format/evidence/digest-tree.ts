import { leftSize } from '../log/merkle.ts';
import { proofRanges } from '../log/tree-proof.ts';
import { digestOf, type StrongDigest } from '../time-stamp/digest.ts';

/** RFC 6962's tree under any digest: what the log's own tree is under SHA-256. */

/** HASH(0x00 ‖ leaf). */
export const digestLeaf = (digest: StrongDigest, leaf: Uint8Array): Uint8Array =>
  digestOf(digest, Buffer.concat([Buffer.of(0), leaf]));

const digestNode = (digest: StrongDigest, left: Uint8Array, right: Uint8Array): Uint8Array =>
  digestOf(digest, Buffer.concat([Buffer.of(1), left, right]));

/** A leaf's place in a tree, and the hashes beside its way to the root, deepest first. */
export interface TreePlace {
  readonly index: number;
  readonly size: number;
  readonly path: readonly Uint8Array[];
}

/** A whole tree over leaf hashes, of which there is at least one; roots of its parts are computed once. */
export class DigestTree {
  readonly #digest: StrongDigest;
  readonly #hashes: readonly Uint8Array[];
  readonly #roots = new Map<string, Uint8Array>();

  constructor(digest: StrongDigest, hashes: readonly Uint8Array[]) {
    this.#digest = digest;
    this.#hashes = hashes;
  }

  root(): Uint8Array {
    return this.#rootOf(0, this.#hashes.length);
  }

  place(index: number): TreePlace {
    const size = this.#hashes.length;
    const ranges = proofRanges({ start: index, end: index + 1 }, size);
    return { index, size, path: ranges.map(({ start, end }) => this.#rootOf(start, end)) };
  }

  #rootOf(start: number, end: number): Uint8Array {
    const only = this.#hashes[start];
    if (only === undefined) throw new RangeError('a tree without leaves');
    if (end - start === 1) return only;
    const known = this.#roots.get(`${start} ${end}`);
    if (known !== undefined) return known;
    const middle = start + leftSize(end - start);
    const root = digestNode(this.#digest, this.#rootOf(start, middle), this.#rootOf(middle, end));
    this.#roots.set(`${start} ${end}`, root);
    return root;
  }
}

/** The root to which the path leads; undefined for a place that no tree has. */
export function rootAt(
  digest: StrongDigest,
  leafHash: Uint8Array,
  { index, size, path }: TreePlace,
): Uint8Array | undefined {
  const isPlace = Number.isSafeInteger(size) && index >= 0 && index < size;
  if (!isPlace) return undefined;
  const ranges = proofRanges({ start: index, end: index + 1 }, size);
  if (ranges.length !== path.length) return undefined;
  return path.reduce<Uint8Array>((own, beside, step) => {
    const isLeft = (ranges[step]?.start ?? 0) < index;
    return isLeft ? digestNode(digest, beside, own) : digestNode(digest, own, beside);
  }, leafHash);
}

/** Grows a tree leaf by leaf, holding one node for each binary digit of its size. */
export class DigestFrontier {
  readonly #digest: StrongDigest;
  readonly #nodes: { readonly size: number; readonly hash: Uint8Array }[] = [];

  constructor(digest: StrongDigest) {
    this.#digest = digest;
  }

  append(leafHash: Uint8Array): void {
    let node = { size: 1, hash: leafHash };
    for (let last = this.#nodes.at(-1); last?.size === node.size; last = this.#nodes.at(-1)) {
      this.#nodes.pop();
      node = { size: 2 * node.size, hash: digestNode(this.#digest, last.hash, node.hash) };
    }
    this.#nodes.push(node);
  }

  /** The root of the leaves so far; at least one. */
  root(): Uint8Array {
    const [smallest, ...larger] = this.#nodes.toReversed();
    if (smallest === undefined) throw new RangeError('a tree without leaves');
    return larger.reduce((right, { hash }) => digestNode(this.#digest, hash, right), smallest.hash);
  }
}
