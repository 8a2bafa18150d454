import { type FileHandle, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Outage } from '../../app/outage.ts';
import type { FollowerMemory, FollowerState } from '../../app/watch-log/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { parseInstant } from '../../domain/time/instant.ts';
import { type Frontier, parseFrontier, writeFrontier } from '../../format/log/frontier.ts';

export interface StateFileRefusal {
  readonly code: 'state-file-malformed';
}

/** A follower's memory that can be closed. */
export interface FollowerFile extends FollowerMemory {
  close(): Promise<void>;
}

interface Stored {
  readonly state: FollowerState | undefined;
  readonly cursor: Frontier | null;
}

/**
 * A follower's memory in `file` (JSON), with the roots of whole tiles in `file`.tiles (32 bytes each, by index) and what
 * convicts a register in the folder `file`.evidence. Only one program may use it at a time.
 */
export async function openFollowerFile(
  file: string,
): Promise<Result<FollowerFile, StateFileRefusal>> {
  const read = await readStored(file);
  if (read === undefined) return refuse({ code: 'state-file-malformed' });
  let stored = read;
  await mkdir(path.dirname(file), { recursive: true });
  const tiles = await openTiles(`${file}.tiles`);
  const write = async (next: Stored): Promise<void> => {
    stored = next;
    await tiles.sync();
    await writeWhole(file, stored);
  };
  return ok({
    load: async () => stored.state,
    save: (state) => write({ ...stored, state }),
    loadCursor: async () => stored.cursor,
    async saveCursor(cursor) {
      if (cursor !== stored.cursor) await write({ ...stored, cursor });
    },
    async tileRoot(index) {
      const root = Buffer.alloc(32);
      const { bytesRead } = await tiles.read(root, 0, 32, index * 32);
      return bytesRead === 32 ? root : undefined;
    },
    async saveTileRoot(index, root) {
      await tiles.write(root, 0, 32, index * 32);
    },
    async keepEvidence(files, at) {
      const folder = path.join(`${file}.evidence`, at.replaceAll(':', ''));
      await mkdir(folder, { recursive: true });
      for (const { name, text } of files) await writeFile(path.join(folder, name), text);
      return folder;
    },
    close: () => tiles.close(),
  });
}

async function openTiles(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r+');
  } catch {
    return await open(file, 'w+');
  }
}

async function writeWhole(file: string, { state, cursor }: Stored): Promise<void> {
  const json = {
    v: 1,
    ...(state === undefined
      ? {}
      : { note: state.note, frontier: writeFrontier(state.frontier), wholeAt: state.wholeAt }),
    cursor: cursor === null ? null : writeFrontier(cursor),
  };
  await writeFile(`${file}.new`, `${JSON.stringify(json, null, 1)}\n`, { flush: true });
  await rename(`${file}.new`, file);
}

/** Undefined for a file that `writeWhole` would not have written; nothing stored where there is no file. */
async function readStored(file: string): Promise<Stored | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (!isMissing) throw new Outage('log-folder-unreadable', { fact: file, cause });
    // Roots of tiles without the head that they belong to mean nothing.
    await rm(`${file}.tiles`, { force: true });
    return { state: undefined, cursor: null };
  }
  return parseStored(jsonOf(text));
}

function jsonOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? { ...json } : {};
  } catch {
    return {};
  }
}

function parseStored(members: Readonly<Record<string, unknown>>): Stored | undefined {
  const { v, note, frontier, wholeAt, cursor } = members;
  if (v !== 1) return undefined;
  const place = cursor === null ? null : frontierOf(cursor);
  if (place === undefined) return undefined;
  if (note === undefined && frontier === undefined) return { state: undefined, cursor: place };
  const edge = frontierOf(frontier);
  const at = typeof wholeAt === 'string' ? parseInstant(wholeAt) : null;
  if (typeof note !== 'string' || edge === undefined || at === undefined) return undefined;
  return { state: { note, frontier: edge, wholeAt: at }, cursor: place };
}

function frontierOf(text: unknown): Frontier | undefined {
  const read = typeof text === 'string' ? parseFrontier(text) : undefined;
  return read?.ok ? read.value : undefined;
}
