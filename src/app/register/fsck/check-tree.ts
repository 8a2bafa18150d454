import {
  append,
  emptyFrontier,
  type Frontier,
  frontierRoot,
  type TreeNode,
} from '../../../format/log/frontier.ts';
import { type Hash, leafHash, sameBytes } from '../../../format/log/merkle.ts';
import type { Difference } from './difference.ts';
import type { EventRow, FsckSource, NodeRange } from './fsck-source.ts';

/** Beyond these, more of them say nothing more. */
const mostDifferences = 1000;

/**
 * Grows the tree from the leaves as they are stored and compares each stored node when it is complete. Holds the
 * frontier and one page, whatever the size of the log.
 */
export class TreeCheck {
  readonly differences: Difference[] = [];
  /** Roots at the sizes that were asked for. */
  readonly roots = new Map<number, Hash>();
  readonly #source: Pick<FsckSource, 'nodes' | 'strayNodes'>;
  readonly #sizes: ReadonlySet<number>;
  #frontier: Frontier = emptyFrontier;
  #missing = 0;

  constructor(source: Pick<FsckSource, 'nodes' | 'strayNodes'>, sizes: ReadonlySet<number>) {
    this.#source = source;
    this.#sizes = sizes;
  }

  get frontier(): Frontier {
    return this.#frontier;
  }

  /** The next page of events, in order. */
  async add(rows: readonly Pick<EventRow, 'leaf' | 'leafHash' | 'leafIndex'>[]): Promise<void> {
    const completed: TreeNode[] = [];
    for (const { leaf, leafHash: stored, leafIndex } of rows) {
      const hash = leafHash(leaf);
      if (!sameBytes(hash, stored)) this.#report({ code: 'leaf-hash-differs', leafIndex });
      const step = append(this.#frontier, hash);
      this.#frontier = step.frontier;
      completed.push(...step.completed);
      const { size } = step.frontier;
      if (this.#sizes.has(size)) this.roots.set(size, frontierRoot(step.frontier));
    }
    const found = new Map<string, Uint8Array>();
    for (const { level, index, hash } of await this.#source.nodes(rangesOf(completed))) {
      found.set(`${level}/${index}`, hash);
    }
    for (const { level, index, hash } of completed) {
      const node = found.get(`${level}/${index}`);
      if (node === undefined) this.#missing += 1;
      else if (!sameBytes(node, hash)) {
        this.#report({ code: 'node-differs', detail: `${level}/${index}` });
      }
    }
  }

  /** After the last page: what is missing, and what no tree of these leaves has. */
  async finish(): Promise<void> {
    if (this.#missing > 0) this.#report({ code: 'node-missing', detail: String(this.#missing) });
    for (const { level, index } of await this.#source.strayNodes(this.#frontier.size)) {
      this.#report({ code: 'node-differs', detail: `${level}/${index}` });
    }
  }

  #report(difference: Difference): void {
    if (this.differences.length < mostDifferences) this.differences.push(difference);
  }
}

/** Leaves come in order, so that what they complete on one level is one run. */
function rangesOf(nodes: readonly TreeNode[]): readonly NodeRange[] {
  const ranges = new Map<number, { first: number; last: number }>();
  for (const { level, index } of nodes) {
    const range = ranges.get(level);
    if (range === undefined) ranges.set(level, { first: index, last: index });
    else range.last = index;
  }
  return [...ranges].map(([level, range]) => ({ level, ...range }));
}
