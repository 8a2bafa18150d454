import { type Tile, tileHashes, tileOf, tilePath, tileWidth } from '../../format/log/tiles.ts';
import type { HashAt, NodeAddress } from '../../format/log/tree-proof.ts';
import type { LogReader } from './ports.ts';

/**
 * A tile's bytes at its width. Where a partial tile is gone, the full one that followed it begins with the same (C2SP
 * tlog-tiles, "Partial tiles"); bundles of entries are cut by the length before each entry.
 */
export async function readTile(tile: Tile, reader: LogReader): Promise<Uint8Array | undefined> {
  const bytes = await reader.file(tilePath(tile));
  if (bytes !== undefined || tile.width === tileWidth) return bytes;
  const full = await reader.file(tilePath({ ...tile, width: tileWidth }));
  return full === undefined ? undefined : firstOf(full, tile);
}

function firstOf(full: Uint8Array, { level, width }: Tile): Uint8Array {
  if (level !== 'entries') return full.subarray(0, width * 32);
  let end = 0;
  for (let entry = 0; entry < width && end < full.length; entry += 1) {
    end += 2 + (full[end] ?? 0) * 256 + (full[end + 1] ?? 0);
  }
  return full.subarray(0, end);
}

/** `hashAt` over the tiles that hold these nodes, fetched beforehand. */
export async function tileHashesFor(
  nodes: readonly NodeAddress[],
  size: number,
  reader: LogReader,
): Promise<HashAt> {
  const bytes = new Map<string, Uint8Array | undefined>();
  for (const node of nodes) {
    const tile = tileOf(node, size);
    const path = tilePath(tile);
    if (!bytes.has(path)) bytes.set(path, await readTile(tile, reader));
  }
  return tileHashes(size, (tile) => bytes.get(tilePath(tile)));
}
