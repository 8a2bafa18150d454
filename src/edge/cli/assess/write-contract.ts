import type {
  AssessmentFlag,
  PrimaryFlag,
  PrimaryObstacle,
  PrimaryResult,
  SecondaryResult,
  StudyOutcome,
  SubjectAverages,
} from '../../../domain/assessment/outcome.ts';
import type { CaseId } from './parse-case.ts';

/** Writes a result under Circular 22/2021 or 43/2021 with every key of the contract. */
export const writeSecondary = (id: CaseId, result: SecondaryResult) => ({
  id,
  subjectAverages: Object.fromEntries(result.subjects.map((s) => [s.code, averages(s)])),
  study: {
    term1: study(result.study.term1),
    term2: study(result.study.term2),
    year: study(result.study.year),
    afterReassess: result.study.afterReassess?.level ?? null,
  },
  conduct: result.conduct,
  reassess: result.reassess,
  summerConduct: result.summerConduct,
  promoted: result.promoted,
  pending: result.pending,
  reasons: result.reasons,
  award: result.award,
  flags: result.flags.map(secondaryFlag),
});

/** The contract knows no exempt year of a subject that has a term: where there is no year result, null. */
function averages({ term1, term2, year }: SubjectAverages) {
  const exempt = term1 === 'M' && term2 === 'M';
  return { term1, term2, year: year === 'M' && !exempt ? null : year };
}

const study = ({ base, level, adjustedBy }: StudyOutcome) => ({ base, level, adjustedBy });

/** A flag as the contract spells it: `missing:TOAN.term1`. */
export function secondaryFlag(flag: AssessmentFlag): string {
  switch (flag.code) {
    case 'missing':
    case 'incomplete':
    case 'too-many-tx':
      return `${flag.code}:${flag.subject}.term${flag.term}`;
    case 'partial-exempt':
      return `partial-exempt:${flag.subject}`;
    case 'fewer-mark-subjects':
      return `fewer-than-${flag.needed}-mark-subjects`;
    case 'both-failed':
    case 'not-assessed':
      return flag.code;
  }
}

/** Writes a result under Circular 27/2020 with every key of the contract. */
export const writePrimary = (id: CaseId, result: PrimaryResult) => ({
  id,
  result: result.result,
  completed: result.completed,
  programmeCompleted: result.programmeCompleted,
  award: result.award,
  blocking: result.blocking.map(obstacle),
  supplement: result.supplement,
  completedAfter: result.completedAfter,
  promoted: result.promoted,
  reasons: result.reasons,
  flags: result.flags.map(primaryFlag),
});

function obstacle(blocking: PrimaryObstacle): string {
  switch (blocking.code) {
    case 'subject':
      return blocking.subject;
    case 'quality':
      return blocking.name;
    case 'test':
      return `test:${blocking.subject}`;
  }
}

const primaryFlag = (flag: PrimaryFlag): string =>
  flag.code === 'not-assessed' ? flag.code : `${flag.code}:${flag.of}`;
