import type { LearnerYear } from '../school/yearbook.ts';
import { of } from './context.ts';
import { type CheckFinding, type CheckPlace, found } from './finding.ts';

const blank = (text: string | null | undefined): boolean => text == null || text.trim() === '';

/** Nhận xét that the form has a place for and that nobody wrote. */
export function checkComments(learner: LearnerYear): readonly CheckFinding[] {
  const { results, present, notAssessed, homeroomComment } = learner;
  const findings: CheckFinding[] = [];
  const missing = (at: Partial<CheckPlace> & Pick<CheckPlace, 'field'>) =>
    findings.push(found('comment-missing', { ...of(learner), ...at }, {}));
  if (present.term2 && !notAssessed && blank(homeroomComment)) {
    missing({ field: 'homeroomComment' });
  }
  if (notAssessed) return findings;
  if (results.kind === 'secondary') {
    for (const { code: subject, term1, term2 } of results.subjects) {
      for (const [term, marks] of [
        [1, term1],
        [2, term2],
      ] as const) {
        if (marks === null || !present[`term${term}`]) continue;
        const moved =
          'transferredAverage' in marks ? marks.transferredAverage : marks.transferredLevel;
        if (moved === null && blank(marks.comment)) missing({ subject, term, field: 'comment' });
      }
    }
    return findings;
  }
  if (!present.term2) return findings;
  for (const { code: subject, exempt, comment } of results.subjects) {
    if (!exempt && blank(comment)) missing({ subject, field: `comment:${subject}` });
  }
  if (blank(results.comments.qualities)) missing({ field: 'cQualities' });
  if (blank(results.comments.general)) missing({ field: 'cGeneral' });
  if (blank(results.comments.special)) missing({ field: 'cSpecial' });
  return findings;
}
