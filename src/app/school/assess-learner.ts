import { assessPrimary } from '../../domain/assessment/assess-primary.ts';
import { assessSecondary } from '../../domain/assessment/assess-secondary.ts';
import { defaultReading } from '../../domain/assessment/case.ts';
import { primaryCaseOf, secondaryCaseOf } from '../../domain/assessment/from-yearbook.ts';
import type { LearnerResult } from '../../domain/assessment/outcome.ts';
import { secondaryRulesOf } from '../../domain/assessment/secondary-rules.ts';
import type { LearnerYear, Yearbook } from '../../domain/school/yearbook.ts';

/** The year's result by the school's circular; undefined where the learner's data is of another level's form. */
export function assessLearner(learner: LearnerYear, yearbook: Yearbook): LearnerResult | undefined {
  const { programme } = yearbook;
  if (programme === 'TT27') {
    const input = primaryCaseOf(learner);
    return input === undefined ? undefined : { kind: 'primary', result: assessPrimary(input) };
  }
  const input = secondaryCaseOf(learner, yearbook);
  if (input === undefined) return undefined;
  const rules = secondaryRulesOf(programme);
  return { kind: 'secondary', result: assessSecondary(input, rules, defaultReading) };
}
