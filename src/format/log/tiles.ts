import { ok, type Result, refuse } from '../../domain/result.ts';
import { type Hash, treeRoot } from './merkle.ts';
import type { HashAt, NodeAddress } from './tree-proof.ts';

/** How many hashes or entries a full tile holds (C2SP tlog-tiles). */
export const tileWidth = 256;

/** A file of the log: hashes of one level in steps of eight, or the entries themselves. */
export interface Tile {
  /** Level l holds roots of 256^l leaves each; 'entries' holds the leaves. */
  readonly level: number | 'entries';
  readonly index: number;
  /** 256 for a full tile; 1 to 255 for the last one of a level. */
  readonly width: number;
}

export type TileFault =
  | { readonly code: 'tile-length'; readonly expected: number; readonly found: number }
  | { readonly code: 'entry-too-long'; readonly index: number; readonly length: number }
  | { readonly code: 'entries-truncated'; readonly index: number }
  | { readonly code: 'entries-count'; readonly expected: number; readonly found: number };

/** A tile's place below the log's prefix: `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/\d{3}/g) ?? [];
  const place = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${place}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** Parses a tile's path; undefined for any text that `tilePath` would not have written. */
export function parseTilePath(path: string): Tile | undefined {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (match === null) return undefined;
  const [, levelText = '', place = '', widthText] = match;
  const level: Tile['level'] = levelText === 'entries' ? 'entries' : Number(levelText);
  const index = Number(place.replaceAll(/[x/]/g, ''));
  const width = widthText === undefined ? tileWidth : Number(widthText);
  if (level !== 'entries' && level > 63) return undefined;
  if (width < 1 || width > tileWidth || !Number.isSafeInteger(index)) return undefined;
  const tile = { level, index, width };
  return tilePath(tile) === path ? tile : undefined;
}

/** How many hashes a level holds in a tree of this size: only full tiles below count. */
const levelSize = (size: number, level: number): number => Math.floor(size / tileWidth ** level);

/**
 * Which tiles must be written when the tree grows, lowest level first: every tile that gained a hash, full where it
 * is full now. Tiles are never rewritten: a partial one is followed by another of greater width.
 */
export function changedTiles({ from, to }: { readonly from: number; readonly to: number }): Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; levelSize(to, level) > 0; level += 1) {
    const before = levelSize(from, level);
    const after = levelSize(to, level);
    for (let index = Math.floor(before / tileWidth); index * tileWidth < after; index += 1) {
      const width = Math.min(tileWidth, after - index * tileWidth);
      if (index * tileWidth + width === before) continue;
      if (level === 0) tiles.push({ level: 'entries', index, width });
      tiles.push({ level, index, width });
    }
  }
  return tiles;
}

/** The nodes whose hashes a tile holds, left to right; a tile of entries holds no hashes. */
export function tileNodes({ level, index, width }: Tile): NodeAddress[] {
  if (level === 'entries') return [];
  return Array.from({ length: width }, (_, i) => ({
    level: level * 8,
    index: index * tileWidth + i,
  }));
}

/** The tile of a tree of this size from which a node's hash can be computed. */
export function tileOf({ level, index }: NodeAddress, size: number): Tile {
  const tileLevel = Math.floor(level / 8);
  const first = index * 2 ** (level % 8);
  const tileIndex = Math.floor(first / tileWidth);
  const width = Math.min(tileWidth, levelSize(size, tileLevel) - tileIndex * tileWidth);
  return { level: tileLevel, index: tileIndex, width };
}

/** A tile's bytes: its hashes, one after the other. */
export const writeTile = (hashes: readonly Hash[]): Uint8Array => Buffer.concat(hashes);

export function parseTile(bytes: Uint8Array, width: number): Result<readonly Hash[], TileFault> {
  if (bytes.length !== width * 32) {
    return refuse({ code: 'tile-length', expected: width * 32, found: bytes.length });
  }
  return ok(Array.from({ length: width }, (_, i) => bytes.subarray(i * 32, i * 32 + 32)));
}

/** The longest entry that a bundle can hold: its length is a uint16. */
export const maxEntryLength = 0xffff;

/** An entry bundle: each entry after its length as a big-endian uint16. */
export function writeEntries(entries: readonly Uint8Array[]): Result<Uint8Array, TileFault> {
  const parts: Uint8Array[] = [];
  for (const [index, entry] of entries.entries()) {
    const { length } = entry;
    if (length > maxEntryLength) return refuse({ code: 'entry-too-long', index, length });
    parts.push(Uint8Array.of(length >> 8, length & 0xff), entry);
  }
  return ok(Buffer.concat(parts));
}

export function parseEntries(
  bytes: Uint8Array,
  width: number,
): Result<readonly Uint8Array[], TileFault> {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const start = at + 2;
    const end = start + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    if (end > bytes.length) return refuse({ code: 'entries-truncated', index: entries.length });
    entries.push(bytes.subarray(start, end));
    at = end;
  }
  if (entries.length !== width) {
    return refuse({ code: 'entries-count', expected: width, found: entries.length });
  }
  return ok(entries);
}

/**
 * `hashAt` over the tiles of a tree of this size. `bytesOf` answers a tile's bytes or undefined; where a partial
 * tile is gone, the full one that followed it begins with the same hashes.
 */
export function tileHashes(size: number, bytesOf: (tile: Tile) => Uint8Array | undefined): HashAt {
  const read = new Map<string, readonly Hash[] | undefined>();
  const hashesOf = (tile: Tile): readonly Hash[] | undefined => {
    const bytes = bytesOf(tile);
    if (bytes !== undefined) {
      const parsed = parseTile(bytes, tile.width);
      return parsed.ok ? parsed.value : undefined;
    }
    return tile.width === tileWidth ? undefined : hashesOf({ ...tile, width: tileWidth });
  };
  return (level, index) => {
    const tile = tileOf({ level, index }, size);
    const path = tilePath(tile);
    if (!read.has(path)) read.set(path, hashesOf(tile));
    const count = 2 ** (level % 8);
    const first = index * count - tile.index * tileWidth;
    const row = read.get(path)?.slice(first, Math.min(first + count, tile.width)) ?? [];
    return row.length === count ? treeRoot(row) : undefined;
  };
}
