import type { SubjectCode } from '../school/yearbook.ts';
import type { Term } from '../time/school-year.ts';
import type { CommentLevel, StudyLevel } from './level.ts';
import type { Score } from './score.ts';

/** Miễn: stands in place of a result that the learner need not have. */
export type Exempt = 'M';

/** ĐTBmhk I, II and ĐTBmcn of one subject, or the three levels; null: cannot be known. */
export type SubjectAverages =
  | {
      readonly kind: 'score';
      readonly code: SubjectCode;
      readonly term1: Score | Exempt | null;
      readonly term2: Score | Exempt | null;
      readonly year: Score | Exempt | null;
    }
  | {
      readonly kind: 'comment';
      readonly code: SubjectCode;
      readonly term1: CommentLevel | Exempt | null;
      readonly term2: CommentLevel | Exempt | null;
      readonly year: CommentLevel | Exempt | null;
    };

/** One condition of arts. 9, 12 to 15 that held or failed, with the subject and value that decided it. */
export type AssessmentFact =
  /** Held: every mark reaches the limit (tenths). */
  | { readonly code: 'all-at-least'; readonly limit: number }
  /** Held: `count` marks reach the limit, `needed` were enough. */
  | {
      readonly code: 'enough-at-least';
      readonly limit: number;
      readonly count: number;
      readonly needed: number;
    }
  /** Failed: one mark is below the limit that every mark must reach. */
  | {
      readonly code: 'subject-below';
      readonly subject: SubjectCode;
      readonly value: number;
      readonly limit: number;
    }
  /** Failed: only `count` marks reach the limit. */
  | {
      readonly code: 'too-few-at-least';
      readonly limit: number;
      readonly count: number;
      readonly needed: number;
    }
  /** Failed: a subject assessed by comments is Chưa đạt. */
  | { readonly code: 'comment-not-met'; readonly subject: SubjectCode }
  /** Art. 9.3: without this subject the level would be `towards`, so it rises by one. */
  | {
      readonly code: 'adjusted-for-one-subject';
      readonly subject: SubjectCode;
      readonly towards: StudyLevel;
    }
  /** No level: this subject has no result. */
  | { readonly code: 'subject-without-result'; readonly subject: SubjectCode }
  | { readonly code: 'absences-within'; readonly value: number; readonly limit: number }
  | { readonly code: 'absences-over'; readonly value: number; readonly limit: number }
  | { readonly code: 'absences-unknown' }
  | { readonly code: 'conduct-met'; readonly level: StudyLevel }
  | { readonly code: 'conduct-not-met'; readonly level: StudyLevel }
  | { readonly code: 'conduct-unknown' }
  | { readonly code: 'study-met'; readonly level: StudyLevel }
  | { readonly code: 'study-not-met'; readonly level: StudyLevel }
  | { readonly code: 'study-unknown' }
  | { readonly code: 'not-assessed' };

/** Mức kết quả học tập: by art. 9.2 (`base`), after art. 9.3 (`level`), and why. */
export interface StudyOutcome {
  readonly base: StudyLevel | null;
  readonly level: StudyLevel | null;
  /** The subject that caused the adjustment of art. 9.3. */
  readonly adjustedBy: SubjectCode | null;
  /** What carried the level, then what kept the learner from the next one. */
  readonly facts: readonly AssessmentFact[];
}

/** What a person must look at. */
export type AssessmentFlag =
  | { readonly code: 'missing'; readonly subject: SubjectCode; readonly term: Term }
  | { readonly code: 'incomplete'; readonly subject: SubjectCode; readonly term: Term }
  | { readonly code: 'too-many-tx'; readonly subject: SubjectCode; readonly term: Term }
  | { readonly code: 'partial-exempt'; readonly subject: SubjectCode }
  | { readonly code: 'fewer-mark-subjects'; readonly needed: number }
  | { readonly code: 'both-failed' }
  | { readonly code: 'not-assessed' };

/** What promotion still waits for: rèn luyện trong hè (art. 13), đánh giá lại (art. 14). */
export type PendingMatter = 'summer-conduct' | 'reassess';

/** Why a learner is not promoted, or why it cannot be known yet. A pending matter is not a reason. */
export type PromotionReason =
  | 'absences'
  | 'study'
  | 'conduct'
  | 'study-incomplete'
  | 'conduct-incomplete'
  | 'absences-unknown'
  | 'principal-decides';

