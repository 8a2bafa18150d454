import { parseRecordCode } from '../../../domain/record/content.ts';
import { type Cohort, parseCohort } from '../../../domain/registry/cohort.ts';
import {
  type RecordRecalled,
  type RecordRegistered,
  type RecordReplaced,
  recallReasons,
  type VersionFacts,
} from '../../../domain/registry/event.ts';
import { parseLearnerKey } from '../../../domain/registry/learner-key.ts';
import type { SchoolCode } from '../../../domain/school/yearbook.ts';
import { type Instant, parseInstant } from '../../../domain/time/instant.ts';
import { parseSchoolYear, type SchoolYear } from '../../../domain/time/school-year.ts';

/** A lock as its event row keeps it: the closed set itself follows from the fold. */
export interface LockMark {
  readonly type: 'PeriodLocked';
  readonly year: SchoolYear;
  readonly cohort: Cohort;
  readonly at: Instant;
}

export type StoredEvent = RecordRegistered | RecordReplaced | RecordRecalled | LockMark;

type Members = Readonly<Record<string, unknown>>;

const textIn = (members: Members, name: string): string => {
  const value = members[name];
  return typeof value === 'string' ? value : '';
};

/** Reads a stored payload; undefined for anything that the register would not have written. */
export function parseEvent(payload: unknown): StoredEvent | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const members: Members = { ...payload };
  const at = parseInstant(textIn(members, 'at'));
  const year = parseSchoolYear(textIn(members, 'year'));
  const cohort = parseCohort(textIn(members, 'cohort'));
  if (at === undefined || year === undefined) return undefined;
  const type = textIn(members, 'type');
  if (type === 'PeriodLocked') return cohort && { type, year, cohort, at };
  const facts = versionFacts(members, year);
  if (facts === undefined) return undefined;
  if (type === 'RecordRegistered') return cohort && { ...facts, type, cohort, at };
  if (type === 'RecordReplaced') {
    const bySha256 = textIn(members, 'bySha256');
    return /^[0-9a-f]{64}$/.test(bySha256) ? { ...facts, type, bySha256, at } : undefined;
  }
  const reason = recallReasons.find((one) => one === members['reason']);
  return type === 'RecordRecalled' && reason ? { ...facts, type, reason, at } : undefined;
}

function versionFacts(members: Members, year: SchoolYear): VersionFacts | undefined {
  const code = parseRecordCode(textIn(members, 'code'));
  const learner = parseLearnerKey(textIn(members, 'learner'));
  const sha256 = textIn(members, 'sha256');
  const school = textIn(members, 'school');
  const { version } = members;
  if (code === undefined || learner === undefined || !/^[0-9a-f]{64}$/.test(sha256))
    return undefined;
  if (typeof version !== 'number' || !/^[\w.-]{1,20}$/.test(school)) return undefined;
  const className = textIn(members, 'className');
  return { code, version, sha256, school: school as SchoolCode, year, className, learner };
}

/** What the columns beside the payload must say (fsck-source.ts, EventRow). */
export function columnsOf(event: StoredEvent): string {
  const { type, year, at } = event;
  if (event.type === 'PeriodLocked') return `${type} ${year} - - - ${at}`;
  return `${type} ${year} ${event.school} ${event.code} ${event.version} ${at}`;
}

/** Whether two events say the same. */
export function sameEvent(a: object, b: object): boolean {
  const sorted = (event: object): string =>
    JSON.stringify(Object.entries(event).toSorted(([x], [y]) => (x < y ? -1 : 1)));
  return sorted(a) === sorted(b);
}
