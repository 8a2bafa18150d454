import { patternFacet, type SimpleType } from './simple-type.ts';

/** For each letter of base64 its six bits plus 1; 0 for everything else. */
const base64Class = new Uint8Array(128);
const base64Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
for (let bits = 0; bits < 64; bits++) base64Class[base64Letters.charCodeAt(bits)] = bits + 1;

/**
 * Whole base64 without blanks, padded, of at least one byte; bits of the last letter that no byte takes are zero, so
 * that one value has one spelling (RFC 4648, 3.5).
 */
function isBase64(text: string): boolean {
  const { length } = text;
  if (length === 0 || length % 4 !== 0) return false;
  let end = length;
  if (text.charCodeAt(end - 1) === 0x3d) end--;
  if (text.charCodeAt(end - 1) === 0x3d) end--;
  for (let index = 0; index < end; index++) {
    if (!base64Class[text.charCodeAt(index)]) return false;
  }
  const last = (base64Class[text.charCodeAt(end - 1)] ?? 0) - 1;
  const spare = end === length ? 0 : end === length - 1 ? 0b11 : 0b1111;
  return (last & spare) === 0;
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
