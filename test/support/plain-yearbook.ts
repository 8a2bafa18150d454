import assert from 'node:assert/strict';
import type {
  EducationLevel,
  LearnerYear,
  PrimaryYear,
  SecondarySubjectYear,
  SecondaryYear,
  Yearbook,
} from '../../src/domain/school/yearbook.ts';
import { cleanYearbook } from './clean-yearbook.ts';

/** A clean yearbook whose first learner has nothing rare: studies all year, is assessed, is exempt from nothing. */
export function plainYearbook(level: EducationLevel): Yearbook {
  for (let seed = 1; seed < 5000; seed++) {
    const yearbook = cleanYearbook(level, seed, { classes: 2, learners: 2 });
    const [first] = yearbook.learners;
    if (first !== undefined && isPlain(first)) return yearbook;
  }
  assert.fail('no plain learner in 5000 seeds');
}

const isPlain = ({ status, nationality, notAssessed, birthDate, results }: LearnerYear): boolean =>
  status === 'Đang học' &&
  nationality === 'VN' &&
  !notAssessed &&
  birthDate?.length === 10 &&
  (results.kind === 'primary' || results.subjects.every(({ exempt }) => exempt === 'none'));

export type Edit = (yearbook: Yearbook) => Yearbook;

/** Changes the first learner. */
export const learner =
  (change: Partial<LearnerYear> | ((learner: LearnerYear) => Partial<LearnerYear>)): Edit =>
  (yearbook) => ({
    ...yearbook,
    learners: yearbook.learners.map((one, index) =>
      index === 0 ? { ...one, ...(typeof change === 'function' ? change(one) : change) } : one,
    ),
  });

/** Changes the results of the first learner, of grades 6 to 12. */
export const secondary = (change: (year: SecondaryYear) => Partial<SecondaryYear>): Edit =>
  learner(({ results }) => {
    assert.ok(results.kind === 'secondary');
    return { results: { ...results, ...change(results) } };
  });

type ScoreSubject = Extract<SecondarySubjectYear, { kind: 'score' }>;

/** Changes the first learner's marks in Toán. */
export const maths = (change: (subject: ScoreSubject) => Partial<ScoreSubject>): Edit =>
  secondary(({ subjects }) => ({
    subjects: subjects.map((subject) =>
      subject.code === 'TOAN' && subject.kind === 'score'
        ? { ...subject, ...change(subject) }
        : subject,
    ),
  }));

/** Changes term 2 of Toán. */
export const mathsTerm = (
  change: (term: NonNullable<ScoreSubject['term2']>) => Partial<NonNullable<ScoreSubject['term2']>>,
): Edit =>
  maths(({ term2 }) => {
    assert.ok(term2 !== null);
    return { term2: { ...term2, ...change(term2) } };
  });

/** Changes the results of the first learner, of grades 1 to 5. */
export const primary = (change: (year: PrimaryYear) => Partial<PrimaryYear>): Edit =>
  learner(({ results }) => {
    assert.ok(results.kind === 'primary');
    return { results: { ...results, ...change(results) } };
  });

/** Changes the first learner's Toán at primary level. */
export const primaryMaths = (change: Partial<PrimaryYear['subjects'][number]>): Edit =>
  primary(({ subjects }) => ({
    subjects: subjects.map((one) => (one.code === 'TOAN' ? { ...one, ...change } : one)),
  }));
