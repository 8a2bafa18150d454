import assert from 'node:assert/strict';
import { parseRecordCode, type RecordCode } from '../../../domain/record/content.ts';
import { type Cohort, parseCohort } from '../../../domain/registry/cohort.ts';
import { type LearnerKey, parseLearnerKey } from '../../../domain/registry/learner-key.ts';
import type { RegisteredRecord } from '../../../domain/registry/registered-record.ts';
import type { SchoolCode } from '../../../domain/school/yearbook.ts';
import { type Instant, parseInstant } from '../../../domain/time/instant.ts';
import { parseSchoolYear, type SchoolYear } from '../../../domain/time/school-year.ts';

/** A row of registered_record. */
export interface RecordRow {
  readonly year: string;
  readonly code: string;
  readonly version: number;
  readonly school: string;
  readonly class_name: string;
  readonly learner: string;
  readonly cohort: string;
  readonly state: string;
  readonly sha256: string;
  readonly registered_at: string;
  readonly recalled_at: string | null;
  readonly leaf_index: number;
}

export const recordColumns =
  'year, code, version, school, class_name, learner, cohort, state, sha256, registered_at, recalled_at, leaf_index';

const parsed = <T>(value: T | undefined, column: string): T => {
  assert(value !== undefined, `column ${column} holds what its parser does not know`);
  return value;
};

export const codeOf = (text: string): RecordCode => parsed(parseRecordCode(text), 'code');
export const yearOf = (text: string): SchoolYear => parsed(parseSchoolYear(text), 'year');
export const instantOf = (text: string): Instant => parsed(parseInstant(text), 'timestamptz');
export const cohortOf = (text: string): Cohort => parsed(parseCohort(text), 'cohort');
export const learnerOf = (text: string): LearnerKey => parsed(parseLearnerKey(text), 'learner');
/** Written by us from a parsed value; the column's foreign key keeps it one of ours. */
export const schoolOf = (text: string): SchoolCode => text as SchoolCode;

export function recordOf(row: RecordRow): RegisteredRecord {
  const facts = {
    code: codeOf(row.code),
    version: row.version,
    sha256: row.sha256,
    school: schoolOf(row.school),
    year: yearOf(row.year),
    className: row.class_name,
    learner: learnerOf(row.learner),
    cohort: cohortOf(row.cohort),
    registeredAt: instantOf(row.registered_at),
    leafIndex: row.leaf_index,
  };
  return row.recalled_at === null
    ? { ...facts, state: 'registered' }
    : { ...facts, state: 'recalled', recalledAt: instantOf(row.recalled_at) };
}
