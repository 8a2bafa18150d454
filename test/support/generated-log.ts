import type { LogReader } from '../../src/app/watch-log/ports.ts';
import { signCheckpoint } from '../../src/format/log/checkpoint.ts';
import {
  append,
  emptyFrontier,
  type Frontier,
  frontierRoot,
} from '../../src/format/log/frontier.ts';
import type { SignerKey } from '../../src/format/log/key.ts';
import { leafHash } from '../../src/format/log/merkle.ts';
import { writeNote } from '../../src/format/log/note.ts';
import { parseTilePath, tileWidth, writeEntries } from '../../src/format/log/tiles.ts';

/** A log of any size whose leaves follow from their numbers: only its hashes are held. */
export interface GeneratedLog extends LogReader {
  readonly frontier: Frontier;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
}

export const leafOfNumber = (index: number): Uint8Array =>
  Buffer.from(`{"at":"2026-06-10T08:00:00Z","n":${index}}`);

export function generatedLog(
  size: number,
  key: SignerKey,
  leafAt: (index: number) => Uint8Array = leafOfNumber,
): GeneratedLog {
  const levels: Buffer[] = [];
  for (let level = 0; size >= tileWidth ** level; level += 1) {
    levels.push(Buffer.alloc(Math.floor(size / tileWidth ** level) * 32));
  }
  let frontier = emptyFrontier;
  for (let index = 0; index < size; index += 1) {
    const step = append(frontier, leafHash(leafAt(index)));
    frontier = step.frontier;
    for (const node of step.completed) {
      if (node.level % 8 === 0) levels[node.level / 8]?.set(node.hash, node.index * 32);
    }
  }
  const root = frontierRoot(frontier);
  const note = signCheckpoint({ origin: key.name, size, root, extensions: [] }, [key]);
  if (!note.ok) throw new Error(note.refusal.code);
  const head = Buffer.from(writeNote(note.value));
  const asked: string[] = [];
  return {
    frontier,
    asked,
    async file(path) {
      asked.push(path);
      if (path === 'checkpoint') return head;
      const tile = parseTilePath(path);
      if (tile === undefined) return undefined;
      const start = tile.index * tileWidth;
      if (tile.level !== 'entries') {
        const hashes = levels[tile.level]?.subarray(start * 32, (start + tile.width) * 32);
        return hashes?.length === tile.width * 32 ? hashes : undefined;
      }
      if (start + tile.width > size) return undefined;
      const leaves = Array.from({ length: tile.width }, (_, at) => leafAt(start + at));
      const bundle = writeEntries(leaves);
      if (!bundle.ok) throw new Error(bundle.refusal.code);
      return bundle.value;
    },
  };
}
