import type { PendingMatter, PromotionReason } from '../assessment/outcome.ts';
import type { Programme, StaffId, SubjectCode } from '../school/yearbook.ts';
import type { SchoolYear, Term } from '../time/school-year.ts';

/** A fact of the learner that the record cannot be without. */
export type LearnerFact =
  | 'birth-date'
  | 'birth-place'
  | 'home-town'
  | 'current-address'
  | 'ethnic-code'
  | 'identity';

/** Lí do chưa lập được học bạ: each names what is lacking; who can mend it follows from the code. */
export type BuildRefusal =
  | { readonly code: 'programme-not-written'; readonly programme: Programme }
  /** The year was under Circular 58/2011: it can be extracted from paper, never computed. */
  | { readonly code: 'year-under-older-rules'; readonly year: SchoolYear; readonly grade: number }
  | { readonly code: 'class-unknown'; readonly className: string }
  | { readonly code: 'subject-unknown'; readonly subject: SubjectCode }
  | {
      readonly code: 'result-missing';
      readonly subject: SubjectCode;
      readonly term: Term | 'year';
      readonly why: 'missing' | 'incomplete' | 'too-many-tx';
    }
  /** Primary: no level, no test, or a test that is not a whole mark. `of`: a subject, `pc:` or `nl:` name. */
  | { readonly code: 'level-missing'; readonly of: string }
  | { readonly code: 'test-missing'; readonly subject: SubjectCode }
  | { readonly code: 'test-not-whole'; readonly subject: SubjectCode }
  /** Đánh giá bổ sung not made yet, or not for all of these. */
  | { readonly code: 'supplement-pending'; readonly items: readonly string[] }
  | { readonly code: 'conduct-missing'; readonly term: Term }
  | { readonly code: 'absences-missing' }
  | {
      readonly code: 'no-subject-teacher';
      readonly subject: SubjectCode;
      readonly className: string;
      readonly term: Term;
    }
  | { readonly code: 'no-homeroom-teacher'; readonly className: string }
  | { readonly code: 'no-head' }
  | { readonly code: 'staff-unknown'; readonly staff: StaffId }
  /** Assigned to sign for the head, but not a deputy by position. */
  | { readonly code: 'not-a-deputy'; readonly staff: StaffId; readonly position: string | null }
  | { readonly code: 'staff-without-personal-id'; readonly staff: StaffId }
  | {
      readonly code: 'promotion-undecided';
      readonly pending: readonly PendingMatter[];
      readonly reasons: readonly PromotionReason[];
    }
  | { readonly code: 'learner-fact-missing'; readonly fact: LearnerFact }
  /** Primary: the principal has not decided (Circular 27/2020, art. 11). */
  | { readonly code: 'decision-missing' }
  /** The profile's grammar does not take the value. */
  | {
      readonly code: 'not-in-profile';
      readonly path: string;
      readonly fault: string;
      readonly found: string;
    };

/** Điều cần lưu ý: does not keep the record from being closed. */
export type BuildWarning =
  | { readonly code: 'subject-comment-missing'; readonly subject: SubjectCode }
  | { readonly code: 'homeroom-comment-missing' }
  /** Primary: nobody wrote about the qualities, the general or the special competences. */
  | { readonly code: 'trait-comment-missing'; readonly of: 'qualities' | 'general' | 'special' }
  | { readonly code: 'sex-missing' }
  | { readonly code: 'foreign-learner-without-passport' }
  /** The earlier school of this year is known by name only, so «Quá trình học tập» cannot hold a line for it. */
  | { readonly code: 'earlier-school-not-placed'; readonly school: string };

/** Ai bổ sung được. */
export type Mender = 'subject-teacher' | 'homeroom-teacher' | 'head' | 'clerk' | 'vendor';

const menders: Readonly<Record<BuildRefusal['code'], Mender>> = {
  'programme-not-written': 'vendor',
  'year-under-older-rules': 'clerk',
  'class-unknown': 'clerk',
  'subject-unknown': 'clerk',
  'result-missing': 'subject-teacher',
  'level-missing': 'homeroom-teacher',
  'test-missing': 'homeroom-teacher',
  'test-not-whole': 'homeroom-teacher',
  'supplement-pending': 'homeroom-teacher',
  'conduct-missing': 'homeroom-teacher',
  'absences-missing': 'homeroom-teacher',
  'no-subject-teacher': 'head',
  'no-homeroom-teacher': 'head',
  'no-head': 'clerk',
  'staff-unknown': 'clerk',
  'staff-without-personal-id': 'clerk',
  'not-a-deputy': 'head',
  'promotion-undecided': 'head',
  'decision-missing': 'head',
  'learner-fact-missing': 'clerk',
  'not-in-profile': 'clerk',
};

export const menderOf = ({ code }: BuildRefusal): Mender => menders[code];
