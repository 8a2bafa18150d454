import { ok, type Result, refuse } from '../../domain/result.ts';
import type { SchoolCode } from '../../domain/school/yearbook.ts';
import { type Instant, parseInstant } from '../../domain/time/instant.ts';
import { parseSchoolYear, type SchoolYear } from '../../domain/time/school-year.ts';
import { type CanonicalFault, type Fields, parseFields, writeFields } from './canonical-fields.ts';
import { parseSha256Hex, type Sha256Hex } from './sha256-hex.ts';
import { maxEntryLength } from './tiles.ts';

/** What every leaf about one record says. No name, number or birth date, and nothing from which one could be guessed. */
interface RecordFacts {
  readonly at: Instant;
  readonly school: SchoolCode;
  readonly year: SchoolYear;
  /** SHA-256 of the record's exact bytes. */
  readonly record: Sha256Hex;
  /** SHA-256 of the look-up code; the code is 128-bit random, so its digest does not give it away. */
  readonly code: Sha256Hex;
  /** The record's version within (learner, school year), from 1. */
  readonly version: number;
}

/** One event of the register as the log keeps it: hashes, codes and counts only. */
export type LogLeaf =
  | (RecordFacts & { readonly type: 'record-registered' })
  | (RecordFacts & { readonly type: 'record-recalled'; readonly why: string })
  | (RecordFacts & {
      readonly type: 'record-replaced';
      readonly why: string;
      /** The record that takes its place, and the digest of that record's code. */
      readonly byRecord: Sha256Hex;
      readonly byCode: Sha256Hex;
    })
  | (RecordFacts & { readonly type: 'record-reported'; readonly receipt: Sha256Hex })
  | (RecordFacts & { readonly type: 'custody-accepted'; readonly toSchool: SchoolCode })
  | PeriodLocked;

/** Khóa: the closed set of a period, over all schools and classes of the register (lock-set.ts). */
export interface PeriodLocked {
  readonly type: 'period-locked';
  readonly at: Instant;
  readonly year: SchoolYear;
  /** The cohort whose date it was: completed, supplementary … */
  readonly period: string;
  /** How many class statements there are, and the root of their tree. */
  readonly classes: number;
  readonly classesRoot: Sha256Hex;
  readonly enrolled: number;
  readonly inForce: number;
  readonly excused: number;
}

export type LeafFault =
  | CanonicalFault
  | { readonly code: 'leaf-too-long'; readonly length: number }
  | { readonly code: 'leaf-version-unknown' }
  | { readonly code: 'leaf-type-unknown' }
  | { readonly code: 'leaf-field-missing'; readonly field: string }
  | { readonly code: 'leaf-field-unknown'; readonly field: string }
  | { readonly code: 'leaf-field-malformed'; readonly field: string };

type Check = (value: string | number) => boolean;
const isText =
  (test: (text: string) => boolean): Check =>
  (value) =>
    typeof value === 'string' && test(value);
const isCount: Check = (value) => typeof value === 'number' && value >= 0;
const isDigest = isText((text) => parseSha256Hex(text) !== undefined);
const isReason = isText((text) => isReasonCode(text));

/** A code such as `moved-away`; never free text, in which a person could be named. */
export const isReasonCode = (text: string): boolean =>
  text.length <= 40 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);

/** Mã trường as it may stand in a leaf: at most 20 letters, digits, dots, hyphens or underscores. */
export const isSchoolCode = (text: string): text is SchoolCode => /^[\w.-]{1,20}$/.test(text);

const recordFacts: Readonly<Record<string, Check>> = {
  at: isText((text) => parseInstant(text) === text),
  school: isText(isSchoolCode),
  year: isText((text) => parseSchoolYear(text) !== undefined),
  record: isDigest,
  code: isDigest,
  version: (value) => typeof value === 'number' && value >= 1,
};

const fieldsOf: ReadonlyMap<string, Readonly<Record<string, Check>>> = new Map(
  Object.entries({
    'record-registered': recordFacts,
    'record-recalled': { ...recordFacts, why: isReason },
    'record-replaced': { ...recordFacts, why: isReason, byRecord: isDigest, byCode: isDigest },
    'record-reported': { ...recordFacts, receipt: isDigest },
    'custody-accepted': { ...recordFacts, toSchool: isText(isSchoolCode) },
    'period-locked': {
      at: isText((text) => parseInstant(text) === text),
      year: isText((text) => parseSchoolYear(text) !== undefined),
      period: isReason,
      classes: isCount,
      classesRoot: isDigest,
      enrolled: isCount,
      inForce: isCount,
      excused: isCount,
    },
  } satisfies { readonly [T in LogLeaf['type']]: Readonly<Record<string, Check>> }),
);

function faultsOf(fields: Fields): LeafFault[] {
  if (fields['v'] !== 1) return [{ code: 'leaf-version-unknown' }];
  const checks = fieldsOf.get(String(fields['type']));
  if (checks === undefined) return [{ code: 'leaf-type-unknown' }];
  const faults: LeafFault[] = [];
  for (const [field, check] of Object.entries(checks)) {
    const value = fields[field];
    if (value === undefined) faults.push({ code: 'leaf-field-missing', field });
    else if (!check(value)) faults.push({ code: 'leaf-field-malformed', field });
  }
  for (const field of Object.keys(fields)) {
    if (field !== 'v' && field !== 'type' && !Object.hasOwn(checks, field)) {
      faults.push({ code: 'leaf-field-unknown', field });
    }
  }
  return faults;
}

/** A leaf's text; its UTF-8 bytes are what the log hashes. What would not be read back never enters a log. */
export function writeLeaf(leaf: LogLeaf): Result<string, readonly LeafFault[]> {
  const text = writeFields({ v: 1, ...leaf });
  const read = parseLeaf(text);
  return read.ok ? ok(text) : read;
}

/** Parses a leaf, or lists everything that is wrong with it. */
export function parseLeaf(text: string): Result<LogLeaf, readonly LeafFault[]> {
  const length = Buffer.byteLength(text);
  if (length > maxEntryLength) return refuse([{ code: 'leaf-too-long', length }]);
  const fields = parseFields(text);
  if (!fields.ok) return refuse([fields.refusal]);
  const faults = faultsOf(fields.value);
  if (faults.length > 0) return refuse(faults);
  const { v: _, ...leaf } = fields.value;
  return ok(leaf as unknown as LogLeaf);
}
