import type { RecordCode } from '../record/content.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { SchoolCode } from '../school/yearbook.ts';
import type { Instant } from '../time/instant.ts';
import { closedAt, type Period } from './cohort.ts';
import type { RecallReason, RecordRecalled } from './event.ts';
import type { RecallRefusal } from './refusal.ts';
import type { RegisteredRecord } from './registered-record.ts';

/** Yêu cầu thu hồi. */
export interface RecallRequest {
  readonly code: RecordCode;
  readonly version: number;
  readonly school: SchoolCode;
  readonly reason: RecallReason;
}

/** Thu hồi: only the issuing school, only the current version, only before the lock (plan 002, 2.1 and 2.4). */
export function recallRecord(
  record: RegisteredRecord | undefined,
  period: Period,
  request: RecallRequest,
  at: Instant,
): Result<RecordRecalled, RecallRefusal> {
  if (record === undefined) return refuse({ code: 'record-unknown' });
  if (record.school !== request.school) return refuse({ code: 'not-the-issuing-school' });
  if (record.version !== request.version) {
    const facts = { current: record.version, found: request.version };
    return refuse({ code: 'version-not-current', ...facts });
  }
  if (record.state === 'recalled') {
    return refuse({ code: 'record-already-recalled', recalledAt: record.recalledAt });
  }
  const lockedAt = closedAt(period, record.cohort, at);
  if (lockedAt !== null) return refuse({ code: 'period-locked', lockedAt });
  const { code, version, sha256, school, year, className, learner } = record;
  const facts = { code, version, sha256, school, year, className, learner };
  return ok({ ...facts, type: 'RecordRecalled', reason: request.reason, at });
}
