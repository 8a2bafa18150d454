import type { ReadingPolicy } from './case.ts';
import type { StudyLevel } from './level.ts';
import { adjustment } from './one-subject-adjustment.ts';
import type { AssessmentFact, StudyOutcome, SubjectAverages } from './outcome.ts';
import { passTolerance, type SecondaryRules } from './secondary-rules.ts';
import { studyFacts } from './study-facts.ts';
import { commentsCount, type Period, type Tally, tally } from './tally.ts';

/** Mức kết quả học tập by art. 9.2, before the adjustment of art. 9.3. */
export function studyLevel(counts: Tally, minCount: number): StudyLevel {
  const { commentsNotMet, belowGood, belowFair, belowPass, atGood, atFair, atPass } = counts;
  if (commentsNotMet === 0 && belowGood === 0 && atGood >= minCount) return 'T';
  if (commentsNotMet === 0 && belowFair === 0 && atFair >= minCount) return 'K';
  if (commentsNotMet <= passTolerance && belowPass === 0 && atPass >= minCount) return 'D';
  return 'CD';
}

/** Kết quả học tập of one period, by arts. 9.2 and 9.3. No level while one counted result is missing. */
export function studyOutcome(
  subjects: readonly SubjectAverages[],
  period: Period,
  rules: SecondaryRules,
  policy: ReadingPolicy,
): StudyOutcome {
  const withComments = commentsCount(rules, policy);
  const counts = tally(subjects, period, withComments);
  if (counts.unknown > 0 || counts.marks === 0) return unknownOutcome(subjects, period);
  const base = studyLevel(counts, rules.minCount);
  const facts = studyFacts(subjects, period, {
    base,
    counts,
    minCount: rules.minCount,
    withComments,
  });
  const raised = adjustment(base, counts, rules.minCount, policy);
  if (raised === null) return { base, level: base, adjustedBy: null, facts };
  facts.push({ code: 'adjusted-for-one-subject', subject: raised.by, towards: raised.towards });
  return { base, level: raised.level, adjustedBy: raised.by, facts };
}

function unknownOutcome(subjects: readonly SubjectAverages[], period: Period): StudyOutcome {
  const facts: AssessmentFact[] = [];
  for (const subject of subjects) {
    if (subject[period] === null) {
      facts.push({ code: 'subject-without-result', subject: subject.code });
    }
  }
  return { base: null, level: null, adjustedBy: null, facts };
}
