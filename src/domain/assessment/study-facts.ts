import type { StudyLevel } from './level.ts';
import type { AssessmentFact, SubjectAverages } from './outcome.ts';
import { fairLimits, goodLimits, passLimits, passTolerance } from './secondary-rules.ts';
import type { Period, Tally } from './tally.ts';

/** The conditions that carried the level by art. 9.2, then those that kept the learner from the next one. */
export function studyFacts(
  subjects: readonly SubjectAverages[],
  period: Period,
  {
    base,
    counts,
    minCount,
    withComments,
  }: {
    readonly base: StudyLevel;
    readonly counts: Tally;
    readonly minCount: number;
    readonly withComments: boolean;
  },
): AssessmentFact[] {
  const facts: AssessmentFact[] = [];
  const held = base === 'CD' ? null : limitsOf[base];
  if (held !== null) {
    const count = reaching(counts, held.count);
    facts.push({ code: 'all-at-least', limit: held.every });
    facts.push({ code: 'enough-at-least', limit: held.count, count, needed: minCount });
  }
  if (base === 'T') return facts;
  const wanted = limitsOf[nextLevel[base]];
  const tolerated = base === 'CD' ? passTolerance : 0;
  for (const subject of subjects) {
    if (subject.kind === 'comment') {
      if (withComments && subject[period] === 'CD' && counts.commentsNotMet > tolerated) {
        facts.push({ code: 'comment-not-met', subject: subject.code });
      }
      continue;
    }
    const value = subject[period];
    if (value !== null && value !== 'M' && value < wanted.every) {
      facts.push({ code: 'subject-below', subject: subject.code, value, limit: wanted.every });
    }
  }
  const count = reaching(counts, wanted.count);
  if (count < minCount) {
    facts.push({ code: 'too-few-at-least', limit: wanted.count, count, needed: minCount });
  }
  return facts;
}

const limitsOf = { T: goodLimits, K: fairLimits, D: passLimits } as const;
const nextLevel = { K: 'T', D: 'K', CD: 'D' } as const;

function reaching(counts: Tally, limit: 80 | 65 | 50): number {
  if (limit === goodLimits.count) return counts.atGood;
  return limit === fairLimits.count ? counts.atFair : counts.atPass;
}
