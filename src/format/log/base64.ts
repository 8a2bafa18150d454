import type { Hash } from './merkle.ts';

/** Standard base64 with padding (RFC 4648, section 4). */
export const base64Of = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');

/** Parses standard base64; undefined for any text that `base64Of` would not have written. */
export function parseBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** Parses the base64 of a SHA-256 value. */
export function parseHash(text: string): Hash | undefined {
  const bytes = parseBase64(text);
  return bytes?.length === 32 ? bytes : undefined;
}
