import type { SecondaryResult } from '../assessment/outcome.ts';
import type { ClassGroup, LearnerYear, SecondaryYear, Yearbook } from '../school/yearbook.ts';
import type { BuildRefusal } from './build-refusal.ts';
import { buildSubjects, type Findings } from './build-subjects.ts';
import type { SecondaryForm, YearResult } from './content.ts';
import { oneLine } from './one-line.ts';
import { awardWords, promotionWords } from './wording.ts';

/** What the form of grades 6 to 12 is made of. */
export interface SecondaryPages {
  readonly learner: LearnerYear;
  readonly results: SecondaryYear;
  readonly group: ClassGroup;
  readonly yearbook: Yearbook;
  readonly assessed: SecondaryResult;
  /** Quyết định của hiệu trưởng for a learner who is not assessed (art. 12.2). */
  readonly decision: boolean | null;
}

/** Mẫu học bạ THCS, THPT. Undefined, with refusals, when a result that it needs is missing. */
export function buildSecondaryForm(
  pages: SecondaryPages,
  findings: Findings,
): SecondaryForm | undefined {
  const { learner, results, group, yearbook, assessed } = pages;
  const subjects = buildSubjects(learner, group, yearbook, assessed, findings);
  const result = buildResult(pages, findings);
  if (result === undefined) return undefined;
  return {
    kind: 'secondary',
    subjects,
    result,
    certificate: oneLine(learner.certificate),
    competition: oneLine(learner.competition),
    summerComment: oneLine(results.summerComment),
  };
}

/** KET_QUA_NAM_HOC. A learner who is not assessed has no levels; the principal's decision stands for the rule's. */
function buildResult(
  { learner, results, yearbook, assessed, decision }: SecondaryPages,
  { refusals }: Findings,
): YearResult | undefined {
  const { notAssessed, grade } = learner;
  const { study, conduct, award } = assessed;
  if (!notAssessed) {
    if (conduct.term1 === null) refusals.push({ code: 'conduct-missing', term: 1 });
    if (conduct.term2 === null) refusals.push({ code: 'conduct-missing', term: 2 });
  }
  const { term1, term2 } = results.absence;
  if (term1 === null || term2 === null) refusals.push({ code: 'absences-missing' });
  const decides = assessed.reasons.includes('principal-decides');
  const promoted = decides ? decision : assessed.promoted;
  if (promoted === null && !followsFrom(assessed, refusals)) {
    const { pending, reasons } = assessed;
    refusals.push({ code: 'promotion-undecided', pending, reasons });
  }
  if (promoted === null || term1 === null || term2 === null) return undefined;
  const words = promotionWords(yearbook.level, grade, promoted);
  return {
    study: {
      term1: study.term1.level,
      term2: study.term2.level,
      year: study.year.level,
      afterReassess: study.afterReassess?.level ?? null,
    },
    conduct,
    absences: term1.withLeave + term1.withoutLeave + term2.withLeave + term2.withoutLeave,
    promoted,
    promotionText: words.promotion,
    completionText: words.completion,
    award: award === null ? null : awardWords(yearbook.level, award),
  };
}

/** An open promotion that only follows from results already named as missing is not a matter of its own. */
const followsFrom = (
  { pending, reasons }: SecondaryResult,
  refusals: readonly BuildRefusal[],
): boolean =>
  pending.length === 0 &&
  !reasons.includes('principal-decides') &&
  refusals.some(({ code }) => /^(result|conduct|absences)-missing$/.test(code));
