import type { LearnerNumber, Sex } from '../person/identity.ts';
import type { StaffId, SubjectCode } from '../school/yearbook.ts';
import type { Term } from '../time/school-year.ts';

/** Mức độ: `must` is wrong or keeps a record from being made; `look` may be right, and a person says so. */
export type CheckSeverity = 'must' | 'look';

/** Người bổ sung, sửa được. */
export type CheckMender = 'subject-teacher' | 'homeroom-teacher' | 'clerk' | 'principal' | 'family';

type NoFacts = Readonly<Record<string, never>>;
type Written = { readonly written: string };
type Count = { readonly count: number; readonly limit: number };
/** Other learners, as «tên (mã)» is for the edge to write. */
type Others = { readonly others: readonly LearnerNumber[] };

/** Dữ kiện của từng điều tìm thấy, by its code. */
export interface CheckFacts {
  'personal-id-missing': NoFacts;
  'personal-id-malformed': Written;
  'personal-id-sex': { readonly written: string; readonly says: Sex; readonly sex: Sex };
  'personal-id-year': { readonly written: string; readonly says: number; readonly year: number };
  'personal-id-prefix': { readonly prefix: string };
  'personal-id-doubled': Others & Written;
  'passport-missing': NoFacts;
  'number-doubled': NoFacts;
  'learner-in-two-classes': { readonly classes: readonly string[] };
  'name-and-birth-doubled': Others;
  'order-doubled': Others & { readonly order: number };
  'sex-missing': NoFacts;
  'birth-date-missing': NoFacts;
  'birth-date-malformed': Written;
  'birth-date-impossible': { readonly age: number; readonly grade: number };
  'age-outside-window': { readonly age: number; readonly grade: number };
  'ethnic-missing': NoFacts;
  'ethnic-unknown': Written;
  'nationality-malformed': Written;
  'nationality-unknown': Written;
  'foreigner-of-vietnam': NoFacts;
  'birth-place-missing': NoFacts;
  'home-town-missing': NoFacts;
  'address-missing': NoFacts;
  'address-without-commune': Written;
  'commune-unknown': Written;
  'parents-missing': NoFacts;
  'class-unknown': Written;
  'grade-contradicts-class': { readonly grade: number; readonly classGrade: number };
  'name-missing': NoFacts;
  'name-one-word': Written;
  'name-with-digit': Written;
  'look-alike-letter': { readonly written: string; readonly letters: string };
  'not-nfc': Written;
  'control-character': { readonly letters: string };
  'text-too-long': Count;
  'comment-missing': NoFacts;
  'mark-outside-scale': Written;
  'mark-two-decimals': Written;
  'results-missing': NoFacts;
  'transferred-result-missing': NoFacts;
  'test-missing': NoFacts;
  'regular-marks-few': Count;
  'regular-marks-many': Count;
  'exempt-with-marks': NoFacts;
  'level-missing': NoFacts;
  'conduct-missing': NoFacts;
  'absence-missing': NoFacts;
  'absence-negative': { readonly count: number };
  'absence-over-term': Count;
  'absence-over-limit': Count;
  'status-unknown': Written;
  'status-contradicts-presence': Written;
  'status-date-outside': Written;
  'results-while-absent': NoFacts;
  'homeroom-missing': NoFacts;
  'teacher-missing': NoFacts;
  'staff-unknown': { readonly staff: StaffId };
  'signer-without-personal-id': { readonly staff: StaffId };
  'head-missing': NoFacts;
}

export type CheckCode = keyof CheckFacts;

/** Chỗ cần xem: whom and what a finding is about; null where it does not say. */
export interface CheckPlace {
  readonly className: string | null;
  readonly learner: LearnerNumber | null;
  readonly subject: SubjectCode | null;
  readonly term: Term | null;
  /** The column, by the name that the importer has for it (`personalId`, `tx`, `gk`, `comment` …). */
  readonly field: string;
}

/** Điều tìm thấy khi kiểm tra dữ liệu: missing, contradictory or suspicious. */
export interface CheckFinding<C extends CheckCode = CheckCode> extends CheckPlace {
  readonly code: C;
  readonly severity: CheckSeverity;
  readonly facts: CheckFacts[C];
}

