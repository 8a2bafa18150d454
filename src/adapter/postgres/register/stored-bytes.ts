import { hash } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/**
 * Signed bytes rest compressed (zstd) and come back exactly; the digest beside them says so. With a dictionary (any
 * bytes) what both share costs nothing, and the same dictionary is needed to read them again.
 */
export const pack = (bytes: Uint8Array, dictionary?: Uint8Array): Buffer =>
  zstdCompressSync(bytes, dictionary === undefined ? {} : { dictionary });
export const unpack = (stored: Uint8Array, dictionary?: Uint8Array): Buffer =>
  zstdDecompressSync(stored, dictionary === undefined ? {} : { dictionary });
export const sha256Of = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');

/** A row of record_version with its dictionary, as `versionBytes` selects them. */
export interface PackedVersion {
  readonly bytes: Buffer;
  readonly dictionary: Buffer | null;
}

/** What to select, from `record_version v` joined by `joinDictionary`. */
export const versionBytes = 'v.bytes, d.bytes as dictionary';
export const joinDictionary =
  'left join dictionary d on d.province = v.province and d.sha256 = v.dictionary';

export const unpackVersion = ({ bytes, dictionary }: PackedVersion): Buffer =>
  unpack(bytes, dictionary === null ? undefined : unpack(dictionary));

/** Damaged bytes are a finding of fsck, not a failure. */
export const unpackOrNothing = (bytes: Uint8Array): Uint8Array | undefined =>
  orNothing(() => unpack(bytes));

export function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
