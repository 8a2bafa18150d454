import type { CommentLevel, PrimaryLevel } from '../assessment/level.ts';
import type { Score } from '../assessment/score.ts';
import type { LearnerNumber } from '../person/identity.ts';
import type { StaffId, SubjectCode } from '../school/yearbook.ts';
import type { Term } from '../time/school-year.ts';

/** Cột điểm: one regular mark by its place from 0, the midterm or the final one. */
export type MarkPlace = { readonly regular: number } | 'midterm' | 'final';

/** Lí do không có học bạ trong đợt này. */
export type ExcuseReason =
  | 'transferred-out'
  | 'dropped-out'
  | 'supplementary-cohort'
  | 'incomplete';

/**
 * Bổ sung dữ liệu: what somebody with the right to do so supplies or decides after the import, and why. It changes the
 * year's data; the records that it touches keep it as an event.
 */
export type Mend =
  | {
      readonly act: 'assign-teacher';
      readonly className: string;
      readonly subject: SubjectCode;
      readonly term: Term;
      readonly teacher: StaffId;
      readonly by: StaffId;
      readonly why: string;
    }
  | {
      readonly act: 'enter-mark';
      readonly learner: LearnerNumber;
      readonly subject: SubjectCode;
      readonly term: Term;
      readonly place: MarkPlace;
      readonly mark: { readonly score: Score } | { readonly level: CommentLevel };
      readonly by: StaffId;
      readonly why: string;
    }
  | {
      /** Nhập mức đạt được, điểm KTĐK còn thiếu of a primary subject; null where nothing is entered. */
      readonly act: 'enter-level';
      readonly learner: LearnerNumber;
      readonly subject: SubjectCode;
      readonly level: PrimaryLevel | null;
      /** A whole mark, 1 to 10. */
      readonly test: number | null;
      readonly by: StaffId;
      readonly why: string;
    }
  | {
      /**
       * Hiệu trưởng quyết định for a learner with a disability who is not assessed (Circular 22/2021, art. 12.2), at
       * primary level also for one whose supplement fell short (Circular 27/2020, art. 11).
       */
      readonly act: 'decide-promotion';
      readonly learner: LearnerNumber;
      readonly promoted: boolean;
      readonly by: StaffId;
      readonly why: string;
    }
  | {
      /** Chuyển sang đợt bổ sung: no record now, for a reason that the register is told. */
      readonly act: 'defer';
      readonly learner: LearnerNumber;
      readonly reason: 'supplementary-cohort' | 'incomplete';
      readonly by: StaffId;
      readonly why: string;
    };
