import type { Checkpoint } from './checkpoint.ts';
import { append, emptyFrontier, type Frontier, frontierRoot, type TreeNode } from './frontier.ts';
import { type Hash, leafHash, sameBytes } from './merkle.ts';
import { parseEntries, parseTile, type TileFault, tilePath, tileWidth } from './tiles.ts';

interface Leaves {
  readonly start: number;
  readonly end: number;
}

/** What reading the leaves again finds wrong. The leaves `start` … `end` − 1 are concerned. */
export type AuditFault =
  | (Leaves & { readonly code: 'entries-malformed'; readonly because: TileFault })
  | (Leaves & { readonly code: 'tile-malformed'; readonly because: TileFault })
  /** A signed head counts these leaves, but nobody shows them, or their hashes. */
  | (Leaves & { readonly code: 'entries-not-served'; readonly path: string })
  | (Leaves & { readonly code: 'tile-not-served'; readonly path: string })
  /** The leaves themselves hash to something else than the log's own tile says. */
  | (Leaves & { readonly code: 'leaf-differs-from-tile' })
  | (Leaves & { readonly code: 'tile-differs-from-leaves'; readonly path: string })
  /** These leaves are not the ones that were here before. */
  | (Leaves & { readonly code: 'leaves-rewritten' })
  | (Leaves & { readonly code: 'root-differs-from-leaves'; readonly size: number });

/** What a follower remembers of the tree that it accepted last. */
export interface KnownTree {
  readonly frontier: Frontier;
  readonly root: Hash;
}

export interface AuditBundle {
  readonly index: number;
  readonly width: number;
  /** The bundle of entries; undefined when the log does not give it. */
  readonly entries: Uint8Array | undefined;
  /** The tile of level 0 with the same leaves' hashes. */
  readonly hashes: Uint8Array | undefined;
  /** What was seen here before, for a full bundle of the accepted tree: the root of its 256 leaves. */
  readonly known: Hash | undefined;
}

/**
 * Recomputes a log's tree from its leaves, bundle by bundle, and compares it with the hash tiles, with what was seen
 * before and with the signed head. Holds one node for each binary digit of the size, whatever the size.
 */
export class TreeAudit {
  readonly faults: AuditFault[] = [];
  readonly #head: Pick<Checkpoint, 'size' | 'root'>;
  readonly #known: KnownTree | null;
  #frontier: Frontier;
  #stuck = false;

  constructor(
    head: Pick<Checkpoint, 'size' | 'root'>,
    known: KnownTree | null,
    from: Frontier = emptyFrontier,
  ) {
    this.#head = head;
    this.#known = known;
    this.#frontier = from;
  }

  get frontier(): Frontier {
    return this.#frontier;
  }

  /** True when leaves and their hashes are both missing: what comes later cannot be placed in the tree. */
  get isStuck(): boolean {
    return this.#stuck;
  }

