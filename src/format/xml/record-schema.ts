import { choice } from './choice.ts';
import { extractedSchema } from './extracted-schema.ts';
import { id, element as n } from './names.ts';
import { primarySchema } from './primary-schema.ts';
import { attribute, group, leaf, many, one, optional, self } from './schema.ts';
import { templatedSeal, templatedSignature } from './signature-template.ts';
import { oneOf, patterned } from './simple-type.ts';
import { averageType, markType, type } from './types.ts';

const fixedId = (value: string) => attribute('Id', oneOf(`id-${value}`, [[value, value]]));

const person = (name: string) =>
  group(name, {
    name: one(leaf(n.name, type.name)),
    personalId: one(leaf(n.personalId, type.personalId)),
  });

const relative = (name: string) =>
  group(name, {
    name: one(leaf(n.name, type.name)),
    job: optional(leaf(n.job, type.short)),
  });

const placeCode = (name: string) =>
  group(name, {
    province: one(leaf(n.provinceCode, type.twoDigits)),
    commune: optional(leaf(n.communeCode, type.communeCode)),
  });

const schoolSchema = group(n.school, {
  code: one(leaf(n.schoolCode, type.schoolCode)),
  name: one(leaf(n.schoolName, type.name)),
  taxCode: one(leaf(n.taxCode, type.taxCode)),
  departmentCode: one(leaf(n.departmentCode, type.twoDigits)),
  departmentName: one(leaf(n.departmentName, type.name)),
  communeCode: one(leaf(n.communeCode, type.communeCode)),
  communeName: one(leaf(n.communeName, type.name)),
  provinceCode: one(leaf(n.provinceCode, type.twoDigits)),
  provinceName: one(leaf(n.provinceName, type.name)),
  levelCode: one(leaf(n.levelCode, type.twoDigits)),
});

const learnerSchema = group(n.learner, {
  number: one(leaf(n.learnerNumber, type.learnerNumber)),
  personalId: optional(leaf(n.personalId, type.personalId)),
  passport: optional(leaf(n.passport, type.passport)),
  name: one(leaf(n.name, type.name)),
  sex: optional(leaf(n.sex, type.sex)),
  birthDate: one(leaf(n.birthDate, type.birthDate)),
  birthPlace: one(leaf(n.birthPlace, type.place)),
  homeTown: one(leaf(n.homeTown, type.place)),
  currentAddress: one(leaf(n.currentAddress, type.place)),
  birthPlaceCode: optional(placeCode(n.birthPlaceCode)),
  homeTownCode: optional(placeCode(n.homeTownCode)),
  currentAddressCode: optional(placeCode(n.currentAddressCode)),
  ethnicCode: one(leaf(n.ethnic, type.twoDigits)),
  nationality: one(leaf(n.nationality, type.nationality)),
  policyBeneficiary: optional(leaf(n.policyBeneficiary, type.place)),
  notAssessed: one(leaf(n.notAssessed, type.flag)),
  registerNumber: optional(leaf(n.registerNumber, type.register)),
  father: optional(relative(n.father)),
  mother: optional(relative(n.mother)),
  guardian: optional(relative(n.guardian)),
});

const studyPeriodSchema = group(n.studyPeriod, {
  year: one(leaf(n.year, type.year)),
  className: one(leaf(n.className, type.className)),
  schoolName: one(leaf(n.schoolName, type.place)),
  provinceName: one(leaf(n.provinceName, type.name)),
  arrivedOn: optional(leaf(n.arrivedOn, type.date)),
});

/** One row of BANG_DIEM. It repeats code, learner and year, so that its signature can be carried nowhere else. */
export const subjectSchema = group(n.subject, {
  element: self,
  id: attribute('Id', patterned('subjectId', `${id.subject}[0-9A-Z]{1,10}`)),
  code: one(leaf(n.code, type.code)),
  learnerNumber: one(leaf(n.learnerNumber, type.learnerNumber)),
  schoolYear: one(leaf(n.year, type.year)),
  subject: one(leaf(n.subjectCode, type.subjectCode)),
  name: one(leaf(n.subjectName, type.name)),
  kind: one(leaf(n.subjectKind, type.subjectKind)),
  term1: optional(leaf(n.markTerm1, markType)),
  term2: optional(leaf(n.markTerm2, markType)),
  year: optional(leaf(n.markYear, markType)),
  reassessed: optional(leaf(n.markReassessed, markType)),
  comment: optional(leaf(n.subjectComment, type.text)),
  specialTopic: optional(
    group(n.specialTopic, {
      term1: optional(leaf(n.markTerm1, averageType)),
      term2: optional(leaf(n.markTerm2, averageType)),
    }),
  ),
  teachers: one(group(n.teachers, { teachers: many(person(n.teacher), 1, 6) })),
});

