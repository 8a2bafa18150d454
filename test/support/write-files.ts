import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Writes below a directory, making folders as needed. */
export const writeFiles =
  (directory: string) =>
  async (place: string, bytes: Uint8Array): Promise<void> => {
    const file = path.join(directory, place);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  };
