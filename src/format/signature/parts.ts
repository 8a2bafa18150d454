import { hash } from 'node:crypto';
import { type Slot, teacherOf } from '../../domain/record/slot.ts';
import type { XmlElement, XmlSource } from '../xml/element.ts';
import { type RecordParts, writeHead, writeSignatureList } from '../xml/file.ts';
import { id } from '../xml/names.ts';
import type { DataXml } from '../xml/record-schema.ts';
import { digestOf } from './digest.ts';
import type { SignedPart } from './prepare.ts';

type Form = DataXml['record']['form'];
type Row = Extract<Form, { kind: 'secondary' }>['table']['subjects'][number];

/** The rows of BANG_DIEM that each subject teacher's signature covers: those that name the teacher. */
export function rowsByTeacher({ record: { form } }: DataXml): ReadonlyMap<string, readonly Row[]> {
  const rows = new Map<string, Row[]>();
  if (form.kind !== 'secondary') return rows;
  for (const row of form.table.subjects) {
    for (const { personalId } of row.teachers.teachers) {
      const known = rows.get(personalId);
      if (known === undefined) rows.set(personalId, [row]);
      else known.push(row);
    }
  }
  return rows;
}

const part = (document: XmlSource, name: string, element: XmlElement | null): SignedPart => {
  if (element === null) throw new Error(`no element ${name}`);
  return { id: name, digest: digestOf(document, element, 'exclusive', 'sha256') };
};

const textPart = (name: string, text: string): SignedPart => ({
  id: name,
  digest: hash('sha256', text, 'base64'),
});

/**
 * What the slot's signature must cover, with digests: a teacher's rows, the homeroom teacher's section, the whole data
 * for the head; for the seal the data, the list of signatures and the head's signature. `document` and `xml` are the
 * closed data read back.
 */
export function partsToSign(
  slot: Slot,
  closed: { readonly document: XmlSource; readonly xml: DataXml },
  parts: RecordParts,
): readonly SignedPart[] {
  const { document, xml } = closed;
  const data = (): SignedPart => part(document, id.data, xml.element);
  if (slot === 'homeroom') return [part(document, id.record, xml.record.element)];
  if (slot === 'head') return [data()];
  if (slot === 'seal') {
    return [
      data(),
      textPart(id.signatures, writeSignatureList(parts)),
      textPart(id.head, writeHead(parts)),
    ];
  }
  const rows = rowsByTeacher(xml).get(teacherOf(slot) ?? '') ?? [];
  return rows.map((row) => part(document, row.id, row.element));
}
