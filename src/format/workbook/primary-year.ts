import type {
  ClassGroup,
  EducationLevel,
  LearnerYear,
  PrimaryYear,
  SubjectCode,
} from '../../domain/school/yearbook.ts';
import type { LearnerDraft, Placed } from './draft.ts';
import { fold } from './fold.ts';
import { competenceNames, qualityNames } from './layouts-primary.ts';
import { isNotAssessed } from './learner-year.ts';
import { curriculumOf } from './subjects.ts';

/** Năng lực đặc thù that only some grades have: Công nghệ and Tin học from grade 3. */
const lateCompetences = new Set(['congNghe', 'tinHoc']);

/** The competences that are assessed in a grade, by our names. */
export const competencesOf = (grade: number): string[] =>
  Object.keys(competenceNames).filter((name) => grade >= 3 || !lateCompetences.has(name));

/** «Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện» (Circular 27/2020, art. 13). */
export const isOutstanding = (award: string | null): boolean =>
  fold(award ?? '').startsWith('hoc sinh tieu bieu');

/** One primary learner's year as the school wrote it. */
export function primaryLearner(
  learner: LearnerDraft,
  group: ClassGroup,
  level: EducationLevel,
): LearnerYear {
  const comments = learner.primaryComments;
  const results: PrimaryYear = {
    kind: 'primary',
    subjects: group.subjects.map((code) => subjectYear(learner, code, level)),
    qualities: levels(Object.keys(qualityNames), learner.primary?.qualities),
    competences: levels(competencesOf(learner.facts.grade), learner.primary?.competences),
    comments: {
      qualities: comments?.qualities.value ?? null,
      general: comments?.general.value ?? null,
      special: comments?.special.value ?? null,
    },
    heightCm: comments?.heightCm ?? null,
    weightKg: comments?.weightKg ?? null,
    absence: comments?.absence ?? null,
    supplement: learner.supplement,
    decision: learner.decision,
    suddenAward: comments?.suddenAward ?? null,
    recognised: isOutstanding(comments?.award.value ?? null),
  };
  return {
    ...learner.facts,
    formerNumbers: [...learner.formerNumbers],
    notAssessed: isNotAssessed(learner),
    homeroomComment: comments?.homeroom.value ?? null,
    competition: null,
    certificate: null,
    results,
  };
}

const levels = <T>(
  names: readonly string[],
  placed: ReadonlyMap<string, Placed<T>> | undefined,
): Map<string, T | null> => new Map(names.map((name) => [name, placed?.get(name)?.value ?? null]));

function subjectYear(
  learner: LearnerDraft,
  code: SubjectCode,
  level: EducationLevel,
): PrimaryYear['subjects'][number] {
  const row = learner.primary?.subjects.get(code);
  const exempt = row?.level.value === 'M';
  const subject = curriculumOf[level].find((s) => s.code === code);
  const tested = subject?.testGrades.includes(learner.facts.grade) ?? false;
  const value = row?.level.value ?? null;
  return {
    code,
    exempt,
    level: value === 'M' ? null : value,
    test: tested ? (row?.test?.value ?? null) : undefined,
    comment: learner.primaryComments?.subjects.get(code)?.value ?? null,
  };
}
