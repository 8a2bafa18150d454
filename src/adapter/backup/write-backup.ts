import { hash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  BackupAnswer,
  BackupEnd,
  BackupRefusal,
  BackupRefusalCode,
  BackupServer,
  BackupSession,
  CopyProgress,
} from '../../app/backup/ports.ts';
import { Outage } from '../../app/outage.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { archiveCommand, archiveFolder } from './archive.ts';
import { copyFile, type FileDigest, syncFolder, writeDurably } from './copy-file.ts';
import { controlFile, isMissing, listDataFiles } from './data-files.ts';
import { type BackupFile, type Manifest, manifestName, writeManifest } from './manifest.ts';
import { segmentName, segmentOf } from './wal.ts';

export interface BackupRequest {
  /** The backup home: holds `base-…` folders and, when the server archives, `wal/`. */
  readonly home: string;
  readonly signal: AbortSignal;
  readonly progress: CopyProgress;
}

/**
 * Copies the data folder of a running server on this machine. The backup gets its name when it is complete and on the
 * disk; one that was stopped or killed leaves at most a folder `partial-…`, which nothing takes for a backup.
 */
export async function writeBackup(
  session: BackupSession,
  { home, signal, progress }: BackupRequest,
): Promise<BackupAnswer> {
  const { server } = session;
  const fit = await checkServer(server, home);
  if (!fit.ok) return fit;
  const draft = path.join(home, `partial-${process.pid}-${Date.now()}`);
  try {
    await mkdir(draft, { recursive: true, mode: 0o700 });
  } catch {
    return refuse({ code: 'backup-folder-denied', fact: home });
  }
  try {
    await session.start('hocba backup');
    const copier = new Copier(draft, signal, progress);
    const folders = await copyData(server.dataFolder, copier);
    const end = await session.stop();
    await copyLog(server, end, copier);
    const label = path.join(draft, 'data', 'backup_label');
    await writeDurably(label, end.label);
    copier.add('data/backup_label', digestOf(end.label));
    const manifest = manifestOf(server, end, folders, copier.files);
    const text = writeManifest(manifest);
    await writeDurably(path.join(draft, manifestName), text);
    await syncAll(draft, folders);
    signal.throwIfAborted();
    const folder = await nameIt(draft, home, end);
    return ok({
      folder,
      files: manifest.files.length,
      bytes: manifest.files.reduce((sum, { size }) => sum + size, 0),
      endedAt: end.endedAt,
      manifestSha256: hash('sha256', text, 'hex'),
      archived: server.archiveCommand === archiveCommand(archiveFolder(home)),
    });
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw diskTrouble(error) ?? error;
  }
}

/** Whether the server's data lie here, readable, and in a shape that this backup can hold. */
export async function checkServer(
  server: BackupServer,
  home: string,
): Promise<Result<void, BackupRefusal<BackupRefusalCode>>> {
  const { dataFolder, systemId, startedAt, tablespaces } = server;
  if (tablespaces > 0) return refuse({ code: 'backup-has-tablespaces', fact: String(tablespaces) });
  const inside = path.relative(dataFolder, path.resolve(home));
  if (inside === '' || !(inside.startsWith('..') || path.isAbsolute(inside))) {
    return refuse({ code: 'backup-inside-data', fact: home });
  }
  const elsewhere = refuse({ code: 'backup-server-elsewhere' as const, fact: dataFolder });
  try {
    const control = await readFile(path.join(dataFolder, controlFile));
    const lock = await readFile(path.join(dataFolder, 'postmaster.pid'), 'utf8');
    // The lock file's third line is the moment of the start: a twin of this cluster has another.
    const same = Math.abs(Number(lock.split('\n')[2]) - startedAt) < 60;
    return same && String(control.readBigUInt64LE(0)) === systemId ? ok(undefined) : elsewhere;
  } catch {
    return elsewhere;
  }
}

/** What goes into a backup, and how far it is. */
class Copier {
  readonly files: BackupFile[] = [];
  readonly draft: string;
  private readonly signal: AbortSignal;
  private readonly progress: CopyProgress;
  private done = 0;
  private total = 0;

