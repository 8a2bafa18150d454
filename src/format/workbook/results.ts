import { assessPrimary } from '../../domain/assessment/assess-primary.ts';
import { assessSecondary } from '../../domain/assessment/assess-secondary.ts';
import { defaultReading, type SecondaryCase } from '../../domain/assessment/case.ts';
import { primaryCaseOf, secondaryCaseOf } from '../../domain/assessment/from-yearbook.ts';
import type { PrimaryResult, SecondaryResult } from '../../domain/assessment/outcome.ts';
import { type SecondaryRules, secondaryRulesOf } from '../../domain/assessment/secondary-rules.ts';
import type { Yearbook } from '../../domain/school/yearbook.ts';

/** The three study results of a year. */
export type StudyPeriod = 'term1' | 'term2' | 'year';

/** One learner's derived results. */
export type LearnerResult =
  | {
      readonly kind: 'secondary';
      readonly result: SecondaryResult;
      /** Study results that would differ if art. 9.3 were read leniently. */
      readonly openReading: readonly StudyPeriod[];
    }
  | { readonly kind: 'primary'; readonly result: PrimaryResult };

/** Every learner's derived results, by their number. */
export type YearResults = ReadonlyMap<string, LearnerResult>;

/** Derives every learner's results by the circular of the yearbook. */
export function resultsOf(yearbook: Yearbook): YearResults {
  const results = new Map<string, LearnerResult>();
  const rules = secondaryRulesOf(yearbook.programme === 'TT43' ? 'TT43' : 'TT22');
  for (const learner of yearbook.learners) {
    const secondary = secondaryCaseOf(learner, yearbook);
    const primary = primaryCaseOf(learner);
    if (secondary !== undefined) results.set(learner.number, assess(secondary, rules));
    else if (primary !== undefined) {
      results.set(learner.number, { kind: 'primary', result: assessPrimary(primary) });
    }
  }
  return results;
}

function assess(input: SecondaryCase, rules: SecondaryRules): LearnerResult {
  const result = assessSecondary(input, rules, defaultReading);
  const lenient = assessSecondary(input, rules, { ...defaultReading, sixthSubject: 'lenient' });
  const openReading = (['term1', 'term2', 'year'] as const).filter(
    (period) => result.study[period].level !== lenient.study[period].level,
  );
  return { kind: 'secondary', result, openReading };
}
