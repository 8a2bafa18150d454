import { assessSecondary } from '../../domain/assessment/assess-secondary.ts';
import { defaultReading } from '../../domain/assessment/case.ts';
import { secondaryCaseOf } from '../../domain/assessment/from-yearbook.ts';
import type { SecondaryResult } from '../../domain/assessment/outcome.ts';
import { secondaryRulesOf } from '../../domain/assessment/secondary-rules.ts';
import type { LearnerYear, Yearbook } from '../../domain/school/yearbook.ts';

/** The year's result of a learner of grades 6 to 12; undefined for a learner of primary school. */
export function assessLearner(
  learner: LearnerYear,
  yearbook: Yearbook,
): SecondaryResult | undefined {
  const input = secondaryCaseOf(learner, yearbook);
  if (input === undefined || yearbook.programme === 'TT27') return undefined;
  return assessSecondary(input, secondaryRulesOf(yearbook.programme), defaultReading);
}
