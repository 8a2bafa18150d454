import { hash } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Signed bytes rest compressed (zstd) and come back exactly; the digest beside them says so. */
export const pack = (bytes: Uint8Array): Buffer => zstdCompressSync(bytes);
export const unpack = (stored: Uint8Array): Buffer => zstdDecompressSync(stored);
export const sha256Of = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');

/** Damaged bytes are a finding of fsck, not a failure. */
export function unpackOrNothing(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return unpack(bytes);
  } catch {
    return undefined;
  }
}
