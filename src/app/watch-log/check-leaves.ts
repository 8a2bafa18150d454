import type { Checkpoint } from '../../format/log/checkpoint.ts';
import type { Frontier, TreeNode } from '../../format/log/frontier.ts';
import { type Tile, tileOf, tileWidth } from '../../format/log/tiles.ts';
import { type AuditBundle, type KnownTree, TreeAudit } from '../../format/log/tree-audit.ts';
import type { FollowerMemory, LogReader } from './ports.ts';
import { readTile } from './read-tiles.ts';

export interface LeavesQuestion {
  readonly reader: LogReader;
  readonly memory: FollowerMemory;
  readonly head: Checkpoint;
  /** The tree that was accepted before. */
  readonly known: KnownTree | null;
  /** Where the reading begins; the empty frontier reads every leaf. */
  readonly from: Frontier;
  /** A reading of every leaf keeps its place, to go on from after an interruption. */
  readonly reading: 'whole' | 'new';
  readonly signal: AbortSignal;
  progress(done: number, total: number): void;
}

/** Bundles that are on their way at once: enough to hide the line, few enough to hold. */
const ahead = 6;
/** Bundles after which an interrupted reading goes on from where it was. */
const stride = 64;

/**
 * Reads the leaves again from `from` to the head and recomputes everything from them. Holds a few bundles and one tile
 * of each level, whatever the size of the log.
 */
export async function checkLeaves(question: LeavesQuestion): Promise<TreeAudit> {
  const { head, known, from, memory, signal } = question;
  const audit = new TreeAudit(head, known, from);
  const upper = new UpperTiles(question);
  let done = 0;
  for await (const bundle of bundlesOf(question)) {
    signal.throwIfAborted();
    for (const node of audit.add(bundle)) {
      const { bytes, width } = await upper.holding(node);
      audit.compareTile(node, bytes, width);
      if (node.level === 8 && isNew(node, known)) await memory.saveTileRoot(node.index, node.hash);
    }
    if (audit.isStuck) break;
    question.progress(audit.frontier.size, head.size);
    done += 1;
    const isResting = question.reading === 'whole' && done % stride === 0;
    if (isResting && audit.faults.length === 0) await memory.saveCursor(audit.frontier);
  }
  audit.finish();
  return audit;
}

/** Roots of the accepted tree are kept as they were seen first. */
const isNew = ({ index }: TreeNode, known: KnownTree | null): boolean =>
  known === null || (index + 1) * tileWidth > known.frontier.size;

async function* bundlesOf(question: LeavesQuestion): AsyncGenerator<AuditBundle> {
  const { head, from } = question;
  const last = Math.ceil(head.size / tileWidth);
  const waiting: Promise<AuditBundle>[] = [];
  let next = Math.floor(from.size / tileWidth);
  while (next < last || waiting.length > 0) {
    while (next < last && waiting.length < ahead) {
      const bundle = fetchBundle(next, question);
      // Whoever awaits it hears of the failure; until then it must not end the process.
      bundle.catch(() => undefined);
      waiting.push(bundle);
      next += 1;
    }
    const bundle = await waiting.shift();
    if (bundle !== undefined) yield bundle;
  }
}

async function fetchBundle(
  index: number,
  { head, known, reader, memory }: LeavesQuestion,
): Promise<AuditBundle> {
  const width = Math.min(tileWidth, head.size - index * tileWidth);
  const wasFull = known !== null && (index + 1) * tileWidth <= known.frontier.size;
  const [entries, hashes, root] = await Promise.all([
    readTile({ level: 'entries', index, width }, reader),
    readTile({ level: 0, index, width }, reader),
    wasFull ? memory.tileRoot(index) : undefined,
  ]);
  return { index, width, entries, hashes, known: root };
}

/** The tile of each level above 0 that was used last: leaves come in order, so one is enough. */
class UpperTiles {
  readonly #reader: LogReader;
  readonly #size: number;
  readonly #held = new Map<Tile['level'], { tile: Tile; bytes: Uint8Array | undefined }>();

  constructor({ reader, head }: LeavesQuestion) {
    this.#reader = reader;
    this.#size = head.size;
  }

  async holding(node: TreeNode) {
    const tile = tileOf(node, this.#size);
    const held = this.#held.get(tile.level);
    if (held?.tile.index === tile.index) return { bytes: held.bytes, width: tile.width };
    const bytes = await readTile(tile, this.#reader);
    this.#held.set(tile.level, { tile, bytes });
    return { bytes, width: tile.width };
  }
}
