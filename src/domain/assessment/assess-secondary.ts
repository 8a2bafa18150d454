import { award } from './award.ts';
import type { ReadingPolicy, SecondaryCase } from './case.ts';
import type { AssessmentFlag, SecondaryResult, StudyOutcome, SubjectAverages } from './outcome.ts';
import { promotion } from './promotion.ts';
import { reassessment, type YearLevels } from './reassessment.ts';
import type { SecondaryRules } from './secondary-rules.ts';
import { studyOutcome } from './study-level.ts';
import { subjectAverages } from './subject-averages.ts';
import { yearConduct } from './year-conduct.ts';

/** Đánh giá, xếp loại one learner's year by Circular 22/2021 or 43/2021: averages, levels, promotion, award. */
export function assessSecondary(
  input: SecondaryCase,
  rules: SecondaryRules,
  policy: ReadingPolicy,
): SecondaryResult {
  if (input.notAssessed) return notAssessed(input);
  const flags: AssessmentFlag[] = [];
  const subjects = input.subjects.map((subject) => subjectAverages(subject, policy, flags));
  const study = {
    term1: studyOutcome(subjects, 'term1', rules, policy),
    term2: studyOutcome(subjects, 'term2', rules, policy),
    year: studyOutcome(subjects, 'year', rules, policy),
  };
  const conduct = yearConduct(input.conduct);
  const summerConduct = conduct === 'CD';
  const afterSummer = summerConduct ? input.conduct.afterSummer : null;
  const year: YearLevels = { conduct, afterSummer, study: study.year.level };
  const reassessed = reassessment(input, subjects, year, rules, policy);
  const { promoted, pending, reasons, facts } = promotion(input.absences, year, reassessed, policy);
  const honours = award(subjects, year);
  if (tooFewMarkSubjects(subjects, rules.minCount)) {
    flags.push({ code: 'fewer-mark-subjects', needed: rules.minCount });
  }
  if (summerConduct && year.study === 'CD') flags.push({ code: 'both-failed' });
  return {
    subjects,
    study: { ...study, afterReassess: reassessed.outcome },
    conduct: {
      term1: input.conduct.term1,
      term2: input.conduct.term2,
      year: conduct,
      afterSummer,
    },
    reassess: { eligible: reassessed.eligible, subjects: reassessed.subjects },
    summerConduct,
    promoted,
    pending,
    reasons,
    award: honours.award,
    flags,
    promotionFacts: facts,
    awardFacts: honours.facts,
  };
}

/** With fewer mark subjects than art. 9.2 counts, its levels are out of reach: people must decide. */
function tooFewMarkSubjects(subjects: readonly SubjectAverages[], minCount: number): boolean {
  let marks = 0;
  for (const subject of subjects) {
    if (subject.kind === 'score' && subject.year !== 'M') marks += 1;
  }
  return marks < minCount;
}

const noOutcome: StudyOutcome = {
  base: null,
  level: null,
  adjustedBy: null,
  facts: [{ code: 'not-assessed' }],
};

/** Học sinh khuyết tật không đánh giá: no result; the principal decides by the individual plan (art. 12.2). */
const notAssessed = (input: SecondaryCase): SecondaryResult => ({
  subjects: input.subjects.map(({ kind, code }) => ({
    kind,
    code,
    term1: null,
    term2: null,
    year: null,
  })),
  study: { term1: noOutcome, term2: noOutcome, year: noOutcome, afterReassess: null },
  conduct: { term1: null, term2: null, year: null, afterSummer: null },
  reassess: { eligible: false, subjects: [] },
  summerConduct: false,
  promoted: null,
  pending: [],
  reasons: ['principal-decides'],
  award: null,
  flags: [{ code: 'not-assessed' }],
  promotionFacts: [{ code: 'not-assessed' }],
  awardFacts: [{ code: 'not-assessed' }],
});
