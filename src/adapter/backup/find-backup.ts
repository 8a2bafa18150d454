import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BackupRefusal, RestoreRefusalCode } from '../../app/backup/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { archiveFolder } from './archive.ts';
import { type Manifest, manifestName, parseManifest } from './manifest.ts';

type Refused = BackupRefusal<RestoreRefusalCode>;

/** A backup that says that it is whole. Its files are not looked at yet. */
export interface FoundBackup {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Where further WAL may lie. */
  readonly archive: string;
}

/** The major version of PostgreSQL that this program restores with. */
export const restorableVersion = 17;

/**
 * Chooses the newest backup that ended before `at` (the newest of all without it), in a backup home or, when `from` is
 * one backup's folder, that one.
 */
export async function findBackup(
  from: string,
  at: Instant | null,
): Promise<Result<FoundBackup, Refused>> {
  const own = await readText(path.join(from, manifestName));
  if (own !== undefined) {
    const archive = archiveFolder(path.join(from, '..'));
    const read = accept(own, { folder: path.resolve(from), archive });
    if (!read.ok || at === null || read.value.manifest.endedAt <= at) return read;
    return refuse({ code: 'backup-after-time', fact: read.value.manifest.endedAt });
  }
  const names = await readdir(from).catch(() => []);
  let refused: Refused = { code: 'backup-missing', fact: from };
  for (const name of names
    .filter((one) => one.startsWith('base-'))
    .toSorted()
    .toReversed()) {
    const folder = path.join(path.resolve(from), name);
    const text = await readText(path.join(folder, manifestName));
    const read = accept(text ?? '', { folder, archive: archiveFolder(from) });
    // A damaged newest backup is told, never silently replaced by an older one.
    if (!read.ok || at === null || read.value.manifest.endedAt <= at) return read;
    refused = { code: 'backup-after-time', fact: read.value.manifest.endedAt };
  }
  return refuse(refused);
}

function accept(
  text: string,
  place: Pick<FoundBackup, 'folder' | 'archive'>,
): Result<FoundBackup, Refused> {
  const { folder } = place;
  const manifest = parseManifest(text);
  if (manifest === undefined) return refuse({ code: 'backup-unreadable', fact: folder });
  if (manifest === 'other-version')
    return refuse({ code: 'backup-of-other-version', fact: folder });
  if (manifest.postgres !== restorableVersion) {
    return refuse({ code: 'backup-of-other-version', fact: `PostgreSQL ${manifest.postgres}` });
  }
  return ok({ ...place, manifest });
}

const readText = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch(() => undefined);
