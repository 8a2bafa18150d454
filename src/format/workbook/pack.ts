import type {
  Assignment,
  LearnerYear,
  StaffMember,
  Yearbook,
} from '../../domain/school/yearbook.ts';
import { type CommentIndex, newCommentIndex } from './pack-comments.ts';
import { packPrimary } from './pack-primary.ts';
import { packSecondary } from './pack-secondary.ts';
import type { LearnerResult, YearResults } from './results.ts';
import { curriculumOf } from './subjects.ts';

/** A value of JSON. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

export type JsonObject = { readonly [key: string]: Json };

const minCounts = { TT22: 6, TT43: 5, TT27: null } as const;

/** Writes a yearbook with its results in the form `packs/1`: defaults left out, comments as indexes. */
export function packOf(yearbook: Yearbook, results: YearResults): JsonObject {
  const comments = newCommentIndex();
  const pupils = yearbook.learners.map((learner) =>
    packLearner(learner, results.get(learner.number), comments),
  );
  return {
    schema: 'packs/1',
    programme: yearbook.programme,
    level: yearbook.level,
    schoolYear: orNull(yearbook.year),
    minCount: minCounts[yearbook.programme],
    policy: packPolicy(yearbook),
    school: packSchool(yearbook),
    subjects: packSubjects(yearbook),
    staff: yearbook.staff.map(packStaff),
    classes: packClasses(yearbook),
    assignments: yearbook.assignments.map(packAssignment),
    pupils,
    comments: comments.texts,
  };
}

const orNull = (text: string): string | null => (text === '' ? null : text);

const packPolicy = ({ level }: Yearbook): JsonObject =>
  level.endsWith('THPT')
    ? { sixthSubject: 'strict', chuyenDe: 'on-top' }
    : { sixthSubject: 'strict' };

const packSchool = ({ school }: Yearbook): JsonObject => ({
  code: orNull(school.code),
  name: orNull(school.name),
  departmentCode: orNull(school.departmentCode),
  departmentName: orNull(school.departmentName),
  province: orNull(school.provinceCode),
  commune: orNull(school.communeCode),
  headTitle: orNull(school.headTitle),
  head: school.head,
});

function packSubjects({ level }: Yearbook): JsonObject[] {
  return curriculumOf[level]
    .filter((subject) => subject.grades.length > 0)
    .map(({ code, name, kind, periods, grades, testGrades }) =>
      level === 'TH'
        ? { code, name, grades, testGrades }
        : { code, name, kind, periods: packPeriods(periods) },
    );
}

/** One number where all grades have the same; else one for each grade. */
function packPeriods(periods: ReadonlyMap<number, number>): Json {
  const [first, ...others] = new Set(periods.values());
  return first !== undefined && others.length === 0 ? first : Object.fromEntries(periods);
}

const packStaff = (member: StaffMember): JsonObject => ({
  id: member.id,
  code: member.code,
  name: member.name,
  sex: member.sex,
  birthDate: member.birthDate,
  personalId: member.personalId,
  ethnic: member.ethnicCode,
  status: member.status,
  group: member.group,
  position: member.position,
  subjects: member.subjects,
  email: member.email,
  contract: member.contract,
  degree: member.degree,
});

const packClasses = ({ classes, level }: Yearbook): JsonObject[] =>
  classes.map(({ name, grade, homeroom, subjects, chosen, specialTopics }) => ({
    name,
    grade,
    homeroom,
    subjects,
    ...(level.endsWith('THPT') ? { chosen, chuyenDe: specialTopics } : {}),
  }));

const packAssignment = (entry: Assignment): JsonObject => ({
  class: entry.className,
  subject: entry.subject,
  teacher: entry.teacher,
  terms: entry.terms,
  ...(entry.part === null ? {} : { part: entry.part }),
  ...(entry.note === null || entry.note === undefined ? {} : { note: entry.note }),
});

function packLearner(
  learner: LearnerYear,
  result: LearnerResult | undefined,
  comments: CommentIndex,
): JsonObject {
  const person = packPerson(learner);
  const secondary = result?.kind === 'secondary' ? result : undefined;
  const primary = result?.kind === 'primary' ? result.result : undefined;
  return learner.results.kind === 'secondary'
    ? { ...person, ...packSecondary(learner, learner.results, secondary, comments) }
    : { ...person, ...packPrimary(learner, learner.results, primary, comments) };
}

/** Leaves out what is null: the default of these fields. */
function present(fields: { readonly [key: string]: Json | undefined }): JsonObject {
  const kept: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(fields)) {
    if (value !== null && value !== undefined) kept[key] = value;
  }
  return kept;
}

function packPerson(learner: LearnerYear): JsonObject {
  const { present: terms, transfer, permanentAddress } = learner;
  return {
    code: learner.number,
    personalId: learner.personalId,
    name: learner.name,
    sex: learner.sex,
    birthDate: learner.birthDate,
    ethnic: learner.ethnicCode,
    nationality: learner.nationality,
    class: learner.className,
    grade: learner.grade,
    order: learner.order,
    status: learner.status,
    permanent: packAddress(permanentAddress),
    current: learner.currentAddress,
    birthPlace: learner.birthPlace,
    homeTown: learner.homeTown,
    father: packRelative(learner.father),
    mother: packRelative(learner.mother),
    registerNo: learner.registerNumber,
    ...present({
      formerCodes: learner.formerNumbers.length === 0 ? null : learner.formerNumbers,
      passport: learner.passport,
      disability: learner.disability,
      notAssessed: learner.notAssessed ? true : null,
      statusDate: learner.statusDate,
      policy: learner.policyBeneficiary,
      guardian: packRelative(learner.guardian),
      competition: learner.competition,
      certificate: learner.certificate,
      present: terms.term1 && terms.term2 ? null : { ...terms },
      transfer: transfer === null ? null : present({ ...transfer }),
    }),
  };
}

function packAddress(address: LearnerYear['permanentAddress']): Json {
  if (address === null) return null;
  const { province, commune, detail, text } = address;
  return text === null ? { province, commune, detail } : { province, commune, detail, text };
}

const packRelative = (relative: LearnerYear['father']): Json =>
  relative === null ? null : { name: relative.name, job: relative.job };
