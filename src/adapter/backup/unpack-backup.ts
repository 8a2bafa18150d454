import { lchown, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BackupRefusal, CopyProgress, RestoreRefusalCode } from '../../app/backup/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { verifiedWal } from './archive.ts';
import { copyFile } from './copy-file.ts';
import { isMissing } from './data-files.ts';
import type { FoundBackup } from './find-backup.ts';
import { gapIn, type SegmentFile, segmentOf, segmentsIn } from './wal.ts';

export interface UnpackRequest {
  readonly backup: FoundBackup;
  /** `pg_wal` of the server that failed, where it is still there: its last segment was never archived. */
  readonly lastWal: string | null;
  /** A new folder. */
  readonly draft: string;
  readonly signal: AbortSignal;
  readonly progress: CopyProgress;
}

/** A data folder that PostgreSQL can begin to recover from. */
export interface Unpacked {
  /** Index of the last segment that was archived or came with the backup; recovery to the end must reach it. */
  readonly mustReach: number;
  /** Its name. */
  readonly lastSegment: string;
}

/** PostgreSQL itself brings the whole data folder to the disk before it replays the log (SyncDataDirectory). */
const unsynced = { sync: false };

type Refused = BackupRefusal<RestoreRefusalCode>;

/** Copies a backup into a new folder and compares every file with the manifest on the way. */
export async function unpackBackup(request: UnpackRequest): Promise<Result<Unpacked, Refused>> {
  const { backup, draft, signal, progress } = request;
  const { manifest, folder } = backup;
  const strange = await unlisted(
    folder,
    manifest.files.map((file) => file.path),
  );
  if (strange !== undefined) return refuse({ code: 'backup-changed', fact: strange });
  for (const name of manifest.folders) {
    await mkdir(path.join(draft, path.relative('data', name)), { recursive: true, mode: 0o700 });
  }
  await mkdir(path.join(draft, verifiedWal), { mode: 0o700 });
  const total = manifest.files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const { path: name, size, sha256 } of manifest.files) {
    const place = name.startsWith('wal/')
      ? path.join(verifiedWal, path.relative('wal', name))
      : path.relative('data', name);
    try {
      const copied = await copyFile(
        path.join(folder, name),
        path.join(draft, place),
        signal,
        unsynced,
      );
      if (copied.sha256 !== sha256) return refuse({ code: 'backup-changed', fact: name });
    } catch (error) {
      if (isMissing(error)) return refuse({ code: 'backup-incomplete', fact: name });
      throw error;
    }
    done += size;
    progress(done, total);
  }
  const wal = await addWal(request);
  if (!wal.ok) return wal;
  await writeFile(path.join(draft, 'recovery.signal'), '', { mode: 0o600, flag: 'wx' });
  return wal;
}

/** The first file below `data/` or `wal/` that the manifest does not name: a restored server would read it too. */
async function unlisted(folder: string, listed: readonly string[]): Promise<string | undefined> {
  const known = new Set(listed);
  for (const part of ['data', 'wal']) {
    const entries = await readdir(path.join(folder, part), {
      recursive: true,
      withFileTypes: true,
    }).catch(() => []);
    for (const entry of entries) {
      const file = path.join(entry.parentPath, entry.name);
      const name = path.relative(folder, file).replaceAll(path.sep, '/');
      if (!entry.isDirectory() && !known.has(name)) return name;
    }
  }
  return undefined;
}

/** Looks for holes in the log that follows the backup, and adds the end that was not archived. */
async function addWal(request: UnpackRequest): Promise<Result<Unpacked, Refused>> {
  const { backup, lastWal, draft, signal } = request;
  const { manifest, archive } = backup;
  const { walSegmentBytes } = manifest;
  const first = segmentOf(manifest.firstSegment, walSegmentBytes);
  if (first === undefined)
    return refuse({ code: 'backup-unreadable', fact: manifest.firstSegment });
  const packed = await segmentsIn(path.join(draft, verifiedWal), first, manifest);
  const archived = await segmentsIn(archive, first, manifest);
  const safe = merge(packed, archived);
  const left = lastWal === null ? [] : await segmentsIn(lastWal, first, manifest);
  const all = merge(safe, left);
  const gap = gapIn(all, first, walSegmentBytes);
  if (gap !== undefined) return refuse({ code: 'archive-gap', fact: gap });
  const known = new Set(safe.map(({ index }) => index));
  for (const { index, name, file } of left) {
    if (!known.has(index))
      await copyFile(file, path.join(draft, verifiedWal, name), signal, unsynced);
  }
  const last = safe.at(-1) ?? { ...first, file: '' };
  return ok({ mustReach: last.index, lastSegment: last.name });
}

const merge = (
  one: readonly SegmentFile[],
  two: readonly SegmentFile[],
): readonly SegmentFile[] => {
  const byIndex = new Map([...two, ...one].map((segment) => [segment.index, segment]));
  return [...byIndex.values()].toSorted((a, b) => a.index - b.index);
};

/** Gives the folder and all in it to the server's user. */
export async function giveTo(
  folder: string,
  owner: { readonly uid: number; readonly gid: number } | null,
): Promise<void> {
  if (owner === null) return;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    await lchown(path.join(entry.parentPath, entry.name), owner.uid, owner.gid);
  }
  await lchown(folder, owner.uid, owner.gid);
}
