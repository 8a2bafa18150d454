import { chownSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Where a server puts its finished WAL segments, in the backup home. */
export const archiveFolder = (home: string): string => path.join(path.resolve(home), 'wal');

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * `archive_command`: the segment is whole under its name and on the disk before PostgreSQL is told so; the same segment
 * again is fine, another one under a taken name is refused (PostgreSQL 17, 25.3.1). `%` of a path is doubled for PostgreSQL.
 */
export function archiveCommand(folder: string): string {
  const to = quoted(folder.replaceAll('%', '%%'));
  const copy = `cp "%p" "$f.part" && sync "$f.part" && mv "$f.part" "$f"`;
  return `f=${to}/%f; if [ -e "$f" ]; then cmp -s "%p" "$f"; else ${copy}; fi && sync ${to}`;
}

/** Segments that were compared with a manifest or saved from a dead server; in the data folder while it recovers. */
export const verifiedWal = 'hocba_wal';

/** `restore_command`: fetches a segment from there, else from the archive, or fails because there is none. */
export const restoreCommand = (folder: string): string =>
  `cp "${verifiedWal}/%f" "%p" 2>/dev/null || cp ${quoted(folder.replaceAll('%', '%%'))}/%f "%p"`;

/** Makes the archive's folder for the user that the server on `dataFolder` runs as. */
export async function makeArchive(home: string, dataFolder: string): Promise<string> {
  const folder = archiveFolder(home);
  // The server's user must pass through the home, whose backups are closed to it.
  await mkdir(home, { recursive: true, mode: 0o711 });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { uid, gid } = statSync(dataFolder);
  if (process.getuid?.() === 0) chownSync(folder, uid, gid);
  return folder;
}

/**
 * Takes the order to archive out of restored data: a trial restore must not write among the segments of the server that
 * it was taken from. What the operator wrote into postgresql.conf stays.
 */
export async function stopArchiving(dataFolder: string): Promise<void> {
  const file = path.join(dataFolder, 'postgresql.auto.conf');
  const text = await readFile(file, 'utf8').catch(() => '');
  const kept = text.split('\n').filter((line) => !/^archive_(mode|command|timeout)\s*=/.test(line));
  if (text !== '') await writeFile(file, kept.join('\n'));
}