  constructor(draft: string, signal: AbortSignal, progress: CopyProgress) {
    this.draft = draft;
    this.signal = signal;
    this.progress = progress;
  }

  expect(bytes: number): void {
    this.total += bytes;
  }

  add(name: string, digest: FileDigest): void {
    this.files.push({ path: name, ...digest });
  }

  async copy(from: string, name: string): Promise<void> {
    const wrote = (bytes: number): void => {
      this.done += bytes;
      this.progress(Math.min(this.done, this.total), this.total);
    };
    const digest = await copyFile(from, path.join(this.draft, name), this.signal, { wrote });
    this.add(name, digest);
  }
}

/** Pages may be torn and files half grown: the log that is replayed at the start mends them. */
async function copyData(root: string, copier: Copier): Promise<readonly string[]> {
  const { folders, files, bytes } = await listDataFiles(root);
  copier.expect(bytes);
  await mkdir(path.join(copier.draft, 'wal'), { recursive: true, mode: 0o700 });
  for (const folder of folders) {
    await mkdir(path.join(copier.draft, 'data', folder), { recursive: true, mode: 0o700 });
  }
  for (const file of files) {
    try {
      await copier.copy(path.join(root, file), `data/${file}`);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  const control = await steadyRead(path.join(root, controlFile));
  await writeDurably(path.join(copier.draft, 'data', controlFile), control);
  copier.add(`data/${controlFile}`, digestOf(control));
  return folders;
}

/** The control file is written in place: two readings that agree were not torn. */
async function steadyRead(file: string): Promise<Buffer> {
  let before = await readFile(file);
  for (;;) {
    await sleep(20);
    const now = await readFile(file);
    if (now.equals(before)) return now;
    before = now;
  }
}

async function copyLog(server: BackupServer, end: BackupEnd, copier: Copier): Promise<void> {
  const { dataFolder, walSegmentBytes } = server;
  const first = segmentOf(end.firstSegment, walSegmentBytes);
  const last = segmentOf(end.lastSegment, walSegmentBytes);
  if (first === undefined || last === undefined) throw new Error('segment names');
  copier.expect((last.index - first.index + 1) * walSegmentBytes);
  for (let index = first.index; index <= last.index; index += 1) {
    const name = segmentName(first.timeline, index, walSegmentBytes);
    await copier.copy(path.join(dataFolder, 'pg_wal', name), `wal/${name}`);
  }
}

const manifestOf = (
  { majorVersion, systemId, walSegmentBytes }: BackupServer,
  { firstSegment, lastSegment, endedAt }: BackupEnd,
  folders: readonly string[],
  files: readonly BackupFile[],
): Manifest => ({
  format: 'hocba-backup-1',
  postgres: majorVersion,
  systemId,
  walSegmentBytes,
  firstSegment,
  lastSegment,
  endedAt,
  folders: folders.map((folder) => `data/${folder}`),
  files: files.toSorted((one, two) => (one.path < two.path ? -1 : 1)),
});

const digestOf = (content: Uint8Array | string): FileDigest => ({
  size: Buffer.byteLength(content),
  sha256: hash('sha256', content, 'hex'),
});

async function syncAll(draft: string, folders: readonly string[]): Promise<void> {
  for (const folder of ['', 'wal', 'data', ...folders.map((name) => `data/${name}`)]) {
    await syncFolder(path.join(draft, folder));
  }
}

/** `base-20261122T093000Z`; a second one of the same second gets a number behind. */
async function nameIt(draft: string, home: string, { endedAt }: BackupEnd): Promise<string> {
  const stamp = endedAt.replace(/[-:]/g, '');
  for (let number = 1; ; number += 1) {
    const folder = path.join(home, `base-${stamp}${number === 1 ? '' : `-${number}`}`);
    const taken = await open(folder, 'r').catch(() => undefined);
    await taken?.close();
    if (taken !== undefined) continue;
    await rename(draft, folder);
    await syncFolder(home);
    return folder;
  }
}

const diskTrouble = (error: unknown): Outage | undefined => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EIO'
    ? new Outage('backup-disk-full', { fact: String(code), cause: error })
    : undefined;
};
