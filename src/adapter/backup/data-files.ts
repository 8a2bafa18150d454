import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** What of a data folder belongs into a backup: paths relative to it, with `/`. */
export interface DataFiles {
  readonly folders: readonly string[];
  readonly files: readonly string[];
  /** Bytes of the files when they were listed; some grow while they are copied. */
  readonly bytes: number;
}

/** Folders whose contents a restored server must not see (PostgreSQL 17, 25.3.3.2); the folders themselves it needs. */
const emptied = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
const leftOut =
  /^(postmaster\.(pid|opts)|backup_(label|manifest)(\.old)?|tablespace_map(\.old)?|current_logfiles|.*\.auto\.conf\.tmp)$|(^|\/)(pgsql_tmp[^/]*|pg_internal\.init[^/]*)(\/|$)/;

/** Copied last and by itself: the server rewrites it in place. */
export const controlFile = 'global/pg_control';

/** Lists what is there now. What vanishes meanwhile needs no copy: the log tells of its end. */
export async function listDataFiles(root: string): Promise<DataFiles> {
  const folders: string[] = ['pg_wal/archive_status'];
  const files: string[] = [];
  let bytes = 0;
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await entriesOf(path.join(root, folder))) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (leftOut.test(name)) continue;
      // A link to a folder on another disk (pg_wal, often) is that folder.
      const found = await stat(path.join(root, name)).catch(() => undefined);
      if (found?.isDirectory() === true) {
        folders.push(name);
        if (!emptied.has(name)) await walk(name);
      } else if (found?.isFile() === true && name !== controlFile) {
        files.push(name);
        bytes += found.size;
      }
    }
  };
  await walk('');
  return { folders: folders.toSorted(), files, bytes };
}

const entriesOf = async (folder: string): Promise<readonly Dirent[]> => {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
};

export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
