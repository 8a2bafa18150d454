import assert from 'node:assert/strict';
import { type Score, scoreOfTenths } from '../../domain/assessment/score.ts';
import { regularRequired } from '../../domain/assessment/term-average.ts';
import { type LearnerNumber, parseLearnerNumber } from '../../domain/person/identity.ts';
import type {
  CommentTerm,
  LearnerYear,
  SchoolCode,
  ScoreTerm,
  SecondarySubjectYear,
  SecondaryYear,
  Subject,
  Yearbook,
} from '../../domain/school/yearbook.ts';
import { parseSchoolYear } from '../../domain/time/school-year.ts';
import { subjectsOf } from '../../format/workbook/subjects.ts';
import { seeded } from './seeded.ts';

/** Learners of grades 6 to 9 in the district of the requirement. */
export const districtSize = 37_677;

type Random = () => number;

/** A district's learners: marks around each one's own ability, few failures, exemptions and gaps. */
export function benchDistrict(seed: number, size: number = districtSize): Yearbook {
  const random = seeded(seed);
  const subjects = subjectsOf('THCS');
  const learners = Array.from({ length: size }, (_, index) => learnerOf(index, subjects, random));
  const year = parseSchoolYear('2025-2026');
  assert.ok(year !== undefined);
  return {
    year,
    programme: 'TT22',
    level: 'THCS',
    school: {
      code: '' as SchoolCode,
      name: '',
      departmentCode: '',
      departmentName: '',
      provinceCode: '',
      communeCode: '',
      headTitle: '',
      head: null,
    },
    subjects,
    staff: [],
    classes: [],
    assignments: [],
    learners,
  };
}

/** Roughly normal around `mean`, with standard deviation `spread`: the sum of four even numbers. */
const around = (mean: number, spread: number, random: Random): number =>
  mean + (random() + random() + random() + random() - 2) * 1.73 * spread;

/** A mark in tenths, as often a half or a whole one as teachers give them. */
function markOf(ability: number, random: Random): Score {
  const raw = Math.min(100, Math.max(10, around(ability, 9, random)));
  const step = random() < 0.5 ? 5 : 1;
  return scoreOfTenths(Math.round(raw / step) * step) ?? assert.fail();
}

function learnerOf(index: number, subjects: readonly Subject[], random: Random): LearnerYear {
  const grade = 6 + (index % 4);
  const number: LearnerNumber =
    parseLearnerNumber(`99${String(index).padStart(8, '0')}`) ?? assert.fail();
  const ability = around(73, 13, random);
  const conduct = random() < 0.9 ? 'T' : random() < 0.85 ? 'K' : random() < 0.8 ? 'D' : 'CD';
  const days = (): number => Math.floor(random() ** 4 * 30);
  const results: SecondaryYear = {
    kind: 'secondary',
    subjects: subjects.map((subject) => subjectYear(subject, { grade, ability }, random)),
    conduct: { term1: conduct, term2: conduct, afterSummer: null },
    absence: {
      term1: { withLeave: days(), withoutLeave: 0 },
      term2: { withLeave: days(), withoutLeave: 0 },
    },
    summerComment: null,
  };
  return { ...nobody, number, grade, className: `${grade}A`, order: index + 1, results };
}

function subjectYear(
  { code, kind, periods }: Subject,
  { grade, ability }: { readonly grade: number; readonly ability: number },
  random: Random,
): SecondarySubjectYear {
  const exempt = random() < 0.002 ? 'year' : 'none';
  if (kind === 'comment') {
    const met = random() < 0.995;
    const term: CommentTerm = {
      regular: ['D', met ? 'D' : 'CD'],
      midterm: 'D',
      final: 'D',
      transferredLevel: null,
      comment: null,
    };
    return { kind, code, exempt, term1: term, term2: term, reassessed: null };
  }
  const own = around(ability, 8, random);
  const count = regularRequired(periods.get(grade) ?? 35);
  const term = (): ScoreTerm => ({
    regular: Array.from({ length: count }, () => markOf(own + 3, random)),
    midterm: markOf(own, random),
    final: random() < 0.001 ? null : markOf(own - 2, random),
    transferredAverage: null,
    specialTopicIndex: null,
    comment: null,
  });
  return { kind, code, exempt, term1: term(), term2: term(), reassessed: null };
}

/** What assessment does not look at. */
const nobody: Omit<LearnerYear, 'number' | 'grade' | 'className' | 'order' | 'results'> = {
  formerNumbers: [],
  personalId: null,
  passport: null,
  name: 'Học sinh Mẫu',
  sex: null,
  birthDate: null,
  ethnicCode: null,
  nationality: 'VN',
  status: null,
  statusDate: null,
  present: { term1: true, term2: true },
  transfer: null,
  disability: null,
  notAssessed: false,
  policyBeneficiary: null,
  permanentAddress: null,
  currentAddress: null,
  birthPlace: null,
  homeTown: null,
  father: null,
  mother: null,
  guardian: null,
  registerNumber: null,
  homeroomComment: null,
  competition: null,
  certificate: null,
};
