import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Outage } from '../../app/outage.ts';
import type { LogReader } from '../../app/watch-log/ports.ts';

const isMissing = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR');

/** A log as static files: the folder itself, or an export that has it in `log`. */
export function createLogFolder(folder: string): LogReader {
  const inside = path.join(folder, 'log');
  const base = !existsSync(path.join(folder, 'checkpoint')) && existsSync(inside) ? inside : folder;
  return {
    async file(place) {
      try {
        return await readFile(path.join(base, ...place.split('/')));
      } catch (cause) {
        if (isMissing(cause)) return undefined;
        throw new Outage('log-folder-unreadable', { fact: place, cause });
      }
    },
  };
}
