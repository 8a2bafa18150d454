import type { Exemption, SubjectCode } from '../school/yearbook.ts';
import type { CommentLevel, PrimaryLevel, QualityLevel, StudyLevel } from './level.ts';
import type { Score } from './score.ts';

/** Cách hiểu: one choice for each place where the circulars are read in two ways. */
export interface ReadingPolicy {
  /** Art. 9.3: may the one bad subject be imagined as also supplying the sixth mark? */
  readonly sixthSubject: 'strict' | 'lenient';
  /** Does the mark of a cụm chuyên đề come on top of the required ĐĐGtx, or count among them? */
  readonly specialTopic: 'on-top' | 'within';
  /** Conduct and study both Chưa đạt: between arts. 13 and 14. */
  readonly bothFailed: 'repeat' | 'reassess-after-summer';
  /** Art. 14: is art. 9.2 on the replaced results enough, or must every subject be re-assessed? */
  readonly reassessSubset: 'formula' | 'all';
  /** Exempt in one term only: the other term stands for the year, or there is no year result. */
  readonly partialExemption: 'assessed-term' | 'no-year';
  /** Do subjects assessed by comments count in the levels of Circular 43/2021? */
  readonly continuingComments: 'as-tt22' | 'ignore';
}

/** The reading used when nobody chose another. */
export const defaultReading: ReadingPolicy = {
  sixthSubject: 'strict',
  specialTopic: 'on-top',
  bothFailed: 'repeat',
  reassessSubset: 'formula',
  partialExemption: 'assessed-term',
  continuingComments: 'as-tt22',
};

/** One term of a subject with marks: our own marks, or only the average of another school. */
export type ScoreTermCase =
  | {
      readonly from: 'marks';
      /** ĐĐGtx without the special topic's mark; null is a mark that should be there and is not. */
      readonly regular: readonly (Score | null)[];
      /** Kết quả cụm chuyên đề học tập: counts as one ĐĐGtx. */
      readonly specialTopic: Score | null;
      readonly midterm: Score | null;
      readonly final: Score | null;
    }
  | { readonly from: 'transfer'; readonly average: Score };

/** One term of a subject assessed by comments: its assessments, or only the level. */
export type CommentTermCase =
  | {
      readonly from: 'assessments';
      readonly regular: readonly (CommentLevel | null)[];
      readonly midterm: CommentLevel | null;
      readonly final: CommentLevel | null;
    }
  | { readonly from: 'level'; readonly level: CommentLevel };

/** Môn học nhận xét kết hợp điểm số, as one learner took it in one year. */
export interface ScoreSubjectCase {
  readonly kind: 'score';
  readonly code: SubjectCode;
  readonly exempt: Exemption;
  /** null: nothing is known of the term. */
  readonly term1: ScoreTermCase | null;
  readonly term2: ScoreTermCase | null;
  /** Kết quả đánh giá lại (art. 14). */
  readonly reassessed: Score | null;
  /** Số ĐĐGtx of a term by the yearly periods, without the special topic (art. 6); null: not known. */
  readonly regularRequired: number | null;
  /** The learner takes the subject's cụm chuyên đề, so its mark must be there. */
  readonly specialTopic: boolean;
}

/** Môn học đánh giá bằng nhận xét, as one learner took it in one year. */
export interface CommentSubjectCase {
  readonly kind: 'comment';
  readonly code: SubjectCode;
  readonly exempt: Exemption;
  readonly term1: CommentTermCase | null;
  readonly term2: CommentTermCase | null;
  readonly reassessed: CommentLevel | null;
}

export type SecondarySubjectCase = ScoreSubjectCase | CommentSubjectCase;

/** What Circulars 22/2021 and 43/2021 need to know of one learner's year. */
export interface SecondaryCase {
  readonly grade: number;
  /** Học sinh khuyết tật không đánh giá: no result at all. */
  readonly notAssessed: boolean;
  readonly subjects: readonly SecondarySubjectCase[];
  readonly conduct: {
    readonly term1: StudyLevel | null;
    readonly term2: StudyLevel | null;
    readonly afterSummer: StudyLevel | null;
  };
  /** Tổng số buổi nghỉ học cả năm, with and without leave; null: not known. */
  readonly absences: number | null;
}

/** One subject under Circular 27/2020. A test mark is 1 to 10 and must be whole; null: missing. */
export type PrimarySubjectCase =
  | { readonly state: 'exempt'; readonly code: SubjectCode }
  | { readonly state: 'untested'; readonly code: SubjectCode; readonly level: PrimaryLevel | null }
  | {
      readonly state: 'tested';
      readonly code: SubjectCode;
      readonly level: PrimaryLevel | null;
      readonly test: number | null;
    };

/** Phẩm chất (`pc:`) or năng lực (`nl:`): one result at the end of the year. */
export interface QualityCase {
  /** `pc:yeuNuoc`, `nl:tuChu` … */
  readonly name: string;
  readonly level: QualityLevel | null;
}

/** Đánh giá bổ sung of one item. A subject's test is replaced only where a new one is given. */
export type SupplementCase =
  | {
      readonly of: 'subject';
      readonly code: SubjectCode;
      readonly level: PrimaryLevel;
      readonly test: number | null;
    }
  | { readonly of: 'quality'; readonly name: string; readonly level: QualityLevel };

/** What Circular 27/2020 needs to know of one learner's year. */
export interface PrimaryCase {
  readonly grade: number;
  readonly notAssessed: boolean;
  readonly subjects: readonly PrimarySubjectCase[];
  /** Phẩm chất first, then năng lực. */
  readonly qualities: readonly QualityCase[];
  readonly supplement: readonly SupplementCase[];
  /** Quyết định của hiệu trưởng (art. 11); null: none yet. */
  readonly principalDecision: 'promote' | 'retain' | null;
}
