import type { Brand } from '../brand.ts';
import type { PersonalId } from '../person/identity.ts';
import type { RecordContent, Signatory } from './content.ts';

/**
 * Vị trí ký: one of the places of a record where exactly one signature belongs. Written `teacher:<số định danh>`,
 * `homeroom`, `head` or `seal`.
 */
export type Slot = TeacherSlot | 'homeroom' | 'head' | 'seal';
export type TeacherSlot = Brand<`teacher:${string}`, 'TeacherSlot'>;

export const teacherSlot = (teacher: PersonalId): TeacherSlot =>
  `teacher:${teacher}` as TeacherSlot;

/** Accepts the written form; undefined for anything else. */
export function parseSlot(text: string): Slot | undefined {
  if (text === 'homeroom' || text === 'head' || text === 'seal') return text;
  return /^teacher:\d{12}$/.test(text) ? (text as TeacherSlot) : undefined;
}

/** The number of the teacher to whom the slot belongs; undefined for the other slots. */
export const teacherOf = (slot: Slot): PersonalId | undefined =>
  slot.startsWith('teacher:') ? (slot.slice(8) as PersonalId) : undefined;

/**
 * Giáo viên môn học who sign, as the table names them, with repetitions. Policy «primary-signers»: at primary level the
 * plans of the pilot (002, 001) name only the homeroom teacher, the head and the seal; teachers of single subjects
 * (foreign language, arts, PE) do not sign there, so a primary record has no teacher's slot.
 */
export const signingTeachers = (content: RecordContent): readonly Signatory[] =>
  content.kind === 'secondary' ? content.subjects.flatMap(({ teachers }) => teachers) : [];

/**
 * Every slot of a record in signing order: subject teachers as the table first names them, homeroom, head, seal. Policy
 * «extract-signers» (unconfirmed: no text obtained says who signs an extract): the teachers of the year signed on paper,
 * so of a year extracted from paper only the head and the seal of the school that holds the book sign.
 */
export function slotsOfRecord(content: RecordContent): readonly Slot[] {
  if (content.kind === 'extracted') return ['head', 'seal'];
  const teachers = signingTeachers(content).map(({ personalId }) => personalId);
  return [...[...new Set(teachers)].map(teacherSlot), 'homeroom', 'head', 'seal'];
}

/**
 * Whoever must have signed before this slot may be (plan 004 2d: teachers, then homeroom teacher, then principal;
 * seed 001: the clerk seals last).
 */
export function slotsBefore(slot: Slot, slots: readonly Slot[]): readonly Slot[] {
  if (teacherOf(slot) !== undefined) return [];
  return slots.slice(0, slots.indexOf(slot));
}

/** Who must hold the certificate that signs a slot: a person by number, or the school by its tax code. */
export type ExpectedSigner =
  | {
      readonly kind: 'person';
      readonly personalId: PersonalId;
      readonly name: string;
      /** Kí thay: the head's title, where a deputy signs for the head; absent in every other slot. */
      readonly onBehalf?: string;
    }
  | { readonly kind: 'school'; readonly taxCode: string; readonly name: string };

export function expectedSigner(slot: Slot, content: RecordContent): ExpectedSigner | undefined {
  if (slot === 'seal')
    return { kind: 'school', taxCode: content.school.taxCode, name: content.school.name };
  if (slot === 'homeroom') {
    return content.kind === 'extracted' ? undefined : { kind: 'person', ...content.homeroom };
  }
  if (slot === 'head') {
    const { personalId, name, onBehalf } = content.head;
    const person = { kind: 'person' as const, personalId, name };
    return onBehalf === null ? person : { ...person, onBehalf };
  }
  const wanted = teacherOf(slot);
  const teacher = signingTeachers(content).find(({ personalId }) => personalId === wanted);
  return teacher === undefined ? undefined : { kind: 'person', ...teacher };
}

/** Every slot of a record with its signer, in signing order. */
export function signersOfRecord(content: RecordContent): ReadonlyMap<Slot, ExpectedSigner> {
  const signers = new Map<Slot, ExpectedSigner>();
  for (const teacher of signingTeachers(content)) {
    const slot = teacherSlot(teacher.personalId);
    if (!signers.has(slot)) signers.set(slot, { kind: 'person', ...teacher });
  }
  for (const slot of ['homeroom', 'head', 'seal'] as const) {
    const signer = expectedSigner(slot, content);
    if (signer !== undefined) signers.set(slot, signer);
  }
  return signers;
}
