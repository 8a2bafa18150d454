import type { Brand } from '../brand.ts';
import type { LearnerNumber, PersonalId } from '../person/identity.ts';
import type { SchoolCode } from '../school/yearbook.ts';
import type { Instant } from '../time/instant.ts';
import type { SchoolYear } from '../time/school-year.ts';
import type { RecordCode } from './content.ts';
import type { Mend } from './mend.ts';
import type { ExpectedSigner, Slot, TeacherSlot } from './slot.ts';

/** Mã băm SHA-256: 64 lower-case hexadecimal digits over exact bytes. */
export type Sha256Hex = Brand<string, 'Sha256Hex'>;

/** Phần được ký: the Id of an element and the base64 SHA-256 of its canonical form. */
export interface CoveredPart {
  readonly id: string;
  readonly digest: string;
}

/** Kế hoạch ký một vị trí: who must sign the slot, and exactly what. The seal's parts exist only after all others signed. */
export interface SlotPlan {
  readonly slot: Slot;
  readonly signer: ExpectedSigner;
  readonly parts: readonly CoveredPart[];
}

/** Mở học bạ của năm học: a learner's record of one school year begins. */
export interface RecordOpened {
  readonly type: 'RecordOpened';
  readonly code: RecordCode;
  readonly version: number;
  readonly school: SchoolCode;
  readonly year: SchoolYear;
  readonly learner: LearnerNumber;
  readonly className: string;
  readonly by: PersonalId;
  readonly at: Instant;
}

/** Sửa nội dung trước khi chốt: what was supplied or decided, by whom, why. */
export interface ContentChanged {
  readonly type: 'ContentChanged';
  readonly mend: Mend;
  readonly by: PersonalId;
  readonly at: Instant;
}

/** Chốt: the content is fixed to bytes, and with it who must sign what. */
export interface ClassClosed {
  readonly type: 'ClassClosed';
  /** Of the DU_LIEU_HOC_BA element. */
  readonly content: Sha256Hex;
  readonly plan: readonly SlotPlan[];
  readonly by: PersonalId;
  readonly at: Instant;
}

/** Mở chốt: the content may change again, for a stated reason. */
export interface ClassReopened {
  readonly type: 'ClassReopened';
  readonly reason: string;
  readonly by: PersonalId;
  readonly at: Instant;
}

interface Signed<S extends Slot> {
  readonly slot: S;
  readonly by: PersonalId;
  /** The ds:Signature element's bytes. */
  readonly signature: Sha256Hex;
  /** The signing time that the signature states. */
  readonly at: Instant;
}

/** Giáo viên môn học đã ký. */
export interface SubjectSigned extends Signed<TeacherSlot> {
  readonly type: 'SubjectSigned';
}

/** Giáo viên chủ nhiệm đã ký. */
export interface HomeroomSigned extends Signed<'homeroom'> {
  readonly type: 'HomeroomSigned';
}

/** Hiệu trưởng (cán bộ quản lí) đã ký. */
export interface PrincipalSigned extends Signed<'head'> {
  readonly type: 'PrincipalSigned';
}

/** Chữ ký mất hiệu lực: what it covered is no longer what the record says. */
export interface SignatureWithdrawn {
  readonly type: 'SignatureWithdrawn';
  readonly slot: Slot;
  /** Whose signature it was. */
  readonly signer: PersonalId;
  readonly signature: Sha256Hex;
  readonly at: Instant;
}

/** Đóng dấu: the school's own signature, over the data, all signatures and the head's. */
export interface SchoolSealed {
  readonly type: 'SchoolSealed';
  readonly taxCode: string;
  /** Văn thư: the clerk who held the certificate. */
  readonly by: PersonalId;
  readonly signature: Sha256Hex;
  readonly at: Instant;
}

/** Phát hành: the file exists, was verified from its bytes, and can never change. */
export interface RecordIssued {
  readonly type: 'RecordIssued';
  readonly file: Sha256Hex;
  readonly by: PersonalId;
  readonly at: Instant;
}

/** Gửi: the register has taken the package that holds the record. */
export interface PackageSubmitted {
  readonly type: 'PackageSubmitted';
  readonly packageId: string;
  /** Số bản tin: the register's number for the package. */
  readonly message: number;
  readonly at: Instant;
}

/** Đã tiếp nhận: the register's signed reply says so. */
export interface RecordRegistered {
  readonly type: 'RecordRegistered';
  readonly message: number;
  readonly receivedAt: Instant;
  readonly at: Instant;
}

/** Bị từ chối: the register's signed reply says why. */
export interface RecordRefused {
  readonly type: 'RecordRefused';
  readonly message: number;
  readonly codes: readonly string[];
  readonly at: Instant;
}

/** Thu hồi, before the lock: the code keeps answering that the record was recalled. */
export interface RecordRecalled {
  readonly type: 'RecordRecalled';
  readonly reason: string;
  readonly by: PersonalId;
  readonly at: Instant;
}

/** Thay thế, before the lock: the next version of the same code is in the register. */
export interface RecordReplaced {
  readonly type: 'RecordReplaced';
  readonly byVersion: number;
  readonly at: Instant;
}

/** Sự kiện trong đời một học bạ tại trường. Appended, never updated; the state is a fold of them. */
export type RecordEvent =
  | RecordOpened
  | ContentChanged
  | ClassClosed
  | ClassReopened
  | SubjectSigned
  | HomeroomSigned
  | PrincipalSigned
  | SignatureWithdrawn
  | SchoolSealed
  | RecordIssued
  | PackageSubmitted
  | RecordRegistered
  | RecordRefused
  | RecordRecalled
  | RecordReplaced;
