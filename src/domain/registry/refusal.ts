import type { SchoolCode } from '../school/yearbook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { Instant } from '../time/instant.ts';
import type { Cohort } from './cohort.ts';

/** Lý do không tiếp nhận: why a register does not take a record as it was sent. */
export type ReceivingRefusal =
  | {
      readonly code: 'record-already-registered';
      readonly registeredAt: Instant;
      readonly leafIndex: number;
    }
  | { readonly code: 'version-not-next'; readonly expected: number; readonly found: number }
  | { readonly code: 'learner-already-has-record' }
  | { readonly code: 'code-of-another-learner' }
  | { readonly code: 'code-of-another-year' }
  | { readonly code: 'not-the-issuing-school' }
  | { readonly code: 'period-locked'; readonly lockedAt: Instant };

/** Lý do không thu hồi. */
export type RecallRefusal =
  | { readonly code: 'record-unknown' }
  | { readonly code: 'not-the-issuing-school' }
  | { readonly code: 'version-not-current'; readonly current: number; readonly found: number }
  | { readonly code: 'record-already-recalled'; readonly recalledAt: Instant }
  | { readonly code: 'period-locked'; readonly lockedAt: Instant };

/** A class whose learners are not all accounted for. */
export interface ClassGap {
  readonly school: SchoolCode;
  readonly className: string;
  readonly enrolled: number;
  readonly inForce: number;
  readonly excused: number;
  /** Enrolled less in force less excused; negative where more are accounted for than enrolled. */
  readonly unaccounted: number;
  /** Learners who are excused and yet have a record. */
  readonly excusedWithRecord: number;
}

/** Lý do không khóa. */
export type LockingRefusal =
  | { readonly code: 'period-already-locked'; readonly lockedAt: Instant }
  | { readonly code: 'period-out-of-order'; readonly first: Cohort }
  | { readonly code: 'enrolment-not-stated'; readonly schools: readonly SchoolCode[] }
  | { readonly code: 'learners-unaccounted'; readonly classes: readonly ClassGap[] }
  | { readonly code: 'packages-waiting'; readonly count: number }
  /** Missing learners are left out only after the date, when nobody can be sent any more. */
  | { readonly code: 'period-still-open'; readonly closesAt: Instant | null }
  | { readonly code: 'nothing-to-lock' };

/** Lý do không đặt được ngày khóa. */
export type CalendarRefusal =
  | { readonly code: 'period-closed'; readonly closedAt: Instant }
  | { readonly code: 'date-is-over'; readonly lastDay: CivilDate; readonly today: CivilDate }
  | { readonly code: 'dates-out-of-order'; readonly first: Cohort };

/** Lý do không nhận báo cáo sĩ số. */
export type StatementRefusal =
  | { readonly code: 'period-locked'; readonly lockedAt: Instant }
  | { readonly code: 'class-twice'; readonly className: string }
  | { readonly code: 'learner-twice'; readonly className: string }
  | { readonly code: 'more-excused-than-enrolled'; readonly className: string };

export type RegistryRefusal =
  | ReceivingRefusal
  | RecallRefusal
  | LockingRefusal
  | CalendarRefusal
  | StatementRefusal;
