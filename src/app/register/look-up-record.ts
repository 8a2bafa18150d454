import type { BirthDate } from '../../domain/person/identity.ts';
import type { RecordCode, RecordContent } from '../../domain/record/content.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { SchoolCode } from '../../domain/school/yearbook.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { SchoolYear } from '../../domain/time/school-year.ts';
import { readRecordFile } from '../../format/xml/record.ts';

/** What a version came to: it stands, it is in force since the lock, or it gave way. */
export type RecordStanding = 'registered' | 'in-force' | 'replaced' | 'recalled';

export interface VersionSummary {
  readonly version: number;
  /** Hexadecimal SHA-256 of the exact bytes. */
  readonly sha256: string;
  readonly standing: RecordStanding;
  readonly registeredAt: Instant;
  /** When it was replaced or recalled; null while it stands. */
  readonly endedAt: Instant | null;
  /** The school's reason for a recall; null otherwise. */
  readonly reason: string | null;
}

/** What anyone with the code may see (architecture, section 8): no name, no birth date. */
export interface RecordSummary {
  readonly code: RecordCode;
  readonly environment: 'real' | 'trial';
  readonly schoolCode: SchoolCode;
  readonly schoolName: string;
  readonly year: SchoolYear;
  readonly levelCode: string;
  readonly grade: number;
  /** «N.V.A.» of «Nguyễn Văn An». */
  readonly initials: string;
  readonly version: number;
  readonly sha256: string;
  readonly registeredAt: Instant;
  /** Null until the period is locked. */
  readonly lockedAt: Instant | null;
  /** Every version that the register ever accepted, oldest first. */
  readonly versions: readonly VersionSummary[];
}

export interface LookUpRequest {
  readonly code: RecordCode;
  /** Opens the whole record; a wrong one answers like an unknown code. */
  readonly birthDate?: BirthDate;
}

export interface LookUpAnswer {
  /** Of the current version: 'registered', 'in-force' or 'recalled'. */
  readonly state: Exclude<RecordStanding, 'replaced'>;
  readonly summary: RecordSummary;
  /** Only with the right birth date, and never for a recalled record. */
  readonly content?: RecordContent;
  /** The record file exactly as received; together with `content`. */
  readonly bytes?: Uint8Array;
}

/** Unknown code and wrong birth date are one refusal: nobody learns from a failure which of the two it was. */
export interface LookUpRefusal {
  readonly code: 'record-not-found';
}

/** What the look-up needs of the register's store. */
export interface RecordSource {
  /** The current version as registered, with its history; undefined for an unknown code. */
  find(code: RecordCode): Promise<StoredRecord | undefined>;
}

export interface StoredRecord {
  readonly state: Exclude<RecordStanding, 'replaced'>;
  readonly lockedAt: Instant | null;
  readonly versions: readonly VersionSummary[];
  readonly bytes: Uint8Array;
}

/** Answers a look-up by code, and by code and birth date. */
export async function lookUpRecord(
  { code, birthDate }: LookUpRequest,
  source: RecordSource,
): Promise<Result<LookUpAnswer, LookUpRefusal>> {
  const stored = await source.find(code);
  if (stored === undefined) return refuse({ code: 'record-not-found' });
  const { state, bytes } = stored;
  const content = contentOf(bytes);
  if (birthDate !== undefined && birthDate !== content.learner.birthDate) {
    return refuse({ code: 'record-not-found' });
  }
  const summary = summaryOf(code, content, stored);
  if (birthDate === undefined || state === 'recalled') return ok({ state, summary });
  return ok({ state, summary, content, bytes });
}

/** The register took these bytes only after it had read them; that they cannot be read now is a bug or damage. */
export function contentOf(bytes: Uint8Array): RecordContent {
  const record = readRecordFile(bytes);
  if (!record.ok) throw new Error('a registered record can be read');
  return record.value.content;
}

function summaryOf(
  code: RecordCode,
  content: RecordContent,
  { lockedAt, versions }: StoredRecord,
): RecordSummary {
  const current = versions.at(-1);
  if (current === undefined) throw new Error('a registered record has a version');
  return {
    code,
    environment: content.environment,
    schoolCode: content.school.code,
    schoolName: content.school.name,
    year: content.year,
    levelCode: content.school.levelCode,
    grade: content.grade,
    initials: initialsOf(content.learner.name),
    version: current.version,
    sha256: current.sha256,
    registeredAt: current.registeredAt,
    lockedAt,
    versions,
  };
}

/** «N.V.A.» of «Nguyễn Văn An». */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/u)
    .filter((part) => part !== '')
    .map((part) => `${[...part][0] ?? ''}.`)
    .join('');
