import type { Term } from '../time/school-year.ts';
import type {
  CommentSubjectCase,
  ReadingPolicy,
  ScoreSubjectCase,
  SecondarySubjectCase,
} from './case.ts';
import type { CommentLevel } from './level.ts';
import type { AssessmentFlag, SubjectAverages } from './outcome.ts';
import type { Score } from './score.ts';
import { type TermGap, termAverage, termLevel } from './term-average.ts';
import { yearComment, yearScore } from './year-average.ts';

/** Both terms and the year of one subject (art. 9.1); what is missing goes into `flags`. */
export function subjectAverages(
  subject: SecondarySubjectCase,
  policy: ReadingPolicy,
  flags: AssessmentFlag[],
): SubjectAverages {
  const averages =
    subject.kind === 'score'
      ? scoreAverages(subject, policy, flags)
      : commentAverages(subject, policy, flags);
  if (subject.exempt === 'term1' || subject.exempt === 'term2') {
    flags.push({ code: 'partial-exempt', subject: subject.code });
  }
  return averages;
}

const exemptIn = ({ exempt }: SecondarySubjectCase, term: Term): boolean =>
  exempt === 'year' || (exempt === 'term1' && term === 1) || (exempt === 'term2' && term === 2);

function scoreAverages(
  subject: ScoreSubjectCase,
  policy: ReadingPolicy,
  flags: AssessmentFlag[],
): SubjectAverages {
  const first = exemptIn(subject, 1) ? null : score(subject, 1, policy, flags);
  const second = exemptIn(subject, 2) ? null : score(subject, 2, policy, flags);
  return {
    kind: 'score',
    code: subject.code,
    term1: exemptIn(subject, 1) ? 'M' : first,
    term2: exemptIn(subject, 2) ? 'M' : second,
    year: yearScore(subject, { first, second }, policy),
  };
}

function score(
  subject: ScoreSubjectCase,
  term: Term,
  policy: ReadingPolicy,
  flags: AssessmentFlag[],
): Score | null {
  const average = termAverage(term === 1 ? subject.term1 : subject.term2, subject, policy);
  if (typeof average === 'number') return average;
  flags.push({ code: average, subject: subject.code, term });
  return null;
}

function commentAverages(
  subject: CommentSubjectCase,
  policy: ReadingPolicy,
  flags: AssessmentFlag[],
): SubjectAverages {
  const first = exemptIn(subject, 1) ? null : level(subject, 1, flags);
  const second = exemptIn(subject, 2) ? null : level(subject, 2, flags);
  return {
    kind: 'comment',
    code: subject.code,
    term1: exemptIn(subject, 1) ? 'M' : first,
    term2: exemptIn(subject, 2) ? 'M' : second,
    year: yearComment(subject, { first, second }, policy),
  };
}

function level(
  subject: CommentSubjectCase,
  term: Term,
  flags: AssessmentFlag[],
): CommentLevel | null {
  const known = termLevel(term === 1 ? subject.term1 : subject.term2);
  if (!isGap(known)) return known;
  flags.push({ code: known, subject: subject.code, term });
  return null;
}

const isGap = (value: CommentLevel | TermGap): value is TermGap => value !== 'D' && value !== 'CD';
