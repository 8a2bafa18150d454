import type { ReadingPolicy, SecondarySubjectCase } from '../assessment/case.ts';
import { secondaryCaseOf } from '../assessment/from-yearbook.ts';
import { commentsRequired } from '../assessment/term-average.ts';
import type {
  LearnerYear,
  ScoreTerm,
  SecondarySubjectYear,
  SecondaryYear,
} from '../school/yearbook.ts';
import type { Term } from '../time/school-year.ts';
import { type CheckContext, of, termsNeeded } from './context.ts';
import { type CheckFinding, type CheckPlace, found } from './finding.ts';

/** One subject of one learner in one term. */
interface TermMarks {
  readonly learner: LearnerYear;
  readonly subject: SecondarySubjectYear;
  readonly term: Term;
  readonly at: Partial<CheckPlace>;
  /** Số ĐĐGtx by the periods, with the special topic's; null where the yearbook does not say. */
  readonly required: number | null;
}

/** Marks of grades 6 to 12 (Circular 22/2021, arts. 6, 7): the scale, the number of marks, the tests, miễn. */
export function checkMarks(
  learner: LearnerYear,
  { yearbook }: CheckContext,
): readonly CheckFinding[] {
  const { results } = learner;
  if (results.kind !== 'secondary') return [];
  const cases = secondaryCaseOf(learner, yearbook)?.subjects ?? [];
  const findings = scaleFindings(learner, results);
  for (const subject of results.subjects) {
    const required = requiredBy(cases.find(({ code }) => code === subject.code));
    findings.push(...exemptFindings(learner, subject));
    if (learner.notAssessed) continue;
    for (const term of termsNeeded(learner)) {
      const at = { ...of(learner), subject: subject.code, term };
      findings.push(...termFindings({ learner, subject, term, at, required }));
    }
  }
  return findings;
}

/** The special topic's mark is counted on top, as `defaultReading` reads art. 6. */
const topicReading: ReadingPolicy['specialTopic'] = 'on-top';

function requiredBy(subject: SecondarySubjectCase | undefined): number | null {
  if (subject?.kind === 'comment') return commentsRequired;
  const required = subject?.regularRequired ?? null;
  if (required === null || subject?.kind !== 'score') return null;
  return required + (subject.specialTopic && topicReading === 'on-top' ? 1 : 0);
}

const covers = (exempt: SecondarySubjectYear['exempt'], term: Term): boolean =>
  exempt === 'year' || exempt === `term${term}`;

function exemptFindings(learner: LearnerYear, subject: SecondarySubjectYear): CheckFinding[] {
  return ([1, 2] as const)
    .filter((term) => covers(subject.exempt, term) && subject[`term${term}`] !== null)
    .map((term) => {
      const at = { ...of(learner), subject: subject.code, term, field: subject.code };
      return found('exempt-with-marks', at, {});
    });
}

function termFindings({ learner, subject, term, at, required }: TermMarks): CheckFinding[] {
  if (covers(subject.exempt, term)) return [];
  const marks = subject[`term${term}`];
  const whole = { ...at, field: subject.code };
  if (marks === null) {
    const elsewhere = !learner.present[`term${term}`];
    return [found(elsewhere ? 'transferred-result-missing' : 'results-missing', whole, {})];
  }
  const moved = 'transferredAverage' in marks ? marks.transferredAverage : marks.transferredLevel;
  if (moved !== null) return [];
  const findings: CheckFinding[] = [];
  if (marks.midterm === null) findings.push(found('test-missing', { ...at, field: 'gk' }, {}));
  if (marks.final === null) findings.push(found('test-missing', { ...at, field: 'ck' }, {}));
  const count = [...marks.regular].filter((mark) => mark !== null).length;
  if (required === null) return findings;
  const tx = { ...at, field: 'tx' };
  const facts = { count, limit: required };
  if (count < required) findings.push(found('regular-marks-few', tx, facts));
  if (count > required && subject.kind === 'score') {
    findings.push(found('regular-marks-many', tx, facts));
  }
  return findings;
}

/** A mark is a whole number of tenths from 0 to 100; a brand from a file or a database may hold something else. */
function scaleFindings(learner: LearnerYear, { subjects }: SecondaryYear): CheckFinding[] {
  const findings: CheckFinding[] = [];
  for (const subject of subjects) {
    if (subject.kind !== 'score') continue;
    const { code, reassessed } = subject;
    const check = (mark: number | null, term: Term | null, field: string) => {
      if (mark === null) return;
      const at = { ...of(learner), subject: code, term, field };
      const written = String(mark / 10);
      if (!(mark >= 0 && mark <= 100)) findings.push(found('mark-outside-scale', at, { written }));
      else if (!Number.isInteger(mark)) findings.push(found('mark-two-decimals', at, { written }));
    };
    for (const term of [1, 2] as const) {
      for (const [mark, field] of marksOf(subject[`term${term}`])) check(mark, term, field);
    }
    check(reassessed, null, 'after');
  }
  return findings;
}

const marksOf = (term: ScoreTerm | null): (readonly [number | null, string])[] =>
  term === null
    ? []
    : [
        ...term.regular.map((mark, index) => [mark, `tx${index}`] as const),
        [term.midterm, 'gk'],
        [term.final, 'ck'],
        [term.transferredAverage, 'avg'],
      ];
