/** Combining tone marks: grave, acute, tilde, hook above, dot below. */
const tones = /[\u0300\u0301\u0303\u0309\u0323]/gu;
const marks = /\p{Mn}/gu;
/** White space as Unicode has it, with the zero-width characters that copying leaves behind. */
const spaces = /[\s\u00a0\u200b-\u200d\u2060\ufeff]+/gu;

/** Ð (eth, U+00D0) and ð look like Đ and đ and are typed for them. */
const withoutEth = (text: string): string => text.replaceAll('Ð', 'Đ').replaceAll('ð', 'đ');

const withSingleSpaces = (text: string): string => text.replace(spaces, ' ').trim();

/** A text as it is kept: NFC, đ for eth, single spaces. */
export const cleanText = (text: string): string =>
  withSingleSpaces(withoutEth(text.normalize('NFC')));

/** What cleaning a text repaired. */
export type TextRepair = 'nfd-text' | 'eth-letter' | 'extra-space';

/** The repairs that lead from a text as written to `cleanText` of it, in that order. */
export function textRepairs(text: string): TextRepair[] {
  const repairs: TextRepair[] = [];
  const composed = text.normalize('NFC');
  if (composed !== text) repairs.push('nfd-text');
  if (withoutEth(composed) !== composed) repairs.push('eth-letter');
  if (withSingleSpaces(composed) !== composed) repairs.push('extra-space');
  return repairs;
}

/**
 * A text for comparison with headers, subjects and words of a list: small letters without any mark,
 * đ as d, single spaces. «Nhận xét\nToán» → «nhan xet toan».
 */
export const fold = (text: string): string =>
  cleanText(text).toLowerCase().replaceAll('đ', 'd').normalize('NFD').replace(marks, '');

/**
 * A name for comparison: small letters, with each syllable's tone moved to its end, so that hoà and
 * hòa are one name, and hoa another.
 */
export const foldName = (text: string): string =>
  cleanText(text).toLowerCase().split(' ').map(toneLast).join(' ');

function toneLast(syllable: string): string {
  const parts = syllable.normalize('NFD');
  return parts.replace(tones, '').normalize('NFC') + (parts.match(tones) ?? []).join('');
}
