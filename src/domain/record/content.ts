import type { CommentLevel, StudyLevel } from '../assessment/level.ts';
import type { Score } from '../assessment/score.ts';
import type { Brand } from '../brand.ts';
import type { PlaceCode } from '../catalogue/place-code.ts';
import type { BirthDate, LearnerNumber, PersonalId, Sex } from '../person/identity.ts';
import type { SchoolCode, SubjectCode } from '../school/yearbook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { SchoolYear } from '../time/school-year.ts';
import type { ExtractedForm } from './extracted-form.ts';
import type { PrimaryForm } from './primary-form.ts';

/** Mã số tra cứu học bạ: 128 random bits as 32 lower-case hexadecimal digits; one per record of a year. */
export type RecordCode = Brand<string, 'RecordCode'>;

/** Accepts 32 hexadecimal digits or the 36-character spelling of a UUID, in either case; answers the 32-digit one. */
export function parseRecordCode(text: string): RecordCode | undefined {
  const hex = text.replaceAll('-', '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(hex) && (text.length === 32 || text.length === 36)
    ? (hex as RecordCode)
    : undefined;
}

/** A person who signs, as the record names them. */
export interface Signatory {
  readonly name: string;
  readonly personalId: PersonalId;
}

/**
 * Người kí ở vị trí người đứng đầu: the head, or a deputy to whom the class was assigned at closing (phân công kí). Words
 * as the form prints them.
 */
export interface HeadSignatory extends Signatory {
  /** Chức vụ of who signs: «Hiệu trưởng», «Phó hiệu trưởng». */
  readonly title: string;
  /** Kí thay: title of the head for whom a deputy signs («KT. HIỆU TRƯỞNG»); null where the head signs. */
  readonly onBehalf: string | null;
}

/** Nơi học: one line of «Quá trình học tập». */
export interface StudyPeriod {
  readonly year: SchoolYear;
  readonly className: string;
  readonly schoolName: string;
  readonly provinceName: string;
  readonly arrivedOn: CivilDate | null;
}

/** Kết quả của một học kì hoặc cả năm: the value, «M» for an exempt learner, or nothing where none is known. */
export type PeriodResult<T> = T | 'exempt' | null;

/** Kết quả môn học: ĐTBmhk I, II and ĐTBmcn, or Đạt / Chưa đạt; `reassessed` is the result of summer re-assessment (art. 14). */
export interface PeriodResults<Kind extends 'score' | 'comment', T> {
  readonly kind: Kind;
  readonly term1: PeriodResult<T>;
  readonly term2: PeriodResult<T>;
  readonly year: PeriodResult<T>;
  readonly reassessed: T | null;
}

/** Kết quả cụm chuyên đề học tập of each term; in the subject's average it counts as one ĐĐGtx. */
export interface SpecialTopicMarks {
  readonly term1: Score | null;
  readonly term2: Score | null;
}

/** Kết quả môn học, hoạt động giáo dục: one row of the record, and the teachers who answer for it. */
export interface SubjectResult {
  readonly subject: SubjectCode;
  readonly name: string;
  readonly results: PeriodResults<'score', Score> | PeriodResults<'comment', CommentLevel>;
  readonly comment: string | null;
  /** Cụm chuyên đề học tập of the subject, grades 10 to 12; null where the learner takes none. */
  readonly specialTopic: SpecialTopicMarks | null;
  /** At least one; each of them signs. */
  readonly teachers: readonly Signatory[];
}

/** Kết quả rèn luyện, kết quả học tập of both terms and the year (Circular 22/2021, arts. 8, 9, 12–15). */
export interface YearResult {
  readonly study: {
    readonly term1: StudyLevel | null;
    readonly term2: StudyLevel | null;
    readonly year: StudyLevel | null;
    readonly afterReassess: StudyLevel | null;
  };
  readonly conduct: {
    readonly term1: StudyLevel | null;
    readonly term2: StudyLevel | null;
    readonly year: StudyLevel | null;
    readonly afterSummer: StudyLevel | null;
  };
  /** Tổng số buổi nghỉ học cả năm. */
  readonly absences: number;
  readonly promoted: boolean;
  /** «Được lên lớp 8», «Ở lại lớp 7», as the form words it. */
  readonly promotionText: string;
  /** «Hoàn thành chương trình lớp 9», or null. */
  readonly completionText: string | null;
  readonly award: string | null;
}

export interface ParentName {
  readonly name: string;
  readonly job: string | null;
}

/** Phần chung của mọi học bạ: who, where, when and in which year. */
export interface RecordFrame {
  /** A record made for trial or demonstration can never pass as real. */
  readonly environment: 'real' | 'trial';
  readonly code: RecordCode;
  /** Phiên bản: 1, and one more for each replacement. */
  readonly version: number;
  /** Trích lục từ học bạ giấy: exactly where the form is `extracted`. */
  readonly extracted: boolean;
  /** Thông tư áp dụng, as «22/2021/TT-BGDĐT». */
  readonly circular: string;
  readonly createdOn: CivilDate;
  /** Ngày ký phát hành. */
  readonly issuedOn: CivilDate;
  /** Ngày hiệu lực. */
  readonly inForceFrom: CivilDate;
  /** Địa danh phát hành. */
  readonly issuedAt: string;
  readonly school: {
    readonly code: SchoolCode;
    readonly name: string;
    /** Mã số thuế, by which the seal's certificate names the school (UID=MST:…). */
    readonly taxCode: string;
    readonly departmentCode: string;
    readonly departmentName: string;
    readonly communeCode: string;
    readonly communeName: string;
    readonly provinceCode: string;
    readonly provinceName: string;
    /** Mã cấp học: 02 primary, 03 lower secondary, 04 upper secondary, 05 continuing. */
    readonly levelCode: string;
  };
  readonly head: HeadSignatory;
  readonly learner: {
    readonly number: LearnerNumber;
    readonly personalId: PersonalId | null;
    /** Hộ chiếu, for those without a personal identification number. */
    readonly passport: string | null;
    readonly name: string;
    readonly sex: Sex | null;
    readonly birthDate: BirthDate;
    readonly birthPlace: string;
    readonly homeTown: string;
    readonly currentAddress: string;
    /** Of the three texts, where today's catalogue knows what they name. */
    readonly birthPlaceCode: PlaceCode | null;
    readonly homeTownCode: PlaceCode | null;
    readonly currentAddressCode: PlaceCode | null;
    readonly ethnicCode: string;
    readonly nationality: string;
    readonly policyBeneficiary: string | null;
    readonly notAssessed: boolean;
    readonly registerNumber: string | null;
    readonly father: ParentName | null;
    readonly mother: ParentName | null;
    readonly guardian: ParentName | null;
  };
  readonly studies: readonly StudyPeriod[];
  readonly year: SchoolYear;
  readonly grade: number;
  readonly className: string;
  readonly homeroomComment: string | null;
}

/** Giáo viên chủ nhiệm who signs the year; a year extracted from paper has none. */
export interface HomeroomPart {
  readonly homeroom: Signatory;
}

/** Mẫu học bạ THCS, THPT (Circular 22/2021, and 43/2021 for continuing education), grades 6 to 12. */
export interface SecondaryForm {
  readonly kind: 'secondary';
  readonly subjects: readonly SubjectResult[];
  readonly result: YearResult;
  readonly certificate: string | null;
  readonly competition: string | null;
  readonly summerComment: string | null;
}

export type SecondaryContent = RecordFrame & HomeroomPart & SecondaryForm;
export type PrimaryContent = RecordFrame & HomeroomPart & PrimaryForm;
export type ExtractedContent = RecordFrame & ExtractedForm;

/** Nội dung học bạ số of one learner and one school year: exactly what is signed. */
export type RecordContent = SecondaryContent | PrimaryContent | ExtractedContent;
