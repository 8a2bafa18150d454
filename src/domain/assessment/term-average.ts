import type { CommentTermCase, ReadingPolicy, ScoreSubjectCase, ScoreTermCase } from './case.ts';
import type { CommentLevel } from './level.ts';
import type { Score } from './score.ts';

/** Rounds numerator / denominator half up, in integers: «làm tròn đến chữ số thập phân thứ nhất». Both ≥ 0. */
export const roundHalfUp = (numerator: number, denominator: number): number =>
  Math.floor((2 * numerator + denominator) / (2 * denominator));

/** Số ĐĐGtx of a term by the yearly periods: ≤ 35 two, ≤ 70 three, more four (art. 6). */
export const regularRequired = (periods: number): 2 | 3 | 4 =>
  periods <= 35 ? 2 : periods <= 70 ? 3 : 4;

/** Thường xuyên assessments of a term in a subject assessed by comments (art. 6). */
export const commentsRequired = 2;

/** Why a term has no average. */
export type TermGap = 'missing' | 'incomplete' | 'too-many-tx';

/** A mark, or why there is none. Strings and numbers, so that nothing is allocated. */
export type TermScore = Score | TermGap;

/**
 * ĐTBmhk = (TĐĐGtx + 2·ĐĐGgk + 3·ĐĐGck) / (số ĐĐGtx + 5) (art. 9.1), in tenths.
 * With more marks than the article allows nobody can say which of them count: no average.
 */
export function termAverage(
  term: ScoreTermCase | null,
  subject: Pick<ScoreSubjectCase, 'regularRequired' | 'specialTopic'>,
  policy: Pick<ReadingPolicy, 'specialTopic'>,
): TermScore {
  if (term === null) return 'missing';
  if (term.from === 'transfer') return term.average;
  const { regular, specialTopic, midterm, final } = term;
  if (midterm === null || final === null) return 'incomplete';
  let sum = 0;
  for (const mark of regular) {
    if (mark === null) return 'incomplete';
    sum += mark;
  }
  const marked = specialTopic !== null;
  const count = regular.length + (marked ? 1 : 0);
  const extra = (marked || subject.specialTopic) && policy.specialTopic === 'on-top' ? 1 : 0;
  if (count < (subject.regularRequired ?? 2) + extra) return 'incomplete';
  if (count > (subject.regularRequired ?? 4) + extra) return 'too-many-tx';
  return roundHalfUp(sum + (specialTopic ?? 0) + 2 * midterm + 3 * final, count + 5) as Score;
}

/** A level, or why there is none. */
export type TermLevel = CommentLevel | TermGap;

/** Đạt of a term: enough assessments, and all of them Đạt (art. 9.1). */
export function termLevel(term: CommentTermCase | null): TermLevel {
  if (term === null) return 'missing';
  if (term.from === 'level') return term.level;
  const { regular, midterm, final } = term;
  if (midterm === null || final === null) return 'incomplete';
  if (regular.length < commentsRequired) return 'incomplete';
  let met = midterm === 'D' && final === 'D';
  for (const level of regular) {
    if (level === null) return 'incomplete';
    if (level === 'CD') met = false;
  }
  return met ? 'D' : 'CD';
}
