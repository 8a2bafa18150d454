import { patternFacet, type SimpleType } from './simple-type.ts';

/** For each letter of base64 its six bits plus 1; 0 for everything else. */
const base64Class = new Uint8Array(256);
const base64Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
for (let bits = 0; bits < 64; bits++) base64Class[base64Letters.charCodeAt(bits)] = bits + 1;

/**
 * The end of the base64 at `from`; -1 unless it is whole, without blanks, padded and of at least one byte. Bits of the
 * last letter that no byte takes are zero, so that one value has one spelling (RFC 4648, 3.5).
 */
export function base64End(bytes: Uint8Array, from: number): number {
  let end = from;
  while (base64Class[bytes[end] as number]) end++;
  const last = (base64Class[bytes[end - 1] as number] as number) - 1;
  const letters = end - from;
  const padding = letters % 4 === 0 ? 0 : 4 - (letters % 4);
  if (letters === 0 || padding === 3) return -1;
  for (const stop = end + padding; end < stop; end++) if (bytes[end] !== 0x3d) return -1;
  const spare = padding === 0 ? 0 : padding === 1 ? 0b11 : 0b1111;
  return (last & spare) === 0 ? end : -1;
}

function isBase64(text: string): boolean {
  const bytes = Buffer.from(text);
  return base64End(bytes, 0) === bytes.length;
}

/** Base64 as signers write it, line breaks allowed; the value is without them. */
export const base64Type: SimpleType<string> = {
  name: 'base64',
  facets: [patternFacet('[A-Za-z0-9+/= \\t\\n]+')],
  parse(text) {
    if (isBase64(text)) return text;
    const plain = text.replace(/[ \t\n]+/g, '');
    return isBase64(plain) ? plain : undefined;
  },
  write: (value) => value,
};

/** The same of at most so many letters as written. */
export const base64Of = (name: string, letters: number): SimpleType<string> => ({
  name,
  facets: [...base64Type.facets, `<xs:maxLength value="${letters}"/>`],
  parse: (text) => (text.length > letters ? undefined : base64Type.parse(text)),
  write: base64Type.write,
});
