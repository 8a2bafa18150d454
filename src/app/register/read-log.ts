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
  log: LogSource,
): Promise<(level: number, index: number) => Hash | undefined> {
  const nodes = await log.nodes(addresses);
  return (level, index) => nodes.get(`${level}/${index}`);
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
  log: LogSource,
): Promise<readonly Hash[] | undefined> {
  const hashAt = await hashesAt(consistencyNodes(sizes), log);
  const proof = consistencyProof(sizes, hashAt);
  return proof.ok ? proof.value : undefined;
}