/** Danh hiệu: Học sinh Xuất sắc, Học sinh Giỏi (art. 15). */
export type SecondaryAward = 'XS' | 'G';

/** All that Circulars 22/2021 and 43/2021 say of one learner's year. */
export interface SecondaryResult {
  /** In the order of the case. */
  readonly subjects: readonly SubjectAverages[];
  readonly study: {
    readonly term1: StudyOutcome;
    readonly term2: StudyOutcome;
    readonly year: StudyOutcome;
    /** On the replaced results; null where nothing was re-assessed. */
    readonly afterReassess: StudyOutcome | null;
  };
  readonly conduct: {
    readonly term1: StudyLevel | null;
    readonly term2: StudyLevel | null;
    readonly year: StudyLevel | null;
    readonly afterSummer: StudyLevel | null;
  };
  /** Art. 14: may be re-assessed, and in which subjects. */
  readonly reassess: { readonly eligible: boolean; readonly subjects: readonly SubjectCode[] };
  /** Art. 13: must train their conduct in the summer. */
  readonly summerConduct: boolean;
  /** Được lên lớp or công nhận hoàn thành chương trình; null: cannot be known yet. */
  readonly promoted: boolean | null;
  readonly pending: readonly PendingMatter[];
  readonly reasons: readonly PromotionReason[];
  readonly award: SecondaryAward | null;
  readonly flags: readonly AssessmentFlag[];
  /** The conditions of art. 12 (promotion), each as it held or failed. */
  readonly promotionFacts: readonly AssessmentFact[];
  /** The conditions of art. 15 (award): what carried it, or what failed. */
  readonly awardFacts: readonly AssessmentFact[];
}

/** Hoàn thành xuất sắc, Hoàn thành tốt, Hoàn thành, Chưa hoàn thành (Circular 27/2020, art. 9). */
export type PrimaryOutcome = 'HTXS' | 'HTT' | 'HT' | 'CHT';

/** What keeps a learner from the next higher outcome: the result and what it would have to be. */
export type PrimaryObstacle =
  | { readonly code: 'subject'; readonly subject: SubjectCode; readonly level: 'H' | 'C' }
  | { readonly code: 'quality'; readonly name: string; readonly level: 'Đ' | 'C' }
  | {
      readonly code: 'test';
      readonly subject: SubjectCode;
      readonly value: number;
      readonly limit: number;
    };

export type PrimaryFlag =
  /** `of`: a subject code, `pc:` or `nl:` name. */
  | { readonly code: 'missing-level'; readonly of: string }
  | { readonly code: 'missing-test'; readonly of: SubjectCode }
  | { readonly code: 'test-not-whole'; readonly of: SubjectCode }
  | { readonly code: 'not-assessed' };

/** Học sinh Xuất sắc; or the results for Học sinh Tiêu biểu, which people must still recognise (art. 13). */
export type PrimaryAward = 'HSXS' | 'TB-eligible';

/** All that Circular 27/2020 says of one learner's year. */
export interface PrimaryResult {
  /** Đánh giá kết quả giáo dục; null: cannot be known. */
  readonly result: PrimaryOutcome | null;
  /** Hoàn thành chương trình lớp học. */
  readonly completed: boolean | null;
  /** Hoàn thành chương trình tiểu học: grade 5 only. */
  readonly programmeCompleted: boolean | null;
  readonly award: PrimaryAward | null;
  readonly blocking: readonly PrimaryObstacle[];
  /** Đánh giá bổ sung: what needs it (subject codes, `pc:` and `nl:` names). */
  readonly supplement: { readonly needed: boolean; readonly items: readonly string[] };
  /** Completed after the supplement; null: not needed or not all of it given yet. */
  readonly completedAfter: boolean | null;
  readonly promoted: boolean | null;
  readonly reasons: readonly ('incomplete' | 'supplement-pending' | 'principal-decides')[];
  readonly flags: readonly PrimaryFlag[];
}

/** What the circular of the learner's level says of the year. */
export type LearnerResult =
  | { readonly kind: 'secondary'; readonly result: SecondaryResult }
  | { readonly kind: 'primary'; readonly result: PrimaryResult };