  /**
   * Takes the next bundle; leaves before the point where the reading began are passed over. Answers the nodes of whole
   * tiles that it completed, lowest first: levels 8, 16, …
   */
  add(bundle: AuditBundle): readonly TreeNode[] {
    const start = bundle.index * tileWidth;
    const hashes = this.#hashesOf(bundle, start);
    if (hashes === undefined) {
      this.#stuck = true;
      return [];
    }
    const whole: TreeNode[] = [];
    for (const hash of hashes.slice(Math.max(0, this.#frontier.size - start))) {
      const step = append(this.#frontier, hash);
      this.#frontier = step.frontier;
      for (const node of step.completed) {
        if (node.level > 0 && node.level % 8 === 0) whole.push(node);
      }
      if (this.#frontier.size === this.#known?.frontier.size) this.#compareKnown(this.#known);
    }
    const [tile] = whole;
    if (tile !== undefined && bundle.known !== undefined && !sameBytes(tile.hash, bundle.known)) {
      this.#report({ code: 'leaves-rewritten', start, end: start + tileWidth });
    }
    return whole;
  }

  /** Compares a node that `add` answered with the tile of the log that holds it. */
  compareTile(node: TreeNode, bytes: Uint8Array | undefined, width: number): void {
    const level = node.level / 8;
    const index = Math.floor(node.index / tileWidth);
    const path = tilePath({ level, index, width });
    const count = 2 ** node.level;
    const range = { start: node.index * count, end: (node.index + 1) * count };
    if (bytes === undefined) {
      this.#report({ code: 'tile-not-served', path, ...range });
      return;
    }
    const tile = parseTile(bytes, width);
    const found = tile.ok ? tile.value[node.index % tileWidth] : undefined;
    if (!tile.ok) this.#report({ code: 'tile-malformed', because: tile.refusal, ...range });
    else if (found === undefined || !sameBytes(found, node.hash)) {
      this.#report({ code: 'tile-differs-from-leaves', path, ...range });
    }
  }

  /** The end of the leaves: do they give the root that was signed? */
  finish(): void {
    const { size, root } = this.#head;
    const isWhole = this.#frontier.size === size;
    if (!isWhole || !sameBytes(frontierRoot(this.#frontier), root)) {
      this.faults.push({ code: 'root-differs-from-leaves', size, start: 0, end: size });
    }
  }

  /** The leaves' own hashes; where leaves are missing, the hashes that the log gives for them. */
  #hashesOf(
    { index, width, entries, hashes }: AuditBundle,
    start: number,
  ): readonly Hash[] | undefined {
    const end = start + width;
    const tile = hashes === undefined ? undefined : parseTile(hashes, width);
    if (tile === undefined) {
      this.#report({
        code: 'tile-not-served',
        path: tilePath({ level: 0, index, width }),
        start,
        end,
      });
    } else if (!tile.ok) {
      this.#report({ code: 'tile-malformed', because: tile.refusal, start, end });
    }
    const stated = tile?.ok ? tile.value : undefined;
    if (entries === undefined) {
      const path = tilePath({ level: 'entries', index, width });
      this.#report({ code: 'entries-not-served', path, start, end });
      return stated;
    }
    const leaves = parseEntries(entries, width);
    if (!leaves.ok) {
      this.#report({ code: 'entries-malformed', because: leaves.refusal, start, end });
      return stated;
    }
    const own = leaves.value.map(leafHash);
    if (stated !== undefined) this.#compareLeaves(own, stated, start);
    return own;
  }

  /** One fault for each run of neighbours that differ. */
  #compareLeaves(own: readonly Hash[], stated: readonly Hash[], start: number): void {
    let from: number | undefined;
    for (let at = 0; at <= own.length; at += 1) {
      const [hash, other] = [own[at], stated[at]];
      const differs = hash !== undefined && other !== undefined && !sameBytes(hash, other);
      if (differs && from === undefined) from = at;
      if (differs || from === undefined) continue;
      this.#report({ code: 'leaf-differs-from-tile', start: start + from, end: start + at });
      from = undefined;
    }
  }

  /** At the size that was accepted before, subtree by subtree: the smallest that differ name the place best. */
  #compareKnown({ frontier, root }: KnownTree): void {
    if (sameBytes(frontierRoot(this.#frontier), root)) return;
    let start = 0;
    for (const [at, node] of frontier.nodes.entries()) {
      const end = start + subtreeSize(frontier.size, at);
      const own = this.#frontier.nodes[at];
      if (own === undefined || !sameBytes(own, node)) {
        this.#report({ code: 'leaves-rewritten', start, end });
      }
      start = end;
    }
  }

  /** What follows from a fault that was told already is no further news; neighbours are told together. */
  #report(fault: AuditFault): void {
    const last = this.faults.at(-1);
    if (
      fault.code === 'leaves-rewritten' &&
      last?.code === fault.code &&
      last.end === fault.start
    ) {
      this.faults[this.faults.length - 1] = { ...last, end: fault.end };
      return;
    }
    const isTold = this.faults.some(({ start, end }) => start >= fault.start && end <= fault.end);
    const isNews = !isTold || fault.code === 'leaf-differs-from-tile';
    if (isNews && this.faults.length < mostFaults) this.faults.push(fault);
  }
}

/** Beyond these, more of them say nothing more. */
const mostFaults = 1000;

/** How many leaves the subtree at this place of a frontier holds: its size's binary digits, highest first. */
function subtreeSize(size: number, place: number): number {
  let left = size;
  for (let at = 0; ; at += 1) {
    const largest = 2 ** (left.toString(2).length - 1);
    if (at === place) return largest;
    left -= largest;
  }
}
