import type { Brand } from '../brand.ts';

/** Điểm: a mark from 0 to 10. Held as 0..100 tenths, so no rounding can hide in it. */
export type Score = Brand<number, 'Score'>;

/** A whole number of tenths from 0 to 100, or undefined. */
export const scoreOfTenths = (tenths: number): Score | undefined =>
  Number.isInteger(tenths) && tenths >= 0 && tenths <= 100 ? (tenths as Score) : undefined;

/** Parses a mark as the form writes it: "7", "7.8", "10"; undefined for anything else. */
export function parseScore(text: string): Score | undefined {
  if (!/^(?:10(?:\.0)?|\d(?:\.\d)?)$/.test(text)) return undefined;
  return scoreOfTenths(Math.round(Number(text) * 10));
}

/** Writes a mark with one decimal: 78 → "7.8", 100 → "10.0". */
export const writeScore = (score: Score): string => `${Math.floor(score / 10)}.${score % 10}`;
