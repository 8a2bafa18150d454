import { ok, type Result, refuse } from '../result.ts';
import type { Instant } from '../time/instant.ts';
import type { Command } from './draft.ts';
import type {
  PackageSubmitted,
  RecordRecalled,
  RecordRefused,
  RecordRegistered,
  RecordReplaced,
} from './events.ts';
import type { YearRecord } from './record.ts';
import type { RecordRefusal } from './refusal.ts';

/** Gửi: what is issued, or was refused for a cause outside its bytes. */
export function submitRecord(
  record: YearRecord,
  command: Command<PackageSubmitted>,
): Result<PackageSubmitted, RecordRefusal> {
  switch (record.state) {
    case 'issued':
    case 'refused':
      return ok({ type: 'PackageSubmitted', ...command });
    case 'submitted':
      return refuse({ code: 'awaiting-reply', message: record.message });
    case 'registered':
      return refuse({ code: 'already-registered', receivedAt: record.receivedAt });
    case 'recalled':
    case 'replaced':
      return refuse({ code: 'no-longer-valid', state: record.state });
    case 'absent':
    case 'drafting':
    case 'closed':
    case 'signing':
    case 'sealed':
      return refuse({ code: 'not-issued', state: record.state });
  }
}

/** Ghi nhận trả lời của Sở: only to the message that the school waits for. */
export function takeReply<R extends RecordRegistered | RecordRefused>(
  record: YearRecord,
  reply: R,
): Result<R, RecordRefusal> {
  if (record.state === 'registered') {
    return refuse({ code: 'already-registered', receivedAt: record.receivedAt });
  }
  if (record.state !== 'submitted') return refuse({ code: 'not-submitted', state: record.state });
  if (record.message !== reply.message) {
    return refuse({ code: 'reply-to-another-message', message: record.message });
  }
  return ok(reply);
}

/** Ngày khóa of the record's period, as the school knows it; null while it is open. */
export interface Period {
  readonly lockedAt: Instant | null;
}

/** Thu hồi: what is issued, refused or registered, before the lock, with a reason. */
export function recallRecord(
  record: YearRecord,
  command: Command<RecordRecalled>,
  period: Period,
): Result<RecordRecalled, RecordRefusal> {
  if (period.lockedAt !== null) return refuse({ code: 'period-locked', lockedAt: period.lockedAt });
  switch (record.state) {
    case 'issued':
    case 'refused':
    case 'registered':
      return command.reason.trim() === ''
        ? refuse({ code: 'reason-missing' })
        : ok({ type: 'RecordRecalled', ...command });
    case 'submitted':
      return refuse({ code: 'awaiting-reply', message: record.message });
    case 'recalled':
    case 'replaced':
      return refuse({ code: 'no-longer-valid', state: record.state });
    case 'absent':
    case 'drafting':
    case 'closed':
    case 'signing':
    case 'sealed':
      return refuse({ code: 'not-issued', state: record.state });
  }
}

/** Thay thế: the next version took this one's place in the register, before the lock. */
export function replaceRecord(
  record: YearRecord,
  command: Command<RecordReplaced>,
  period: Period,
): Result<RecordReplaced, RecordRefusal> {
  if (period.lockedAt !== null) return refuse({ code: 'period-locked', lockedAt: period.lockedAt });
  if (record.state === 'recalled' || record.state === 'replaced') {
    return refuse({ code: 'no-longer-valid', state: record.state });
  }
  if (record.state !== 'registered') return refuse({ code: 'not-registered', state: record.state });
  const expected = record.version + 1;
  if (command.byVersion !== expected) return refuse({ code: 'version-not-next', expected });
  return ok({ type: 'RecordReplaced', ...command });
}
