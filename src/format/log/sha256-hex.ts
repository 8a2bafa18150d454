import { hash } from 'node:crypto';
import type { Brand } from '../../domain/brand.ts';

/** A SHA-256 value as 64 lower-case hexadecimal digits. */
export type Sha256Hex = Brand<string, 'Sha256Hex'>;

export const sha256Hex = (bytes: Uint8Array): Sha256Hex =>
  hash('sha256', bytes, 'hex') as Sha256Hex;

export const parseSha256Hex = (text: string): Sha256Hex | undefined =>
  /^[0-9a-f]{64}$/.test(text) ? (text as Sha256Hex) : undefined;

export const hexOf = (hash: Uint8Array): Sha256Hex =>
  Buffer.from(hash.buffer, hash.byteOffset, hash.length).toString('hex') as Sha256Hex;