/** Each code's severity and who can mend it. */
export const checkCodes: Readonly<Record<CheckCode, readonly [CheckSeverity, CheckMender]>> = {
  'personal-id-missing': ['must', 'family'],
  'personal-id-malformed': ['must', 'clerk'],
  'personal-id-sex': ['must', 'clerk'],
  'personal-id-year': ['must', 'clerk'],
  'personal-id-prefix': ['look', 'clerk'],
  'personal-id-doubled': ['must', 'clerk'],
  'passport-missing': ['look', 'family'],
  'number-doubled': ['must', 'clerk'],
  'learner-in-two-classes': ['must', 'clerk'],
  'name-and-birth-doubled': ['look', 'clerk'],
  'order-doubled': ['look', 'clerk'],
  'sex-missing': ['look', 'clerk'],
  'birth-date-missing': ['must', 'clerk'],
  'birth-date-malformed': ['must', 'clerk'],
  'birth-date-impossible': ['must', 'clerk'],
  'age-outside-window': ['look', 'clerk'],
  'ethnic-missing': ['must', 'family'],
  'ethnic-unknown': ['must', 'clerk'],
  'nationality-malformed': ['must', 'clerk'],
  'nationality-unknown': ['look', 'clerk'],
  'foreigner-of-vietnam': ['look', 'clerk'],
  'birth-place-missing': ['must', 'family'],
  'home-town-missing': ['must', 'family'],
  'address-missing': ['must', 'family'],
  'address-without-commune': ['look', 'clerk'],
  'commune-unknown': ['look', 'clerk'],
  'parents-missing': ['look', 'family'],
  'class-unknown': ['must', 'clerk'],
  'grade-contradicts-class': ['must', 'clerk'],
  'name-missing': ['must', 'clerk'],
  'name-one-word': ['look', 'clerk'],
  'name-with-digit': ['must', 'clerk'],
  'look-alike-letter': ['must', 'clerk'],
  'not-nfc': ['must', 'clerk'],
  'control-character': ['must', 'clerk'],
  'text-too-long': ['must', 'clerk'],
  'comment-missing': ['look', 'subject-teacher'],
  'mark-outside-scale': ['must', 'subject-teacher'],
  'mark-two-decimals': ['must', 'subject-teacher'],
  'results-missing': ['must', 'subject-teacher'],
  'transferred-result-missing': ['must', 'principal'],
  'test-missing': ['must', 'subject-teacher'],
  'regular-marks-few': ['must', 'subject-teacher'],
  'regular-marks-many': ['must', 'subject-teacher'],
  'exempt-with-marks': ['must', 'subject-teacher'],
  'level-missing': ['must', 'subject-teacher'],
  'conduct-missing': ['must', 'homeroom-teacher'],
  'absence-missing': ['must', 'homeroom-teacher'],
  'absence-negative': ['must', 'homeroom-teacher'],
  'absence-over-term': ['must', 'homeroom-teacher'],
  'absence-over-limit': ['look', 'homeroom-teacher'],
  'status-unknown': ['look', 'clerk'],
  'status-contradicts-presence': ['must', 'clerk'],
  'status-date-outside': ['look', 'clerk'],
  'results-while-absent': ['look', 'clerk'],
  'homeroom-missing': ['must', 'principal'],
  'teacher-missing': ['must', 'principal'],
  'staff-unknown': ['must', 'clerk'],
  'signer-without-personal-id': ['must', 'clerk'],
  'head-missing': ['must', 'clerk'],
};

/** Makes a finding; what the place leaves out is null. */
export const found = <C extends CheckCode>(
  code: C,
  at: Partial<CheckPlace> & Pick<CheckPlace, 'field'>,
  facts: CheckFacts[C],
): CheckFinding<C> => ({
  code,
  severity: checkCodes[code][0],
  className: at.className ?? null,
  learner: at.learner ?? null,
  subject: at.subject ?? null,
  term: at.term ?? null,
  field: at.field,
  facts,
});
