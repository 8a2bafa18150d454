import { type Slot, teacherOf } from '../../domain/record/slot.ts';
import { id, element as n } from './names.ts';

/** The closed data of a record and the signatures that it has so far, each the text of a ds:Signature element. */
export interface RecordParts {
  /** The DU_LIEU_HOC_BA element, as `writeData` made it. */
  readonly data: string;
  /** All slots of the record, in signing order. */
  readonly slots: readonly Slot[];
  readonly signatures: ReadonlyMap<Slot, string>;
}

/** The DANH_SACH_THONG_TIN_KY element: the list of subject teachers' and the homeroom teacher's signatures. */
export function writeSignatureList({ slots, signatures }: RecordParts): string {
  const out = [`<${n.signatures} Id="${id.signatures}"><${n.subjectTeachers}>`];
  for (const slot of slots) {
    const teacher = teacherOf(slot);
    if (teacher === undefined) continue;
    const open = `<${n.subjectTeacher} Id="${id.teacher}${teacher}">`;
    out.push(open, signatures.get(slot) ?? '', `</${n.subjectTeacher}>`);
  }
  out.push(`</${n.subjectTeachers}>`);
  if (slots.includes('homeroom')) {
    const signature = signatures.get('homeroom') ?? '';
    out.push(`<${n.homeroomTeacher}>`, signature, `</${n.homeroomTeacher}>`);
  }
  out.push(`</${n.signatures}>`);
  return out.join('');
}

/** The CBQL element with the head's signature. */
export const writeHead = ({ signatures }: RecordParts): string =>
  `<${n.head} Id="${id.head}">${signatures.get('head') ?? ''}</${n.head}>`;

/** What stands before and behind the root element of every record file that we write. */
export const recordFileHead = '<?xml version="1.0" encoding="UTF-8"?>\n';
export const recordFileEnd = '\n';

/** The whole record file. Its bytes are canonical text but for the XML declaration and the last line feed. */
export function writeRecordFile(parts: RecordParts): string {
  const seal = parts.signatures.get('seal') ?? '';
  return [
    recordFileHead,
    `<${n.root}>${parts.data}${writeSignatureList(parts)}`,
    `<${n.issue}>${writeHead(parts)}<${n.seal}>${seal}</${n.seal}></${n.issue}></${n.root}>${recordFileEnd}`,
  ].join('');
}

/** The same as bytes: signatures are ASCII, so only the data needs encoding. */
export function recordFileBytes(parts: RecordParts): Buffer {
  const whole = writeRecordFile({ ...parts, data: '' });
  const at = whole.indexOf(`<${n.root}>`) + n.root.length + 2;
  return Buffer.concat([
    Buffer.from(whole.slice(0, at), 'latin1'),
    Buffer.from(parts.data),
    Buffer.from(whole.slice(at), 'latin1'),
  ]);
}
