import type { SubjectCode } from '../school/yearbook.ts';
import type { ReadingPolicy } from './case.ts';
import type { StudyLevel } from './level.ts';
import type { Tally } from './tally.ts';

/** A level raised by one because of one subject only. */
export interface Adjustment {
  readonly level: StudyLevel;
  readonly by: SubjectCode;
  /** The level that the learner would have without that subject's result. */
  readonly towards: 'T' | 'K';
}

/**
 * Art. 9.3: where one subject alone lowers the level by two or more below Tốt or Khá, the level rises to
 * the next one. The subject is imagined as just satisfying its own condition; whether it then also
 * supplies the sixth high mark is the policy `sixthSubject`.
 */
export function adjustment(
  base: StudyLevel,
  counts: Tally,
  minCount: number,
  policy: Pick<ReadingPolicy, 'sixthSubject'>,
): Adjustment | null {
  if (base === 'T' || base === 'K') return null;
  const level = base === 'D' ? 'K' : 'D';
  const { commentsNotMet, belowGood, belowFair, atGood, atFair } = counts;
  const supplies = policy.sixthSubject === 'lenient' ? 1 : 0;
  if (
    commentsNotMet + belowGood === 1 &&
    counts.lastBelowGood !== null &&
    atGood + belowGood * supplies >= minCount
  ) {
    return { level, by: counts.lastBelowGood, towards: 'T' };
  }
  if (
    base === 'CD' &&
    commentsNotMet + belowFair === 1 &&
    counts.lastBelowFair !== null &&
    atFair + belowFair * supplies >= minCount
  ) {
    return { level, by: counts.lastBelowFair, towards: 'K' };
  }
  return null;
}
