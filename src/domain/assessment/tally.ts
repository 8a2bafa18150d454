import type { SubjectCode } from '../school/yearbook.ts';
import type { ReadingPolicy } from './case.ts';
import type { SubjectAverages } from './outcome.ts';
import { fairLimits, goodLimits, passLimits, type SecondaryRules } from './secondary-rules.ts';

/** The results of a term, or of the year. */
export type Period = 'term1' | 'term2' | 'year';

/** What art. 9.2 counts in one period, collected in one pass. */
export interface Tally {
  /** Subjects that should have a result and have none. */
  readonly unknown: number;
  readonly marks: number;
  readonly atGood: number;
  readonly atFair: number;
  readonly atPass: number;
  readonly belowGood: number;
  readonly belowFair: number;
  readonly belowPass: number;
  readonly commentsNotMet: number;
  /** The last subject that stands in the way of Tốt, and of Khá. */
  readonly lastBelowGood: SubjectCode | null;
  readonly lastBelowFair: SubjectCode | null;
}

/** Whether subjects assessed by comments count in the levels. */
export const commentsCount = (
  rules: SecondaryRules,
  policy: Pick<ReadingPolicy, 'continuingComments'>,
): boolean => !rules.continuing || policy.continuingComments === 'as-tt22';

/** Counts one period. Exempt subjects are outside every count. */
export function tally(
  subjects: readonly SubjectAverages[],
  period: Period,
  withComments: boolean,
): Tally {
  let [unknown, marks, commentsNotMet] = [0, 0, 0];
  let [atGood, atFair, atPass] = [0, 0, 0];
  let [belowGood, belowFair, belowPass] = [0, 0, 0];
  let lastBelowGood: SubjectCode | null = null;
  let lastBelowFair: SubjectCode | null = null;
  for (const subject of subjects) {
    if (subject.kind === 'comment') {
      if (!withComments) continue;
      const level = subject[period];
      if (level === null) unknown += 1;
      else if (level === 'CD') {
        commentsNotMet += 1;
        lastBelowGood = subject.code;
        lastBelowFair = subject.code;
      }
      continue;
    }
    const value = subject[period];
    if (value === 'M') continue;
    if (value === null) {
      unknown += 1;
      continue;
    }
    marks += 1;
    if (value >= goodLimits.count) atGood += 1;
    if (value >= fairLimits.count) atFair += 1;
    if (value >= passLimits.count) atPass += 1;
    if (value < goodLimits.every) {
      belowGood += 1;
      lastBelowGood = subject.code;
    }
    if (value < fairLimits.every) {
      belowFair += 1;
      lastBelowFair = subject.code;
    }
    if (value < passLimits.every) belowPass += 1;
  }
  return {
    unknown,
    marks,
    atGood,
    atFair,
    atPass,
    belowGood,
    belowFair,
    belowPass,
    commentsNotMet,
    lastBelowGood,
    lastBelowFair,
  };
}
