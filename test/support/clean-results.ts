import { type Score, scoreOfTenths } from '../../src/domain/assessment/score.ts';
import { regularRequired } from '../../src/domain/assessment/term-average.ts';
import { curricula } from '../../src/domain/catalogue/subjects.ts';
import type {
  ClassGroup,
  EducationLevel,
  LearnerYear,
  PrimaryYear,
  SecondarySubjectYear,
  SecondaryYear,
  SubjectCode,
} from '../../src/domain/school/yearbook.ts';
import { must, type Random } from './random.ts';

const mark = (random: Random): Score => must(scoreOfTenths(50 + random.below(51)));

/** Results in which nothing is missing. */
export function secondaryYear(
  level: EducationLevel,
  group: ClassGroup,
  learner: Pick<LearnerYear, 'present' | 'notAssessed'>,
  random: Random,
): SecondaryYear {
  const absence = (here: boolean) =>
    here ? { withLeave: random.below(15), withoutLeave: random.below(8) } : null;
  const { term1, term2 } = learner.present;
  return {
    kind: 'secondary',
    subjects: group.subjects.map((code) => subjectYear(level, group.grade, code, learner, random)),
    conduct: { term1: term1 || term2 ? 'T' : null, term2: term2 ? 'K' : null, afterSummer: null },
    absence: { term1: absence(term1 || term2), term2: absence(term2) },
    summerComment: null,
  };
}

function subjectYear(
  level: EducationLevel,
  grade: number,
  code: SubjectCode,
  { present, notAssessed }: Pick<LearnerYear, 'present' | 'notAssessed'>,
  random: Random,
): SecondarySubjectYear {
  const entry = must(curricula[level].find((one) => one.code === code));
  const exempt = random.chance(0.04) ? ('year' as const) : ('none' as const);
  const moved = !present.term1 && present.term2;
  const none = notAssessed || exempt === 'year';
  const comment = random.chance(0.5) ? 'Học tốt.' : 'Cần luyện thêm.';
  if (entry.kind === 'comment') {
    const term = {
      regular: ['D', 'D'] as const,
      midterm: 'D' as const,
      final: 'D' as const,
      transferredLevel: null,
      comment,
    };
    const before = { ...term, regular: [], midterm: null, final: null, comment: null };
    const term1 = moved ? { ...before, transferredLevel: 'D' as const } : term;
    const first = none || !(present.term1 || moved) ? null : term1;
    const term2 = none || !present.term2 ? null : term;
    return { kind: 'comment', code, exempt, term1: first, term2, reassessed: null };
  }
  const count = regularRequired(entry.periods.get(grade) ?? 35);
  const term = () => ({
    regular: Array.from({ length: count }, () => mark(random)),
    midterm: mark(random),
    final: mark(random),
    transferredAverage: null,
    specialTopicIndex: null,
    comment,
  });
  const before = {
    regular: [],
    midterm: null,
    final: null,
    specialTopicIndex: null,
    comment: null,
  };
  const term1 = moved ? { ...before, transferredAverage: mark(random) } : term();
  const first = none || !(present.term1 || moved) ? null : term1;
  const term2 = none || !present.term2 ? null : term();
  return { kind: 'score', code, exempt, term1: first, term2, reassessed: null };
}

/** Levels, tests and comments of a primary learner. */
export function primaryYear(
  group: ClassGroup,
  { present, notAssessed }: { readonly present: boolean; readonly notAssessed: boolean },
  random: Random,
): PrimaryYear {
  const given = present && !notAssessed;
  const text = given ? 'Hoàn thành tốt.' : null;
  const level = given ? ('T' as const) : null;
  return {
    kind: 'primary',
    subjects: group.subjects.map((code) => {
      const tested = curricula.TH.find((one) => one.code === code)?.testGrades.includes(
        group.grade,
      );
      const test = tested ? (given ? 1 + random.below(10) : null) : undefined;
      return { code, exempt: false, level, test, comment: text };
    }),
    qualities: new Map([['yeuNuoc', level]]),
    competences: new Map([['tuChu', level]]),
    comments: { qualities: text, general: text, special: text },
    heightCm: null,
    weightKg: null,
    absence: { withLeave: random.below(30), withoutLeave: 0 },
    supplement: new Map(),
    decision: null,
    suddenAward: null,
  };
}
