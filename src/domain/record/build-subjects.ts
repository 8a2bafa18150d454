import type { AssessmentFlag, SecondaryResult, SubjectAverages } from '../assessment/outcome.ts';
import type {
  ClassGroup,
  LearnerYear,
  SecondarySubjectYear,
  Yearbook,
} from '../school/yearbook.ts';
import type { BuildRefusal, BuildWarning } from './build-refusal.ts';
import type { PeriodResult, SpecialTopicMarks, SubjectResult } from './content.ts';
import { oneLine } from './one-line.ts';
import { subjectTeachers } from './signatories.ts';
import { rowPlace } from './wording.ts';

/** Where the builder's parts put what they find. */
export interface Findings {
  readonly refusals: BuildRefusal[];
  readonly warnings: BuildWarning[];
}

/** All rows of BANG_DIEM, in the form's order. */
export function buildSubjects(
  learner: LearnerYear,
  group: ClassGroup,
  yearbook: Yearbook,
  assessed: SecondaryResult,
  findings: Findings,
): readonly SubjectResult[] {
  const { results } = learner;
  if (results.kind !== 'secondary') return [];
  const rows: SubjectResult[] = [];
  for (const subject of results.subjects) {
    const averages = assessed.subjects.find(({ code }) => code === subject.code);
    const name = yearbook.subjects.find(({ code }) => code === subject.code)?.name;
    if (averages === undefined || name === undefined) {
      findings.refusals.push({ code: 'subject-unknown', subject: subject.code });
      continue;
    }
    if (!learner.notAssessed) checkComplete(averages, assessed.flags, findings);
    const teachers = subjectTeachers(yearbook, group, subject);
    if (!teachers.ok) {
      findings.refusals.push(...teachers.refusal);
      continue;
    }
    const comment = commentOf(subject);
    if (comment === null && !learner.notAssessed && subject.exempt !== 'year') {
      findings.warnings.push({ code: 'subject-comment-missing', subject: subject.code });
    }
    const specialTopic = specialTopicOf(subject);
    const row = { subject: subject.code, name, comment, specialTopic, teachers: teachers.value };
    rows.push({ ...row, results: periodResults(subject, averages) });
  }
  return rows.sort(
    (a, b) => rowPlace(learner.grade, a.subject) - rowPlace(learner.grade, b.subject),
  );
}

/** Nhận xét của cả năm: the second term's, else the first's. */
const commentOf = ({ term1, term2 }: SecondarySubjectYear): string | null =>
  oneLine(term2?.comment ?? null) ?? oneLine(term1?.comment ?? null);

/** The marks of the special topic that stand among the regular ones; a term without one has none. */
function specialTopicOf(subject: SecondarySubjectYear): SpecialTopicMarks | null {
  if (subject.kind !== 'score') return null;
  const [term1 = null, term2 = null] = [subject.term1, subject.term2].map((term) =>
    term === null || term.specialTopicIndex === null
      ? null
      : (term.regular[term.specialTopicIndex] ?? null),
  );
  return term1 === null && term2 === null ? null : { term1, term2 };
}

/** A year without a result says why by the assessment's flags; one refusal for each flag, or one for the year. */
function checkComplete(
  averages: SubjectAverages,
  flags: readonly AssessmentFlag[],
  { refusals }: Findings,
): void {
  if (averages.year !== null) return;
  const { code: subject } = averages;
  let named = false;
  for (const flag of flags) {
    if (flag.code !== 'missing' && flag.code !== 'incomplete' && flag.code !== 'too-many-tx') {
      continue;
    }
    if (flag.subject !== subject) continue;
    named = true;
    refusals.push({ code: 'result-missing', subject, term: flag.term, why: flag.code });
  }
  if (!named) refusals.push({ code: 'result-missing', subject, term: 'year', why: 'missing' });
}

const exemptOr = <T>(value: T | 'M' | null): PeriodResult<T> => (value === 'M' ? 'exempt' : value);

/** Kinds agree by construction: the averages were computed from this very subject. */
function periodResults(
  subject: SecondarySubjectYear,
  averages: SubjectAverages,
): SubjectResult['results'] {
  if (averages.kind === 'score') {
    return {
      kind: 'score',
      term1: exemptOr(averages.term1),
      term2: exemptOr(averages.term2),
      year: exemptOr(averages.year),
      reassessed: subject.kind === 'score' ? subject.reassessed : null,
    };
  }
  return {
    kind: 'comment',
    term1: exemptOr(averages.term1),
    term2: exemptOr(averages.term2),
    year: exemptOr(averages.year),
    reassessed: subject.kind === 'comment' ? subject.reassessed : null,
  };
}
