import type { RecordCode } from '../record/content.ts';
import type { SchoolCode } from '../school/yearbook.ts';
import type { Instant } from '../time/instant.ts';
import type { SchoolYear } from '../time/school-year.ts';
import type { Cohort } from './cohort.ts';
import type { LearnerKey } from './learner-key.ts';

/** Bản học bạ được tiếp nhận: what a register knows of one version of a record. */
export interface VersionFacts {
  readonly code: RecordCode;
  readonly version: number;
  /** Hexadecimal SHA-256 of the exact bytes. */
  readonly sha256: string;
  readonly school: SchoolCode;
  readonly year: SchoolYear;
  readonly className: string;
  readonly learner: LearnerKey;
}

/** Học bạ đã tiếp nhận: a version stands in the register. */
export interface RecordRegistered extends VersionFacts {
  readonly type: 'RecordRegistered';
  readonly cohort: Cohort;
  readonly at: Instant;
}

/** Học bạ được thay thế: this version gave way to the next; its RecordRegistered follows in the same act. */
export interface RecordReplaced extends VersionFacts {
  readonly type: 'RecordReplaced';
  readonly bySha256: string;
  readonly at: Instant;
}

/** Lý do thu hồi. A code, so that the public log can carry it. */
export const recallReasons = [
  'wrong-content',
  'wrong-learner',
  'issued-by-mistake',
  'other',
] as const;
export type RecallReason = (typeof recallReasons)[number];

/** Học bạ bị thu hồi by the school that issued it. */
export interface RecordRecalled extends VersionFacts {
  readonly type: 'RecordRecalled';
  readonly reason: RecallReason;
  readonly at: Instant;
}

/** Vì sao không có học bạ: why an enrolled learner has no record in the set, by the school's word. */
export const statedExcuses = [
  'transferred-out',
  'dropped-out',
  'supplementary-cohort',
  'incomplete',
] as const;
export type StatedExcuse = (typeof statedExcuses)[number];

/** The school's words, and the register's own: nothing came by the date. */
export const excuses = [...statedExcuses, 'not-submitted'] as const;
export type Excuse = (typeof excuses)[number];

/** Ai cho khóa khi còn thiếu, và vì sao: the officer who let a cohort be locked without learners that never came. */
export interface LeftOut {
  readonly officer: string;
  readonly reason: string;
}

/** Sĩ số một lớp khi khóa: the class's closed set, and why those who are not in it are not. */
export interface ClosedClass {
  readonly school: SchoolCode;
  readonly className: string;
  readonly enrolled: number;
  /** Of the records in force, by code. */
  readonly inForce: readonly VersionFacts[];
  readonly excused: Readonly<Record<Excuse, number>>;
}

/** Khóa: the period's records can never change again, for anyone. */
export interface PeriodLocked {
  readonly type: 'PeriodLocked';
  readonly year: SchoolYear;
  readonly cohort: Cohort;
  readonly classes: readonly ClosedClass[];
  /** Present when learners are missing. */
  readonly leftOut?: LeftOut;
  readonly at: Instant;
}

export type RegistryEvent = RecordRegistered | RecordReplaced | RecordRecalled | PeriodLocked;
