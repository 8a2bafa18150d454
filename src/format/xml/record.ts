import type { CommentLevel } from '../../domain/assessment/level.ts';
import type { Score } from '../../domain/assessment/score.ts';
import type { PersonalId } from '../../domain/person/identity.ts';
import type { PeriodResult, RecordContent, SubjectResult } from '../../domain/record/content.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { pathOf, type XmlDocument, type XmlElement } from './element.ts';
import type { XmlFault } from './fault.ts';
import { id } from './names.ts';
import { type DataXml, dataSchema, type FileXml, fileSchema } from './record-schema.ts';
import type { Reading } from './schema.ts';

type SubjectXml = DataXml['record']['table']['subjects'][number];

/** The record file as read: its content as a value, and the elements whose bytes are signed. */
export interface RecordFile {
  readonly document: XmlDocument;
  readonly content: RecordContent;
  readonly xml: FileXml;
}

/**
 * Reads a scanned document as a record of the profile. Refuses with every fault of form, type, order, attribute, Id
 * and repetition that it holds; a file that passes satisfies the published XSD as well.
 */
export function readRecord(document: XmlDocument): Result<RecordFile, readonly XmlFault[]> {
  const { root } = document;
  if (root.name !== 'HOC_BA' || root.namespace !== '') {
    return refuse([{ code: 'unknown-profile', path: pathOf(root), expected: 'HOC_BA' }]);
  }
  const reading: Reading = { document, faults: [] };
  const xml = fileSchema.decode(reading, root);
  if (reading.faults.length === 0) checkRepetitions(xml, reading);
  if (reading.faults.length > 0) return refuse(reading.faults);
  return ok({ document, content: contentOf(xml.data), xml });
}

/** The place is an element where there is one: its path is worked out only for a fault. */
type AddFault = (
  code: XmlFault['code'],
  place: XmlElement | string,
  found: string,
  expected: string,
) => void;

/** What the grammar alone cannot say: Ids occur once, every row repeats this record, every teacher has one slot. */
function checkRepetitions(xml: FileXml, { faults }: Reading): void {
  const { record } = xml.data;
  const fault: AddFault = (code, place, found, expected) => {
    faults.push({ code, path: typeof place === 'string' ? place : pathOf(place), found, expected });
  };
  const ids = new Set<string>();
  for (const row of record.table.subjects) {
    const path = row.element ?? '';
    if (ids.has(row.id)) fault('duplicate-id', path, row.id, 'Id');
    ids.add(row.id);
    if (row.id !== id.subject + row.subject)
      fault('invalid-value', path, row.id, id.subject + row.subject);
    if (row.code !== record.code) fault('invalid-value', path, row.code, record.code);
    if (row.learnerNumber !== record.learner.number) {
      fault('invalid-value', path, row.learnerNumber, record.learner.number);
    }
    if (row.schoolYear !== record.year) fault('invalid-value', path, row.schoolYear, record.year);
    checkMarks(row, path, fault);
    const { teachers } = row.teachers;
    if (
      teachers.length > 1 &&
      new Set(teachers.map((teacher) => teacher.personalId)).size !== teachers.length
    ) {
      fault('invalid-value', path, 'GIAO_VIEN', 'once each');
    }
  }
  const expected = teachersInOrder(record.table.subjects);
  const slots = xml.signatures.teachers.slots.map((slot) => slot.id);
  for (const [index, slot] of slots.entries()) {
    if (slots.indexOf(slot) !== index) fault('duplicate-id', '', slot, 'Id');
  }
  const wanted = expected.map((teacher) => id.teacher + teacher);
  if (slots.join() !== wanted.join()) {
    fault(
      'invalid-value',
      '/HOC_BA/DANH_SACH_THONG_TIN_KY/DANH_SACH_GVBM',
      slots.join(' '),
      wanted.join(' '),
    );
  }
  checkSignatureIds(xml, fault);
}

/** Signature and SignedProperties Ids share one space with the others (they are xs:ID). */
function checkSignatureIds(xml: FileXml, fault: AddFault): void {
  const seen = new Set<string>([id.data, id.record, id.signatures, id.head]);
  for (const row of xml.data.record.table.subjects) seen.add(row.id);
  for (const slot of xml.signatures.teachers.slots) seen.add(slot.id);
  for (const { signature } of slotsOf(xml)) {
    if (signature === null) continue;
    for (const found of [signature.id, signature.object.qualifying.properties.id]) {
      if (seen.has(found)) fault('duplicate-id', '', found, 'Id');
      seen.add(found);
    }
  }
}

/** All slots in document order: subject teachers, homeroom teacher, head, seal. */
export const slotsOf = (xml: FileXml) => [
  ...xml.signatures.teachers.slots,
  xml.signatures.homeroom,
  xml.issue.head,
  xml.issue.seal,
];

