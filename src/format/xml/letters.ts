import type { XmlFaultCode } from './fault.ts';

/** Bytes with a meaning in XML. */
export const LT = 0x3c;
export const GT = 0x3e;
export const QUOTE = 0x22;
export const AMPERSAND = 0x26;

/**
 * 0 plain, 1 blank (space, tab, line feed), 2 needs a look, 3 begins a letter that may not be in NFC. All letters up to
 * U+027F are composed (Unicode, NFC_Quick_Check).
 */
export const textClass = new Uint8Array(256);
for (let byte = 0; byte < 0x20; byte++) textClass[byte] = 2;
for (const byte of [0x20, 0x09, 0x0a]) textClass[byte] = 1;
for (const byte of [LT, GT, AMPERSAND]) textClass[byte] = 2;
for (let byte = 0xca; byte < 0x100; byte++) textClass[byte] = 3;

/** U+1E80 to U+1EFF, the rest of the Vietnamese letters, are composed as well: whether one begins with these bytes. */
export const isVietnamese = (byte: number, next: number): boolean =>
  byte === 0xe1 && (next | 1) === 0xbb;

/**
 * More marks on one letter than any language has (UAX #15, Stream-Safe Text Format): to put them in order takes
 * normalisation a time quadratic in their number.
 */
const endlessMarks = /\p{M}{31}/u;

/** Vietnamese keyboards send letters composed or decomposed; signed text has one form only (Unicode NFC). */
export function letterFault(text: string): XmlFaultCode | undefined {
  if (/[\ufffe\uffff]/.test(text)) return 'control-character';
  if (text.length > 256 && endlessMarks.test(text)) return 'not-nfc';
  return text.normalize('NFC') === text ? undefined : 'not-nfc';
}
