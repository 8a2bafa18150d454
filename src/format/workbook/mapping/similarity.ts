import { fold } from '../fold.ts';

/** Letters and digits only, level by level. */
const bare = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const pairsOf = (text: string): Map<string, number> => {
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < text.length; at += 1) {
    const pair = text.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
};

/** How alike two headers are, from 0 to 1: shared pairs of letters, or the share of common words. */
export function similarity(a: string, b: string): number {
  const [left, right] = [bare(a), bare(b)];
  if (left === '' || right === '') return 0;
  if (left === right) return 1;
  return Math.max(dice(left, right), 0.9 * commonWords(left, right));
}

function dice(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)];
  let shared = 0;
  for (const [pair, count] of left) shared += Math.min(count, right.get(pair) ?? 0);
  const all = a.length - 1 + (b.length - 1);
  return all <= 0 ? 0 : (2 * shared) / all;
}

function commonWords(a: string, b: string): number {
  const [left, right] = [new Set(a.split(' ')), new Set(b.split(' '))];
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared / Math.max(left.size, right.size);
}