function checkMarks(row: SubjectXml, path: XmlElement | string, fault: AddFault): void {
  for (const mark of [row.term1, row.term2, row.year, row.reassessed]) {
    if (mark === null || mark === 'exempt') continue;
    if ((typeof mark === 'number') !== (row.kind === 'score'))
      fault('invalid-value', path, String(mark), row.kind);
  }
  if (row.reassessed === 'exempt') fault('invalid-value', path, 'M', row.kind);
}

/** The teachers who sign, each once, in the order in which the table first names them. */
export function teachersInOrder(
  rows: readonly {
    readonly teachers: { readonly teachers: readonly { readonly personalId: PersonalId }[] };
  }[],
): readonly PersonalId[] {
  return [
    ...new Set(rows.flatMap((row) => row.teachers.teachers.map((teacher) => teacher.personalId))),
  ];
}

function resultsOf(row: SubjectXml): SubjectResult['results'] {
  const { kind, term1, term2, year, reassessed } = row;
  const periods = {
    kind,
    term1,
    term2,
    year,
    reassessed: reassessed === 'exempt' ? null : reassessed,
  };
  // checkMarks has made sure that the marks are of the row's kind.
  return periods as SubjectResult['results'];
}

function contentOf(data: DataXml): RecordContent {
  const { record } = data;
  const { result } = record;
  return {
    environment: data.environment,
    code: record.code,
    version: data.version,
    extracted: data.extracted,
    circular: data.circular,
    createdOn: data.createdOn,
    issuedOn: data.issuedOn,
    inForceFrom: data.inForceFrom,
    issuedAt: data.issuedAt,
    school: record.school,
    head: data.head,
    learner: record.learner,
    studies: record.studies.periods,
    year: record.year,
    grade: record.grade,
    className: record.className,
    homeroom: record.homeroom,
    subjects: record.table.subjects.map((row) => ({
      subject: row.subject,
      name: row.name,
      results: resultsOf(row),
      comment: row.comment,
      teachers: row.teachers.teachers,
    })),
    result: {
      study: {
        term1: result.studyTerm1,
        term2: result.studyTerm2,
        year: result.studyYear,
        afterReassess: result.studyAfter,
      },
      conduct: {
        term1: result.conductTerm1,
        term2: result.conductTerm2,
        year: result.conductYear,
        afterSummer: result.conductAfter,
      },
      absences: result.absences,
      promoted: result.promoted,
      promotionText: result.promotionText,
      completionText: result.completionText,
      award: result.award,
    },
    certificate: record.certificate,
    competition: record.competition,
    summerComment: record.summerComment,
    homeroomComment: record.homeroomComment,
  };
}

function dataOf(content: RecordContent): DataXml {
  const { result } = content;
  return {
    element: null,
    id: id.data,
    profile: 'hocba-1',
    environment: content.environment,
    version: content.version,
    extracted: content.extracted,
    circular: content.circular,
    createdOn: content.createdOn,
    issuedOn: content.issuedOn,
    inForceFrom: content.inForceFrom,
    issuedAt: content.issuedAt,
    head: content.head,
    record: {
      element: null,
      id: id.record,
      code: content.code,
      school: content.school,
      learner: content.learner,
      studies: { periods: content.studies },
      year: content.year,
      grade: content.grade,
      className: content.className,
      homeroom: content.homeroom,
      table: { subjects: content.subjects.map((row) => rowOf(row, content)) },
      result: {
        studyTerm1: result.study.term1,
        studyTerm2: result.study.term2,
        studyYear: result.study.year,
        studyAfter: result.study.afterReassess,
        conductTerm1: result.conduct.term1,
        conductTerm2: result.conduct.term2,
        conductYear: result.conduct.year,
        conductAfter: result.conduct.afterSummer,
        absences: result.absences,
        promoted: result.promoted,
        promotionText: result.promotionText,
        completionText: result.completionText,
        award: result.award,
      },
      certificate: content.certificate,
      competition: content.competition,
      summerComment: content.summerComment,
      homeroomComment: content.homeroomComment,
    },
  };
}

function rowOf(row: SubjectResult, content: RecordContent): SubjectXml {
  const {
    term1,
    term2,
    year,
    reassessed,
  }: Record<
    'term1' | 'term2' | 'year' | 'reassessed',
    PeriodResult<Score | CommentLevel>
  > = row.results;
  return {
    element: null,
    id: id.subject + row.subject,
    code: content.code,
    learnerNumber: content.learner.number,
    schoolYear: content.year,
    subject: row.subject,
    name: row.name,
    kind: row.results.kind,
    term1,
    term2,
    year,
    reassessed,
    comment: row.comment,
    teachers: { teachers: row.teachers },
  };
}

/** The DU_LIEU_HOC_BA element: canonical text of what will be signed. Closing a class fixes these bytes. */
export function writeData(content: RecordContent): string {
  const out: string[] = [];
  dataSchema.encode(dataOf(content), out, '');
  return out.join('');
}
