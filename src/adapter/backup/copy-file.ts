import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** What a copied file is known by. */
export interface FileDigest {
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface CopyOptions {
  /** Told the length of each part. */
  readonly wrote?: (bytes: number) => void;
  /** false where somebody else brings the file to the disk later. Default true. */
  readonly sync?: boolean;
}

const chunkBytes = 1 << 18;

/** Copies a file to a new one, durably, and answers what was written. An existing target is an error. */
export async function copyFile(
  from: string,
  to: string,
  signal: AbortSignal,
  { wrote, sync = true }: CopyOptions = {},
): Promise<FileDigest> {
  const source = await open(from, 'r');
  try {
    const target = await open(to, 'wx', 0o600);
    try {
      const hash = createHash('sha256');
      const chunk = Buffer.allocUnsafe(chunkBytes);
      let size = 0;
      for (;;) {
        signal.throwIfAborted();
        const { bytesRead } = await source.read(chunk, 0, chunkBytes, null);
        if (bytesRead === 0) break;
        const part = chunk.subarray(0, bytesRead);
        hash.update(part);
        await target.writeFile(part);
        size += bytesRead;
        wrote?.(bytesRead);
      }
      if (sync) await target.sync();
      return { size, sha256: hash.digest('hex') };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Writes a new small file durably. */
export async function writeDurably(file: string, bytes: Uint8Array | string): Promise<void> {
  const target = await open(file, 'wx', 0o600);
  try {
    await target.writeFile(bytes);
    await target.sync();
  } finally {
    await target.close();
  }
}

/** Makes the names in a folder durable; where a system knows no such thing, nothing is lost by not doing it. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
