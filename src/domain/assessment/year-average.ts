import type { CommentSubjectCase, ReadingPolicy, ScoreSubjectCase } from './case.ts';
import type { CommentLevel } from './level.ts';
import type { Exempt } from './outcome.ts';
import type { Score } from './score.ts';
import { roundHalfUp } from './term-average.ts';

/** ĐTBmcn = (ĐTBmhkI + 2·ĐTBmhkII) / 3, of averages already rounded (art. 9.1). Thirds never tie. */
export const yearAverage = (first: Score, second: Score): Score =>
  roundHalfUp(first + 2 * second, 3) as Score;

/** The year of a subject with marks: exempt terms stand aside as the policy says. */
export function yearScore(
  { exempt }: Pick<ScoreSubjectCase, 'exempt'>,
  { first, second }: { readonly first: Score | null; readonly second: Score | null },
  policy: Pick<ReadingPolicy, 'partialExemption'>,
): Score | Exempt | null {
  if (exempt === 'year') return 'M';
  if (exempt !== 'none') {
    if (policy.partialExemption === 'no-year') return 'M';
    return exempt === 'term1' ? second : first;
  }
  return first === null || second === null ? null : yearAverage(first, second);
}

/** The year of a subject assessed by comments is its second term (art. 9.1). */
export function yearComment(
  { exempt }: Pick<CommentSubjectCase, 'exempt'>,
  { first, second }: { readonly first: CommentLevel | null; readonly second: CommentLevel | null },
  policy: Pick<ReadingPolicy, 'partialExemption'>,
): CommentLevel | Exempt | null {
  if (exempt === 'year') return 'M';
  if (exempt !== 'none') {
    if (policy.partialExemption === 'no-year') return 'M';
    return exempt === 'term1' ? second : first;
  }
  return second;
}
