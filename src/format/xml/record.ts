import { isUtf8 } from 'node:buffer';
import type { CommentLevel } from '../../domain/assessment/level.ts';
import type { Score } from '../../domain/assessment/score.ts';
import type {
  PeriodResult,
  RecordContent,
  SecondaryContent,
  SecondaryForm,
  SubjectResult,
} from '../../domain/record/content.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { pathOf, type XmlDocument, type XmlSource } from './element.ts';
import { extractedFormOf, extractedXmlOf } from './extracted-schema.ts';
import type { XmlFault } from './fault.ts';
import { recordFileEnd, recordFileHead } from './file.ts';
import { Literal } from './literal.ts';
import { id } from './names.ts';
import { inPlainSpelling, PlainText } from './plain-text.ts';
import { primaryFormOf, primaryXmlOf, type RowFrame } from './primary-schema.ts';
import { checkRepetitions } from './record-check.ts';
import { type DataXml, dataSchema, type FileXml, fileSchema } from './record-schema.ts';
import { recordLimits, scanXml } from './scan.ts';
import type { Reading } from './schema.ts';

type FormXml = DataXml['record']['form'];
type SecondaryXml = Extract<FormXml, { kind: 'secondary' }>;
type SubjectXml = SecondaryXml['table']['subjects'][number];

/** The record file as read: its content as a value, and the elements whose bytes are signed. */
export interface RecordFile {
  readonly document: XmlSource;
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

/** Reads a record file from its bytes; what cannot be read is refused with every fault that the first faulty step finds. */
export function readRecordFile(bytes: Uint8Array): Result<RecordFile, readonly XmlFault[]> {
  const plain = readPlain(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (plain !== undefined) return ok(plain);
  const scanned = scanXml(bytes, recordLimits);
  return scanned.ok ? readRecord(scanned.value) : refuse([scanned.refusal]);
}

/** A file of our writer's spelling without any fault; undefined for all others, whatever is the matter with them. */
function readPlain(bytes: Buffer): RecordFile | undefined {
  if (bytes.length > recordLimits.maxBytes || !isUtf8(bytes)) return undefined;
  const source = new PlainText(bytes);
  const xml = inPlainSpelling(() => {
    source.take(fileHead);
    const file = fileSchema.plain(source);
    source.take(fileEnd);
    return file;
  });
  if (xml === undefined || source.at !== bytes.length) return undefined;
  const reading: Reading = { document: source, faults: [] };
  checkRepetitions(xml, reading);
  return reading.faults.length > 0
    ? undefined
    : { document: { bytes }, content: contentOf(xml.data), xml };
}

const fileHead = new Literal(recordFileHead);
const fileEnd = new Literal(recordFileEnd);

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

export function contentOf(data: DataXml): RecordContent {
  const { record } = data;
  const { form } = record;
  const frame = {
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
    homeroomComment: record.homeroomComment,
  };
  if (form.kind === 'extracted') return { ...frame, ...extractedFormOf(form.extract) };
  const { homeroom } = record;
  if (homeroom === null) throw new Error('checkRepetitions lets no such record through');
  return form.kind === 'primary'
    ? { ...frame, homeroom, ...primaryFormOf(form.primary) }
    : { ...frame, homeroom, ...secondaryFormOf(form) };
}

function secondaryFormOf(form: SecondaryXml): SecondaryForm {
  const { result, certificate, competition, summerComment } = form;
  return {
    kind: 'secondary',
    subjects: form.table.subjects.map((row) => ({
      subject: row.subject,
      name: row.name,
      results: resultsOf(row),
      comment: row.comment,
      specialTopic: row.specialTopic,
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
    certificate,
    competition,
    summerComment,
  };
}

function dataOf(content: RecordContent): DataXml {
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
      homeroom: content.kind === 'extracted' ? null : content.homeroom,
      form: formXmlOf(content),
      homeroomComment: content.homeroomComment,
    },
  };
}

function formXmlOf(content: RecordContent): FormXml {
  const { code, learner, year } = content;
  const frame: RowFrame = { code, learnerNumber: learner.number, schoolYear: year };
  if (content.kind === 'primary') {
    return { kind: 'primary', primary: primaryXmlOf(content, frame) };
  }
  if (content.kind === 'secondary') return secondaryXmlOf(content, frame);
  return { kind: 'extracted', extract: extractedXmlOf(content, frame) };
}

function secondaryXmlOf(content: SecondaryContent, frame: RowFrame): SecondaryXml {
  const { subjects, result, certificate, competition, summerComment } = content;
  const { study, conduct, absences, promoted, promotionText, completionText, award } = result;
  return {
    kind: 'secondary',
    table: { subjects: subjects.map((row) => rowOf(row, frame)) },
    result: {
      studyTerm1: study.term1,
      studyTerm2: study.term2,
      studyYear: study.year,
      studyAfter: study.afterReassess,
      conductTerm1: conduct.term1,
      conductTerm2: conduct.term2,
      conductYear: conduct.year,
      conductAfter: conduct.afterSummer,
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

function rowOf(row: SubjectResult, frame: RowFrame): SubjectXml {
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
    ...frame,
    subject: row.subject,
    name: row.name,
    kind: row.results.kind,
    term1,
    term2,
    year,
    reassessed,
    comment: row.comment,
    specialTopic: row.specialTopic,
    teachers: { teachers: row.teachers },
  };
}

/** The DU_LIEU_HOC_BA element: canonical text of what will be signed. Closing a class fixes these bytes. */
export function writeData(content: RecordContent): string {
  const out: string[] = [];
  dataSchema.encode(dataOf(content), out, '');
  return out.join('');
}
