import { assessSecondary } from '../assessment/assess-secondary.ts';
import { defaultReading } from '../assessment/case.ts';
import { secondaryCaseOf } from '../assessment/from-yearbook.ts';
import { secondaryRulesOf } from '../assessment/secondary-rules.ts';
import type { LearnerYear, SecondaryYear, TermAbsence } from '../school/yearbook.ts';
import type { Term } from '../time/school-year.ts';
import { type CheckContext, of, termsNeeded } from './context.ts';
import { type CheckFinding, found } from './finding.ts';

/** Kết quả rèn luyện and số buổi nghỉ: missing, impossible, or beyond what promotion allows. */
export function checkConduct(learner: LearnerYear, context: CheckContext): readonly CheckFinding[] {
  const { results } = learner;
  if (results.kind === 'primary') {
    return absenceFindings(learner, results.absence, null);
  }
  return [
    ...termsNeeded(learner).flatMap((term) => missingFindings(learner, results, term)),
    ...([1, 2] as const).flatMap((term) =>
      absenceFindings(learner, results.absence[`term${term}`], term),
    ),
    ...limitFindings(learner, results, context),
  ];
}

function missingFindings(learner: LearnerYear, year: SecondaryYear, term: Term): CheckFinding[] {
  const findings: CheckFinding[] = [];
  const at = { ...of(learner), term };
  if (!learner.notAssessed && year.conduct[`term${term}`] === null) {
    findings.push(found('conduct-missing', { ...at, field: 'conduct' }, {}));
  }
  if (year.absence[`term${term}`] === null) {
    findings.push(found('absence-missing', { ...at, field: 'absence' }, {}));
  }
  return findings;
}

/** 35 weeks, of which 18 in term 1 (school-year plan), six days a week, one buổi a day (Circular 22/2021, art. 12). */
const daysOf = (term: Term | null): number => (term === null ? 35 : term === 1 ? 18 : 17) * 6;

function absenceFindings(
  learner: LearnerYear,
  absence: TermAbsence | null,
  term: Term | null,
): CheckFinding[] {
  if (absence === null) return [];
  const at = { ...of(learner), term, field: 'absence' };
  const { withLeave, withoutLeave } = absence;
  const lowest = Math.min(withLeave, withoutLeave);
  if (lowest < 0) return [found('absence-negative', at, { count: lowest })];
  const count = withLeave + withoutLeave;
  const limit = daysOf(term);
  return count > limit ? [found('absence-over-term', at, { count, limit })] : [];
}

/** Nghỉ quá 45 buổi (art. 12): only where nothing else keeps the learner back, for then the count decides alone. */
const promotionLimit = 45;

function limitFindings(
  learner: LearnerYear,
  { absence }: SecondaryYear,
  { yearbook }: CheckContext,
): CheckFinding[] {
  const { term1, term2 } = absence;
  if (term1 === null || term2 === null || yearbook.programme === 'TT27') return [];
  const count = term1.withLeave + term1.withoutLeave + term2.withLeave + term2.withoutLeave;
  const input = secondaryCaseOf(learner, yearbook);
  if (count <= promotionLimit || input === undefined) return [];
  const rules = secondaryRulesOf(yearbook.programme);
  if (assessSecondary({ ...input, absences: 0 }, rules, defaultReading).promoted !== true)
    return [];
  const at = { ...of(learner), field: 'absence' };
  return [found('absence-over-limit', at, { count, limit: promotionLimit })];
}
