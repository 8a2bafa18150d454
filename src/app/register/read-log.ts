import type { Hash } from '../../format/log/merkle.ts';
import {
  parseTilePath,
  type Tile,
  tileNodes,
  tileWidth,
  writeEntries,
  writeTile,
} from '../../format/log/tiles.ts';
import type { NodeAddress } from '../../format/log/tree-proof.ts';
import { consistencyNodes, consistencyProof } from '../../format/log/tree-proof.ts';
import type { LogSource } from './ports.ts';

/** `hashAt` over nodes that were fetched beforehand. */
export async function hashesAt(
  addresses: readonly NodeAddress[],
  log: Pick<LogSource, 'nodes'>,
): Promise<(level: number, index: number) => Hash | undefined> {
  const nodes = await log.nodes(addresses);
  return (level, index) => nodes.get(`${level}/${index}`);
}

/** Nodes from this level up are so few that a process can hold them: one for each 256 leaves. */
const keptFrom = 8;
/** Enough for thirteen million leaves; beyond, the oldest kept give way. */
const mostKept = 100_000;

/**
 * The log's nodes with the upper ones remembered: a complete node never changes. For proofs only; what is published as
 * tiles is always read from the store, so that an outsider sees what is stored.
 */
export function keepUpperNodes(log: LogSource): Pick<LogSource, 'nodes'> {
  const kept = new Map<string, Hash>();
  return {
    async nodes(addresses) {
      const known = new Map<string, Hash>();
      const unknown = addresses.filter(({ level, index }) => {
        const hash = kept.get(`${level}/${index}`);
        if (hash !== undefined) known.set(`${level}/${index}`, hash);
        return hash === undefined;
      });
      if (unknown.length === 0) return known;
      for (const [place, hash] of await log.nodes(unknown)) {
        known.set(place, hash);
        if (Number.parseInt(place, 10) < keptFrom) continue;
        const [oldest] = kept.keys();
        if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
        kept.set(place, hash);
      }
      return known;
    },
  };
}

/** The bytes of a tile (C2SP tlog-tiles); undefined for a path that names none, or one that is not full yet. */
export async function readTile(path: string, log: LogSource): Promise<Uint8Array | undefined> {
  const tile = parseTilePath(path);
  if (tile === undefined) return undefined;
  return tile.level === 'entries' ? readEntries(tile, log) : readHashes(tile, log);
}

async function readEntries(
  { index, width }: Tile,
  log: LogSource,
): Promise<Uint8Array | undefined> {
  const start = index * tileWidth;
  const leaves = await log.leaves(start, start + width);
  if (leaves.length !== width) return undefined;
  const bundle = writeEntries(leaves.map(({ leaf }) => leaf));
  if (!bundle.ok) throw new Error(bundle.refusal.code);
  return bundle.value;
}

async function readHashes(tile: Tile, log: LogSource): Promise<Uint8Array | undefined> {
  const addresses = tileNodes(tile);
  const hashAt = await hashesAt(addresses, log);
  const hashes = addresses.flatMap(({ level, index }) => hashAt(level, index) ?? []);
  return hashes.length === tile.width ? writeTile(hashes) : undefined;
}

/** RFC 9162, 2.1.4: that the tree of `to` leaves begins with that of `from`; undefined for impossible sizes. */
export async function proveConsistency(
  sizes: { readonly from: number; readonly to: number },
  log: Pick<LogSource, 'nodes'>,
): Promise<readonly Hash[] | undefined> {
  const hashAt = await hashesAt(consistencyNodes(sizes), log);
  const proof = consistencyProof(sizes, hashAt);
  return proof.ok ? proof.value : undefined;
}
