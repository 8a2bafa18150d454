import { ok, type Result, refuse } from '../result.ts';
import type { Instant } from '../time/instant.ts';
import { closedAt, cohortFor, lastClosing, type Period } from './cohort.ts';
import type { RecordRegistered, RecordReplaced, VersionFacts } from './event.ts';
import type { ReceivingRefusal } from './refusal.ts';
import type { RegisteredRecord } from './registered-record.ts';

/** What the register holds that bears on a record. */
export interface ReceivingView {
  /** Under the same look-up code. */
  readonly sameCode: RegisteredRecord | undefined;
  /** Standing for the same learner and school year, under whatever code. */
  readonly sameLearner: RegisteredRecord | undefined;
  readonly period: Period;
}

/**
 * Tiếp nhận: a first version is registered; a next version replaces the current one, until the lock (plan 002, 2.1).
 * `sentAt` is when the package was received: what came before the door closed is in time, whenever it is worked on.
 */
export function receiveRecord(
  { sameCode, sameLearner, period }: ReceivingView,
  record: VersionFacts,
  at: Instant,
  sentAt: Instant = at,
): Result<readonly (RecordReplaced | RecordRegistered)[], ReceivingRefusal> {
  if (sameCode !== undefined) {
    return receiveVersion(sameCode, { sameLearner, period }, record, { at, sentAt });
  }
  if (record.version !== 1) {
    return refuse({ code: 'version-not-next', expected: 1, found: record.version });
  }
  if (sameLearner !== undefined) return refuse({ code: 'learner-already-has-record' });
  const cohort = cohortFor(period, record.learner, sentAt);
  if (cohort === undefined) return refuse(locked(period, sentAt));
  return ok([{ ...record, type: 'RecordRegistered', cohort, at }]);
}

/** The code is known: the same bytes again, or the next version in its place. */
function receiveVersion(
  current: RegisteredRecord,
  { sameLearner, period }: Pick<ReceivingView, 'sameLearner' | 'period'>,
  record: VersionFacts,
  { at, sentAt }: { readonly at: Instant; readonly sentAt: Instant },
): Result<readonly (RecordReplaced | RecordRegistered)[], ReceivingRefusal> {
  const same = current.version === record.version && current.sha256 === record.sha256;
  if (same && current.state === 'registered') {
    const { registeredAt, leafIndex } = current;
    return refuse({ code: 'record-already-registered', registeredAt, leafIndex });
  }
  if (record.school !== current.school) return refuse({ code: 'not-the-issuing-school' });
  if (record.year !== current.year) return refuse({ code: 'code-of-another-year' });
  if (record.learner !== current.learner) return refuse({ code: 'code-of-another-learner' });
  const expected = current.version + 1;
  if (record.version !== expected) {
    return refuse({ code: 'version-not-next', expected, found: record.version });
  }
  if (sameLearner !== undefined && sameLearner.code !== record.code) {
    return refuse({ code: 'learner-already-has-record' });
  }
  const lockedAt = closedAt(period, current.cohort, sentAt);
  if (current.state === 'registered') {
    if (lockedAt !== null) return refuse({ code: 'period-locked', lockedAt });
    return ok([replaced(current, record, at), registered(record, current.cohort, at)]);
  }
  // A record recalled before the first lock may come back with the cohort that is still open to its learner.
  const cohort = cohortFor(period, record.learner, sentAt);
  if (cohort === undefined) return refuse(locked(period, sentAt));
  return ok([replaced(current, record, at), registered(record, cohort, at)]);
}

const registered = (
  record: VersionFacts,
  cohort: RecordRegistered['cohort'],
  at: Instant,
): RecordRegistered => ({ ...record, type: 'RecordRegistered', cohort, at });

function replaced(current: RegisteredRecord, by: VersionFacts, at: Instant): RecordReplaced {
  const { code, version, sha256, school, year, className, learner } = current;
  const facts = { code, version, sha256, school, year, className, learner };
  return { ...facts, type: 'RecordReplaced', bySha256: by.sha256, at };
}

const locked = (period: Period, at: Instant): ReceivingRefusal => ({
  code: 'period-locked',
  lockedAt: lastClosing(period, at) ?? at,
});
