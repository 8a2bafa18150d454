import type { SubjectResult } from '../../domain/record/content.ts';
import type { ExtractedForm, ExtractedSubject } from '../../domain/record/extracted-form.ts';
import { id, element as n } from './names.ts';
import type { RowFrame } from './primary-schema.ts';
import { attribute, group, leaf, many, one, optional, self } from './schema.ts';
import { patterned } from './simple-type.ts';
import { averageType, type MarkText, markType, type } from './types.ts';

const bookSchema = group(n.book, {
  number: one(leaf(n.bookNumber, type.register)),
  schoolName: one(leaf(n.schoolName, type.name)),
  provinceName: one(leaf(n.provinceName, type.name)),
  homeroom: optional(leaf(n.bookHomeroom, type.name)),
  head: optional(leaf(n.bookHead, type.name)),
  signedOn: optional(leaf(n.bookSignedOn, type.date)),
});

/** One row of the paper book; its teacher is a name, since nobody signs it here. */
const rowSchema = group(n.subject, {
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
  teacher: optional(leaf(n.bookTeacher, type.name)),
});

/** A year under Circular 58/2011 as its paper book has it. */
export const extractedSchema = group(n.extract, {
  book: one(bookSchema),
  by: one(
    group(n.extractedBy, {
      name: one(leaf(n.name, type.name)),
      personalId: one(leaf(n.personalId, type.personalId)),
    }),
  ),
  on: one(leaf(n.extractedOn, type.date)),
  table: one(group(n.subjectTable, { subjects: many(rowSchema, 1, 30) })),
  averageTerm1: optional(leaf(n.averageTerm1, averageType)),
  averageTerm2: optional(leaf(n.averageTerm2, averageType)),
  averageYear: optional(leaf(n.averageYear, averageType)),
  studyTerm1: optional(leaf(n.olderStudyTerm1, type.olderStudyLevel)),
  studyTerm2: optional(leaf(n.olderStudyTerm2, type.olderStudyLevel)),
  studyYear: optional(leaf(n.olderStudyYear, type.olderStudyLevel)),
  studyAfter: optional(leaf(n.olderStudyAfter, type.olderStudyLevel)),
  conductTerm1: optional(leaf(n.olderConductTerm1, type.olderConductLevel)),
  conductTerm2: optional(leaf(n.olderConductTerm2, type.olderConductLevel)),
  conductYear: optional(leaf(n.olderConductYear, type.olderConductLevel)),
  conductAfter: optional(leaf(n.olderConductAfter, type.olderConductLevel)),
  absences: optional(leaf(n.absences, type.absences)),
  promoted: one(leaf(n.promoted, type.flag)),
  promotionText: one(leaf(n.promotionText, type.short)),
  completionText: optional(leaf(n.completionText, type.short)),
  award: optional(leaf(n.award, type.text)),
  certificate: optional(leaf(n.certificate, type.text)),
  competition: optional(leaf(n.competition, type.text)),
  summerComment: optional(leaf(n.summerComment, type.text)),
});

type ExtractedXml = ReturnType<typeof extractedSchema.decode>;
type ExtractedRowXml = ExtractedXml['table']['subjects'][number];

/** The form's part of a content. */
export function extractedFormOf(xml: ExtractedXml): ExtractedForm {
  const { absences, promoted, promotionText, completionText, award } = xml;
  const { certificate, competition, summerComment } = xml;
  return {
    kind: 'extracted',
    book: xml.book,
    extractedBy: xml.by,
    extractedOn: xml.on,
    subjects: xml.table.subjects.map(subjectOf),
    result: {
      average: { term1: xml.averageTerm1, term2: xml.averageTerm2, year: xml.averageYear },
      study: {
        term1: xml.studyTerm1,
        term2: xml.studyTerm2,
        year: xml.studyYear,
        after: xml.studyAfter,
      },
      conduct: {
        term1: xml.conductTerm1,
        term2: xml.conductTerm2,
        year: xml.conductYear,
        after: xml.conductAfter,
      },
      absences,
      promoted,
      promotionText,
      completionText,
      award,
    },
    certificate,
    competition,
    summerComment,
  };
}

function subjectOf(row: ExtractedRowXml): ExtractedSubject {
  const { kind, term1, term2, year, comment, teacher } = row;
  const reassessed = row.reassessed === 'exempt' ? null : row.reassessed;
  const results = { kind, term1, term2, year, reassessed };
  // checkMarks has made sure that the marks are of the row's kind.
  const own = results as SubjectResult['results'];
  return { subject: row.subject, name: row.name, results: own, comment, teacher };
}

/** The element's value for a content. */
export function extractedXmlOf(form: ExtractedForm, frame: RowFrame): ExtractedXml {
  const { average, study, conduct, ...year } = form.result;
  return {
    book: form.book,
    by: form.extractedBy,
    on: form.extractedOn,
    table: { subjects: form.subjects.map((row) => rowXmlOf(row, frame)) },
    averageTerm1: average.term1,
    averageTerm2: average.term2,
    averageYear: average.year,
    studyTerm1: study.term1,
    studyTerm2: study.term2,
    studyYear: study.year,
    studyAfter: study.after,
    conductTerm1: conduct.term1,
    conductTerm2: conduct.term2,
    conductYear: conduct.year,
    conductAfter: conduct.after,
    ...year,
    certificate: form.certificate,
    competition: form.competition,
    summerComment: form.summerComment,
  };
}

function rowXmlOf(row: ExtractedSubject, frame: RowFrame): ExtractedRowXml {
  const { subject, name, results, comment, teacher } = row;
  const { kind, reassessed } = results;
  const marks: Record<'term1' | 'term2' | 'year', MarkText> = results;
  const { term1, term2, year } = marks;
  const head = { element: null, id: id.subject + subject, ...frame, subject, name };
  return { ...head, kind, term1, term2, year, reassessed, comment, teacher };
}
