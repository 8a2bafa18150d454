import type { Brand } from '../../domain/brand.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import type { ClassEnrolment } from '../../domain/registry/enrolment.ts';
import type { RecallReason } from '../../domain/registry/event.ts';
import type { SchoolCode } from '../../domain/school/yearbook.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { SchoolYear } from '../../domain/time/school-year.ts';

/** Mã gói tin: 128 random bits that the sender draws, as 32 hexadecimal digits; one per message. */
export type PackageId = Brand<string, 'PackageId'>;

export const parsePackageId = (text: string): PackageId | undefined =>
  /^[0-9a-f]{32}$/.test(text) ? (text as PackageId) : undefined;

export type Environment = 'real' | 'trial';

/** What every message of a school says of itself. */
export interface SchoolMessage {
  readonly environment: Environment;
  readonly id: PackageId;
  readonly school: SchoolCode;
  readonly taxCode: string;
  readonly createdAt: Instant;
}

/** One record file in a package; `code`, `version` and `sha256` are what the sender says it is. */
export interface SentRecord {
  readonly code: RecordCode;
  readonly version: number;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** Gói tin: the records of one class, submitted together under one seal. */
export interface Package extends SchoolMessage {
  readonly year: SchoolYear;
  readonly className: string;
  /** How many records the sender meant to put in. */
  readonly count: number;
  readonly records: readonly SentRecord[];
}

export type ItemStatus = 'registered' | 'refused' | 'already-registered';

/** What became of one record of a package. */
export interface ReplyItem {
  readonly code: RecordCode;
  readonly version: number;
  readonly sha256: string;
  readonly status: ItemStatus;
  /** When it was registered; null for a refused record. */
  readonly registeredAt: Instant | null;
  /** Its leaf in the register's log; null for a refused record. */
  readonly leafIndex: number | null;
  readonly errors: readonly { readonly code: string; readonly text: string }[];
}

/** Bản tin trả lời: the register's signed word on every record of one package. */
export interface Reply {
  readonly environment: Environment;
  readonly message: number;
  readonly id: PackageId;
  /** Of the register. */
  readonly departmentCode: string;
  readonly taxCode: string;
  readonly school: SchoolCode;
  readonly year: SchoolYear;
  readonly receivedAt: Instant;
  readonly answeredAt: Instant;
  readonly items: readonly ReplyItem[];
}

/** Yêu cầu thu hồi: a school takes one record back. */
export interface Recall extends SchoolMessage {
  readonly code: RecordCode;
  readonly version: number;
  readonly reason: RecallReason;
  readonly note: string | null;
}

/** Báo cáo sĩ số: who belongs to each class, so that a lock can be complete. */
export interface Enrolment extends SchoolMessage {
  readonly year: SchoolYear;
  readonly classes: readonly ClassEnrolment[];
}
