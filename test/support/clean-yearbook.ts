import { allCommunes } from '../../src/domain/catalogue/communes.ts';
import { educationLevels } from '../../src/domain/catalogue/education-levels.ts';
import { learnerStatuses } from '../../src/domain/catalogue/learner-statuses.ts';
import { provinceAsOf, provinces } from '../../src/domain/catalogue/provinces.ts';
import { curricula, subjectsAsOf } from '../../src/domain/catalogue/subjects.ts';
import {
  type LearnerNumber,
  type PersonalId,
  parseLearnerNumber,
  parsePersonalId,
} from '../../src/domain/person/identity.ts';
import type {
  ClassGroup,
  EducationLevel,
  LearnerYear,
  SchoolCode,
  StaffId,
  StaffMember,
  Yearbook,
} from '../../src/domain/school/yearbook.ts';
import { parseCivilDate } from '../../src/domain/time/civil-date.ts';
import { parseSchoolYear } from '../../src/domain/time/school-year.ts';
import { primaryYear, secondaryYear } from './clean-results.ts';
import { must, type Random, randomOf } from './random.ts';

const surnames = ['Nguyễn', 'Trần', 'Lê', 'Đặng', 'Hoàng', 'Ỷ', 'Vừ', 'Quách'];
const middles = ['Văn', 'Thị', 'Ngọc', 'Đức', 'Hữu', 'A', 'Khánh'];
const givens = ['An', 'Bích', 'Đạt', 'Hòa', 'Kiên', 'Thuỷ', 'Tuệ', 'Ước', 'Ý', 'Vỹ'];
const nameOf = (random: Random): string =>
  `${random.pick(surnames)} ${random.pick(middles)} ${random.pick(givens)}`;

const communes = [...allCommunes()];
const firstOfTerm = must(parseCivilDate('2025-09-01'));
const programmes = { TH: 'TT27', THCS: 'TT22', THPT: 'TT22' } as const;

/** A school's year in which nothing is missing, wrong or doubtful; lawful rarities included. */
export function cleanYearbook(
  level: EducationLevel,
  seed: number,
  sizes: { readonly classes: number; readonly learners: number } = { classes: 2, learners: 6 },
): Yearbook {
  const random = randomOf(seed);
  const staff = Array.from({ length: 8 }, (_, index) => staffMember(index, random));
  const classes = Array.from({ length: sizes.classes }, (_, index) =>
    classGroup(level, index, random),
  );
  const learners = classes.flatMap((group, place) =>
    Array.from({ length: sizes.learners }, (_, order) =>
      learnerYear(level, group, place * sizes.learners + order, order + 1, random),
    ),
  );
  return {
    year: must(parseSchoolYear('2025-2026')),
    programme: level === 'TH' || level === 'THCS' || level === 'THPT' ? programmes[level] : 'TT43',
    level,
    school: {
      code: '9911065001' as SchoolCode,
      name: 'Trường Mẫu',
      departmentCode: '99',
      departmentName: 'Sở Mẫu',
      provinceCode: '31',
      communeCode: '11065',
      headTitle: 'Hiệu trưởng',
      head: staffId(0),
    },
    subjects: curricula[level].filter(({ grades }) => grades.length > 0),
    staff,
    classes,
    assignments: classes.flatMap(({ name, subjects }) =>
      subjects.map((subject, index) => ({
        className: name,
        subject,
        teacher: staffId(2 + (index % 6)),
        terms: [1, 2] as const,
        part: null,
      })),
    ),
    learners,
  };
}

const staffId = (index: number): StaffId => `GV0${index}` as StaffId;

const staffMember = (index: number, random: Random): StaffMember => ({
  id: staffId(index),
  code: `99000000${index}`,
  name: nameOf(random),
  sex: 'F',
  birthDate: '1980-05-01',
  personalId: parsePersonalId(`09918000000${index}`) ?? null,
  ethnicCode: '01',
  status: 'Đang làm việc',
  group: index === 0 ? 'Hiệu trưởng' : 'Giáo viên',
  position: index === 1 ? 'Văn thư' : null,
  subjects: [],
  email: null,
  contract: null,
  degree: null,
});

function classGroup(level: EducationLevel, index: number, random: Random): ClassGroup {
  const grade = random.pick(educationLevels[level].grades);
  const subjects = subjectsAsOf(level, grade, firstOfTerm).map(({ code }) => code);
  const name = `${grade}${'ABCDEFGH'[index]}`;
  return { name, grade, homeroom: staffId(2 + index), subjects, chosen: [], specialTopics: [] };
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

function learnerYear(
  level: EducationLevel,
  group: ClassGroup,
  serial: number,
  order: number,
  random: Random,
): LearnerYear {
  const { grade } = group;
  const sex = random.chance(0.5) ? 'M' : 'F';
  const year = 2025 - (grade + 5) - random.below(4);
  const date = `${year}-${twoDigits(1 + random.below(12))}-${twoDigits(1 + random.below(28))}`;
  const foreign = random.chance(0.1);
  const status = random.pick(learnerStatuses);
  const arrived = level === 'TH' && status.moved === 'in';
  const present = { term1: arrived || status.term1, term2: status.term2 };
  const commune = random.pick(communes);
  const address = `Số 1, ${commune.name}`;
  const prefix = random.chance(0.5) ? '099' : `0${random.pick(provinces).code}`;
  const century = (year < 2000 ? 0 : 2) + (sex === 'M' ? 0 : 1);
  const digits = `${prefix}${century}${twoDigits(year % 100)}${String(serial).padStart(6, '0')}`;
  const notAssessed = random.chance(0.08);
  return {
    number: must(
      parseLearnerNumber(`99${String(serial).padStart(8, '0')}`),
    ) satisfies LearnerNumber,
    formerNumbers: [],
    personalId: foreign ? null : (must(parsePersonalId(digits)) satisfies PersonalId),
    passport: foreign ? `M${serial}` : null,
    // Two namesakes are lawful; two of one birth date are not clean.
    name: `${nameOf(random)} ${'ABCDEGHIKLMNOPQRSTUVXY'[serial % 22]}`,
    sex,
    birthDate: random.chance(0.1) ? String(year) : date,
    ethnicCode: foreign ? '55' : twoDigits(1 + random.below(54)),
    nationality: foreign ? 'KR' : 'VN',
    className: group.name,
    grade,
    order,
    status: status.name,
    statusDate: status.moved === null ? null : '2026-01-12',
    present,
    transfer: null,
    disability: notAssessed ? 'Khuyết tật trí tuệ' : null,
    notAssessed,
    policyBeneficiary: null,
    permanentAddress: {
      province: commune.provinceCode,
      commune: commune.code,
      detail: 'Số 1',
      text: null,
    },
    currentAddress: address,
    birthPlace: `Huyện Mẫu, ${provinceAsOf('02', must(parseCivilDate('2020-01-01')))?.name}`,
    homeTown: address,
    father: random.chance(0.5) ? { name: nameOf(random), job: 'Nông dân' } : null,
    mother: { name: nameOf(random), job: null },
    guardian: null,
    registerNumber: `000${serial}/2025`,
    homeroomComment: 'Em chăm ngoan, tiến bộ đều.',
    competition: null,
    certificate: null,
    results:
      level === 'TH'
        ? primaryYear(group, { present: present.term2, notAssessed }, random)
        : secondaryYear(level, group, { present, notAssessed }, random),
  };
}