const resultSchema = group(n.result, {
  studyTerm1: optional(leaf(n.studyTerm1, type.studyLevel)),
  studyTerm2: optional(leaf(n.studyTerm2, type.studyLevel)),
  studyYear: optional(leaf(n.studyYear, type.studyLevel)),
  studyAfter: optional(leaf(n.studyAfter, type.studyLevel)),
  conductTerm1: optional(leaf(n.conductTerm1, type.studyLevel)),
  conductTerm2: optional(leaf(n.conductTerm2, type.studyLevel)),
  conductYear: optional(leaf(n.conductYear, type.studyLevel)),
  conductAfter: optional(leaf(n.conductAfter, type.studyLevel)),
  absences: one(leaf(n.absences, type.absences)),
  promoted: one(leaf(n.promoted, type.flag)),
  promotionText: one(leaf(n.promotionText, type.short)),
  completionText: optional(leaf(n.completionText, type.short)),
  award: optional(leaf(n.award, type.text)),
});

/** What the homeroom teacher signs. */
const yearSchema = group(n.record, {
  element: self,
  id: fixedId(id.record),
  code: one(leaf(n.code, type.code)),
  school: one(schoolSchema),
  learner: one(learnerSchema),
  studies: one(group(n.studies, { periods: many(studyPeriodSchema, 1, 20) })),
  year: one(leaf(n.year, type.year)),
  grade: one(leaf(n.grade, type.grade)),
  className: one(leaf(n.className, type.className)),
  // Only a year extracted from paper has none; checkRepetitions holds to that.
  homeroom: optional(person(n.homeroomPerson)),
  form: choice({
    secondary: {
      table: one(group(n.subjectTable, { subjects: many(subjectSchema, 1, 30) })),
      result: one(resultSchema),
      certificate: optional(leaf(n.certificate, type.text)),
      competition: optional(leaf(n.competition, type.text)),
      summerComment: optional(leaf(n.summerComment, type.text)),
    },
    primary: { primary: one(primarySchema) },
    extracted: { extract: one(extractedSchema) },
  }),
  homeroomComment: optional(leaf(n.homeroomComment, type.text)),
});

/** What the head and the school's seal sign. */
export const dataSchema = group(n.data, {
  element: self,
  id: fixedId(id.data),
  profile: one(leaf(n.profile, type.profile)),
  environment: one(leaf(n.environment, type.environment)),
  version: one(leaf(n.version, type.version)),
  extracted: one(leaf(n.extracted, type.flag)),
  circular: one(leaf(n.circular, type.circular)),
  createdOn: one(leaf(n.createdOn, type.date)),
  issuedOn: one(leaf(n.issuedOn, type.date)),
  inForceFrom: one(leaf(n.inForceFrom, type.date)),
  issuedAt: one(leaf(n.issuedAt, type.name)),
  head: one(
    group(n.headPerson, {
      name: one(leaf(n.name, type.name)),
      personalId: one(leaf(n.personalId, type.personalId)),
      title: one(leaf(n.headTitle, type.short)),
      onBehalf: optional(leaf(n.onBehalf, type.short)),
    }),
  ),
  record: one(yearSchema),
});

/** The whole file. A slot without a signature is lawful here; whether one may be missing is for the verifier. */
export const fileSchema = group(n.root, {
  data: one(dataSchema),
  signatures: one(
    group(n.signatures, {
      element: self,
      id: fixedId(id.signatures),
      teachers: one(
        group(n.subjectTeachers, {
          slots: many(
            group(n.subjectTeacher, {
              element: self,
              id: attribute('Id', patterned('teacherSlot', `${id.teacher}[0-9]{12}`)),
              signature: optional(templatedSignature),
            }),
            // None in a primary or extracted record; checkRepetitions asks for exactly those whom the rows name.
            0,
            40,
          ),
        }),
      ),
      homeroom: optional(
        group(n.homeroomTeacher, { element: self, signature: optional(templatedSignature) }),
      ),
    }),
  ),
  issue: one(
    group(n.issue, {
      head: one(
        group(n.head, {
          element: self,
          id: fixedId(id.head),
          signature: optional(templatedSignature),
        }),
      ),
      seal: one(group(n.seal, { element: self, signature: optional(templatedSeal) })),
    }),
  ),
});

/** The rows of a record's table, of whatever form. */
export function rowsOfRecord({ form }: DataXml['record']) {
  if (form.kind === 'secondary') return form.table.subjects;
  return form.kind === 'primary' ? form.primary.table.subjects : form.extract.table.subjects;
}

export type DataXml = ReturnType<typeof dataSchema.decode>;
export type FileXml = ReturnType<typeof fileSchema.decode>;

/** All slots in document order: subject teachers, homeroom teacher, head, seal. */
export const slotsOf = (xml: FileXml) => [
  ...xml.signatures.teachers.slots,
  ...(xml.signatures.homeroom === null ? [] : [xml.signatures.homeroom]),
  xml.issue.head,
  xml.issue.seal,
];
