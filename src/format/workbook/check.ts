import type { SecondaryResult } from '../../domain/assessment/outcome.ts';
import { checkAssignments } from './check-assignments.ts';
import { checkBooks } from './check-books.ts';
import { checkGaps } from './check-gaps.ts';
import { checkPrimary } from './check-primary.ts';
import { checkSecondary } from './check-results.ts';
import type { LearnerDraft } from './draft.ts';
import type { YearResults } from './results.ts';
import type { ReadYearbook } from './yearbook.ts';

/** One learner of grades 6 to 12, with what the files say and what follows from it. */
export interface CheckedLearner {
  readonly draft: LearnerDraft;
  readonly result: SecondaryResult;
}

/**
 * Holds the files against each other and against what follows from the marks: what is missing, what
 * contradicts, what is out of date. Nothing is changed; everything becomes a finding.
 */
export function checkYearbook(read: ReadYearbook, results: YearResults): void {
  const { yearbook, drafts, findings } = read;
  checkAssignments(read);
  checkBooks(read);
  const learners = new Map(yearbook.learners.map((learner) => [learner.number as string, learner]));
  const groups = new Map(yearbook.classes.map((group) => [group.name, group]));
  for (const draft of drafts) {
    const learner = learners.get(draft.facts.number);
    const group = groups.get(draft.facts.className);
    const derived = results.get(draft.facts.number);
    if (learner === undefined || group === undefined) continue;
    if (learner.results.kind === 'secondary') {
      checkGaps({ draft, learner, year: learner.results, group, level: yearbook.level }, findings);
    }
    if (learner.results.kind === 'primary') {
      const result = derived?.kind === 'primary' ? derived.result : undefined;
      checkPrimary({ draft, learner, year: learner.results, result }, findings);
    }
    if (derived?.kind === 'secondary') {
      checkSecondary({ draft, result: derived.result }, read, findings);
    }
  }
}
