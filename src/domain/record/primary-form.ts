import type { PrimaryLevel, QualityLevel } from '../assessment/level.ts';
import type { PrimaryOutcome } from '../assessment/outcome.ts';
import type { SubjectCode } from '../school/yearbook.ts';

/** Phẩm chất chủ yếu, in the form's order (Circular 27/2020, appendix 1, table 2). */
export const qualityNames = ['yeuNuoc', 'nhanAi', 'chamChi', 'trungThuc', 'trachNhiem'] as const;
/** Năng lực chung (table 3.1). */
export const generalNames = ['tuChu', 'giaoTiep', 'giaiQuyet'] as const;
/** Năng lực đặc thù (table 3.2); Công nghệ and Tin học exist from grade 3 on. */
export const specialNames = [
  'ngonNgu',
  'tinhToan',
  'khoaHoc',
  'congNghe',
  'tinHoc',
  'thamMi',
  'theChat',
] as const;

export type QualityName = (typeof qualityNames)[number];
export type GeneralName = (typeof generalNames)[number];
export type SpecialName = (typeof specialNames)[number];

/** Mức đạt được of a quality or competence; `supplement` is the one after đánh giá bổ sung (art. 11). */
export interface TraitLevel {
  readonly level: QualityLevel;
  readonly supplement: QualityLevel | null;
}

/** A table of the form: its levels and its one merged comment. */
export interface TraitTable<Name extends string> {
  /** Null where the grade does not have it, and for a learner who is not assessed. */
  readonly levels: { readonly [N in Name]: TraitLevel | null };
  readonly comment: string | null;
}

/** Kết quả môn học, hoạt động giáo dục: the first result stays, that of the supplement stands beside it. */
export interface PrimaryMarks {
  readonly level: PrimaryLevel | null;
  /** Điểm KTĐK cuối năm, a whole mark 1 to 10; null where the subject has no test in this grade. */
  readonly test: number | null;
  readonly supplement: { readonly level: PrimaryLevel; readonly test: number | null } | null;
}

/** Một dòng của bảng môn học. It names no teacher: see `signingTeachers`. */
export interface PrimarySubjectResult {
  readonly subject: SubjectCode;
  readonly name: string;
  readonly marks: PrimaryMarks | 'exempt';
  readonly comment: string | null;
}

/** Kết quả giáo dục cuối năm (arts. 9, 11, 13). */
export interface PrimaryYearResult {
  /** Đánh giá kết quả giáo dục, before any supplement; null for a learner who is not assessed. */
  readonly outcome: PrimaryOutcome | null;
  /** Hoàn thành chương trình lớp học, a supplement included. */
  readonly completed: boolean;
  /** Hoàn thành chương trình tiểu học. */
  readonly programmeCompleted: boolean;
  readonly promoted: boolean;
  /** «Hoàn thành chương trình lớp 1; Được lên lớp 2», as the form words it. */
  readonly completionText: string;
  readonly award: string | null;
  /** Khen thưởng đột xuất. */
  readonly suddenAward: string | null;
}

/** Mẫu học bạ tiểu học (Circular 27/2020, appendix 1), grades 1 to 5. */
export interface PrimaryForm {
  readonly kind: 'primary';
  readonly subjects: readonly PrimarySubjectResult[];
  readonly qualities: TraitTable<QualityName>;
  readonly general: TraitTable<GeneralName>;
  readonly special: TraitTable<SpecialName>;
  readonly heightCm: number | null;
  readonly weightKg: number | null;
  /** Số ngày nghỉ of the year, with leave and without. */
  readonly absences: { readonly withLeave: number; readonly withoutLeave: number };
  readonly result: PrimaryYearResult;
}
