import { olderCircular, underOlderRules } from '../../domain/assessment/older-rules.ts';
import type { PersonalId } from '../../domain/person/identity.ts';
import { pathOf, type XmlElement } from './element.ts';
import type { XmlFault } from './fault.ts';
import { id } from './names.ts';
import type { PrimaryRowXml } from './primary-schema.ts';
import { type DataXml, type FileXml, rowsOfRecord, slotsOf } from './record-schema.ts';
import type { Reading } from './schema.ts';

type FormXml = DataXml['record']['form'];
type SubjectXml = Extract<FormXml, { kind: 'secondary' }>['table']['subjects'][number];

type RowOfMarks = Pick<SubjectXml, 'kind' | 'term1' | 'term2' | 'year' | 'reassessed'>;

/** The place is an element where there is one: its path is worked out only for a fault. */
type AddFault = (
  code: XmlFault['code'],
  place: XmlElement | string,
  found: string,
  expected: string,
) => void;

/** What the grammar alone cannot say: Ids occur once, every row repeats this record, every teacher has one slot. */
export function checkRepetitions(xml: FileXml, { faults }: Reading): void {
  const { record } = xml.data;
  const fault: AddFault = (code, place, found, expected) => {
    faults.push({ code, path: typeof place === 'string' ? place : pathOf(place), found, expected });
  };
  checkLevel(record, fault);
  checkExtract(xml, fault);
  const ids = new Set<string>();
  for (const row of rowsOfRecord(record)) {
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
    if ('teachers' in row) checkSecondaryRow(row, record.grade, path, fault);
    else if ('kind' in row) checkMarks(row, path, fault);
    else checkPrimaryRow(row, path, fault);
  }
  const expected = teachersInOrder(record.form);
  const slots = xml.signatures.teachers.slots.map((slot) => slot.id);
  if (new Set(slots).size !== slots.length) {
    for (const slot of slots) {
      if (slots.indexOf(slot) !== slots.lastIndexOf(slot)) fault('duplicate-id', '', slot, 'Id');
    }
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
  checkUnsigned(xml, fault);
}

/** Signature and SignedProperties Ids share one space with the others (they are xs:ID). */
function checkSignatureIds(xml: FileXml, fault: AddFault): void {
  const seen = new Set<string>([id.data, id.record, id.signatures, id.head]);
  for (const row of rowsOfRecord(xml.data.record)) seen.add(row.id);
  for (const slot of xml.signatures.teachers.slots) seen.add(slot.id);
  for (const { signature } of slotsOf(xml)) {
    if (signature === null) continue;
    for (const found of [signature.id, signature.object.qualifying.properties.id]) {
      if (seen.has(found)) fault('duplicate-id', '', found, 'Id');
      seen.add(found);
    }
  }
}

/** Revocation values that hold nothing would be a place for nothing to mean something. */
function checkUnsigned({ issue }: FileXml, fault: AddFault): void {
  const unsigned = issue.seal.signature?.object.qualifying.unsigned;
  const revocation = unsigned?.signature.revocation ?? null;
  if (revocation === null || revocation.crls !== null || revocation.answers !== null) return;
  fault('missing-element', issue.seal.element ?? '', 'RevocationValues', 'CRLValues, OCSPValues');
}

/** The form follows the grade: Circular 27 for grades 1 to 5, Circulars 22 and 43 from grade 6 on. */
function checkLevel({ form, grade, school }: DataXml['record'], fault: AddFault): void {
  const path = '/HOC_BA/DU_LIEU_HOC_BA/THONG_TIN_HOC_BA';
  const primary = form.kind === 'primary';
  if (grade <= 5 !== primary) {
    fault('invalid-value', `${path}/MA_KHOI`, String(grade), primary ? '1-5' : '6-12');
  }
  if ((school.levelCode === '02') !== primary) {
    const expected = primary ? '02' : '03, 04, 05';
    fault('invalid-value', `${path}/CO_SO_GIAO_DUC/MA_CAP_HOC`, school.levelCode, expected);
  }
}

/**
 * TRICH_LUC is said exactly of the extracted form, which belongs to years under Circular 58/2011 alone; it has neither a
 * homeroom teacher nor a slot for one, and every other record has both.
 */
function checkExtract({ data, signatures }: FileXml, fault: AddFault): void {
  const { record } = data;
  const path = '/HOC_BA/DU_LIEU_HOC_BA';
  const extract = record.form.kind === 'extracted';
  if (data.extracted !== extract) {
    fault('invalid-value', `${path}/TRICH_LUC`, data.extracted ? '1' : '0', extract ? '1' : '0');
  }
  const homeroom = [
    ['THONG_TIN_HOC_BA/GIAO_VIEN_CHU_NHIEM', record.homeroom],
    ['DANH_SACH_THONG_TIN_KY/GVCN', signatures.homeroom],
  ] as const;
  for (const [name, found] of homeroom) {
    const at = name.startsWith('DANH') ? `/HOC_BA/${name}` : `${path}/${name}`;
    if (extract && found !== null) fault('unexpected-element', at, at, '');
    if (!extract && found === null) fault('missing-element', at, '', at);
  }
  if (!extract) return;
  if (data.circular !== olderCircular) {
    fault('invalid-value', `${path}/THONG_TU`, data.circular, olderCircular);
  }
  if (!underOlderRules(record.year, record.grade)) {
    fault('invalid-value', `${path}/THONG_TIN_HOC_BA/NAM_HOC`, record.year, olderCircular);
  }
}

/** Miễn stands alone. */
function checkPrimaryRow(row: PrimaryRowXml, path: XmlElement | string, fault: AddFault): void {
  if (row.level === 'exempt' && (row.test !== null || row.supplement !== null)) {
    fault('invalid-value', path, 'M', 'exempt alone');
  }
}

/** Special topics belong to subjects with marks in grades 10 to 12, and an element without a mark says nothing. */
function checkSpecialTopic(
  { specialTopic, kind }: SubjectXml,
  grade: number,
  path: XmlElement | string,
  fault: AddFault,
): void {
  if (specialTopic === null) return;
  const { term1, term2 } = specialTopic;
  if (grade < 10) fault('invalid-value', path, 'CHUYEN_DE_HOC_TAP', '10-12');
  if (kind !== 'score') fault('invalid-value', path, 'CHUYEN_DE_HOC_TAP', 'DIEM_SO');
  if (term1 === null && term2 === null) {
    fault('missing-element', path, 'CHUYEN_DE_HOC_TAP', 'DIEM_HOC_KY_1');
  }
}

function checkSecondaryRow(
  row: SubjectXml,
  grade: number,
  path: XmlElement | string,
  fault: AddFault,
): void {
  checkSpecialTopic(row, grade, path, fault);
  checkMarks(row, path, fault);
  const signers = row.teachers.teachers.map((teacher) => teacher.personalId);
  if (new Set(signers).size !== signers.length)
    fault('invalid-value', path, 'GIAO_VIEN', 'once each');
}

function checkMarks(row: RowOfMarks, path: XmlElement | string, fault: AddFault): void {
  for (const mark of [row.term1, row.term2, row.year, row.reassessed]) {
    if (mark === null || mark === 'exempt') continue;
    if ((typeof mark === 'number') !== (row.kind === 'score'))
      fault('invalid-value', path, String(mark), row.kind);
  }
  if (row.reassessed === 'exempt') fault('invalid-value', path, 'M', row.kind);
}

/** The teachers who sign, each once, in the order in which the table first names them. */
function teachersInOrder(form: FormXml): readonly PersonalId[] {
  if (form.kind !== 'secondary') return [];
  const rows = form.table.subjects;
  return [
    ...new Set(rows.flatMap((row) => row.teachers.teachers.map((teacher) => teacher.personalId))),
  ];
}
