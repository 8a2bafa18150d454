import type { PrimaryForm, PrimarySubjectResult } from '../../domain/record/primary-form.ts';
import { id, element as n } from './names.ts';
import { attribute, group, leaf, many, one, optional, self } from './schema.ts';
import { patterned } from './simple-type.ts';
import { type } from './types.ts';

/** One row of a primary table; like every row it repeats code, learner and year. It names no teacher. */
const rowSchema = group(n.subject, {
  element: self,
  id: attribute('Id', patterned('subjectId', `${id.subject}[0-9A-Z]{1,10}`)),
  code: one(leaf(n.code, type.code)),
  learnerNumber: one(leaf(n.learnerNumber, type.learnerNumber)),
  schoolYear: one(leaf(n.year, type.year)),
  subject: one(leaf(n.subjectCode, type.subjectCode)),
  name: one(leaf(n.subjectName, type.name)),
  level: optional(leaf(n.levelReached, type.primaryLevelOrExempt)),
  test: optional(leaf(n.test, type.test)),
  supplement: optional(
    group(n.supplement, {
      level: one(leaf(n.levelReached, type.primaryLevel)),
      test: optional(leaf(n.test, type.test)),
    }),
  ),
  comment: optional(leaf(n.subjectComment, type.text)),
});

const trait = (name: string) =>
  optional(
    group(name, {
      level: one(leaf(n.levelReached, type.qualityLevel)),
      supplement: optional(leaf(n.levelAfter, type.qualityLevel)),
    }),
  );
const comment = optional(leaf(n.traitComment, type.note));

const qualitiesSchema = group(n.qualities, {
  yeuNuoc: trait(n.yeuNuoc),
  nhanAi: trait(n.nhanAi),
  chamChi: trait(n.chamChi),
  trungThuc: trait(n.trungThuc),
  trachNhiem: trait(n.trachNhiem),
  comment,
});

const generalSchema = group(n.generalCompetences, {
  tuChu: trait(n.tuChu),
  giaoTiep: trait(n.giaoTiep),
  giaiQuyet: trait(n.giaiQuyet),
  comment,
});

const specialSchema = group(n.specialCompetences, {
  ngonNgu: trait(n.ngonNgu),
  tinhToan: trait(n.tinhToan),
  khoaHoc: trait(n.khoaHoc),
  congNghe: trait(n.congNghe),
  tinHoc: trait(n.tinHoc),
  thamMi: trait(n.thamMi),
  theChat: trait(n.theChat),
  comment,
});

/** The year page of the primary form (Circular 27/2020, appendix 1), in the form's order. */
export const primarySchema = group(n.primary, {
  height: optional(leaf(n.height, type.height)),
  weight: optional(leaf(n.weight, type.weight)),
  withLeave: one(leaf(n.absencesWithLeave, type.daysOff)),
  withoutLeave: one(leaf(n.absencesWithoutLeave, type.daysOff)),
  table: one(group(n.subjectTable, { subjects: many(rowSchema, 1, 30) })),
  qualities: one(qualitiesSchema),
  general: one(generalSchema),
  special: one(specialSchema),
  outcome: optional(leaf(n.outcome, type.outcome)),
  award: optional(leaf(n.award, type.text)),
  suddenAward: optional(leaf(n.suddenAward, type.text)),
  completed: one(leaf(n.gradeCompleted, type.flag)),
  programmeCompleted: one(leaf(n.programmeCompleted, type.flag)),
  promoted: one(leaf(n.promoted, type.flag)),
  completionText: one(leaf(n.completionText, type.short)),
});

type PrimaryXml = ReturnType<typeof primarySchema.decode>;
export type PrimaryRowXml = PrimaryXml['table']['subjects'][number];

/** A table of the file, with its comment beside the levels, as the content has it. */
const tableOf = <T extends { readonly comment: string | null }>({
  comment: text,
  ...levels
}: T) => ({ levels, comment: text });

/** The form's part of a content. */
export function primaryFormOf(xml: PrimaryXml): PrimaryForm {
  const { withLeave, withoutLeave, outcome, completed, programmeCompleted, promoted } = xml;
  const { completionText, award, suddenAward } = xml;
  return {
    kind: 'primary',
    subjects: xml.table.subjects.map(subjectOf),
    qualities: tableOf(xml.qualities),
    general: tableOf(xml.general),
    special: tableOf(xml.special),
    heightCm: xml.height,
    weightKg: xml.weight,
    absences: { withLeave, withoutLeave },
    result: {
      outcome,
      completed,
      programmeCompleted,
      promoted,
      completionText,
      award,
      suddenAward,
    },
  };
}

function subjectOf(row: PrimaryRowXml): PrimarySubjectResult {
  const { subject, name, level, test, supplement, comment: text } = row;
  const marks = level === 'exempt' ? 'exempt' : { level, test, supplement };
  return { subject, name, marks, comment: text };
}

/** What every row of a record repeats. */
export type RowFrame = Pick<PrimaryRowXml, 'code' | 'learnerNumber' | 'schoolYear'>;

/** The element's value for a content. */
export function primaryXmlOf(form: PrimaryForm, frame: RowFrame): PrimaryXml {
  const { qualities, general, special, absences, result } = form;
  return {
    height: form.heightCm,
    weight: form.weightKg,
    ...absences,
    table: { subjects: form.subjects.map((row) => rowXmlOf(row, frame)) },
    qualities: { ...qualities.levels, comment: qualities.comment },
    general: { ...general.levels, comment: general.comment },
    special: { ...special.levels, comment: special.comment },
    ...result,
  };
}

function rowXmlOf(row: PrimarySubjectResult, frame: RowFrame): PrimaryRowXml {
  const { subject, name, marks, comment: text } = row;
  const exempt = { level: 'exempt' as const, test: null, supplement: null };
  return {
    element: null,
    id: id.subject + subject,
    ...frame,
    subject,
    name,
    ...(marks === 'exempt' ? exempt : marks),
    comment: text,
  };
}
