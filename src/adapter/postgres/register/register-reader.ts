import assert from 'node:assert/strict';
import type pg from 'pg';
import type { CourseSource } from '../../../app/register/course-of-study.ts';
import type { StoredRecord, VersionSummary } from '../../../app/register/look-up-record.ts';
import type { RegisterReader } from '../../../app/register/ports.ts';
import type { RecordCode } from '../../../domain/record/content.ts';
import type { Cohort } from '../../../domain/registry/cohort.ts';
import type { ClosedClass, Excuse, StatedExcuse } from '../../../domain/registry/event.ts';
import type { LearnerKey } from '../../../domain/registry/learner-key.ts';
import type { RegisteredRecord } from '../../../domain/registry/registered-record.ts';
import type { SchoolYear } from '../../../domain/time/school-year.ts';
import { type Pool, type Queryable, query, transaction } from '../database.ts';
import { codeOf, instantOf, type RecordRow, recordColumns, recordOf, schoolOf } from './row.ts';
import { joinDictionary, type PackedVersion, unpackVersion, versionBytes } from './stored-bytes.ts';

/** What is registered, as look-ups and proofs read it. */
export function createRegisterReader(pool: Queryable, province: string): RegisterReader {
  return {
    record: (code) => readRecordState(pool, province, code),
    async lock(year, cohort) {
      const [row] = await query<{ locked_at: string; leaf_index: number }>(
        pool,
        'select locked_at, leaf_index from period_lock where province = $1 and year = $2 and cohort = $3',
        [province, year, cohort],
      );
      if (row === undefined) return undefined;
      return { year, cohort, leafIndex: row.leaf_index, lockedAt: instantOf(row.locked_at) };
    },
    lockedClasses: (year, cohort) => readLockedClasses(pool, province, year, cohort),
    async lockedCodes(after, limit) {
      const rows = await query<{ code: string }>(
        pool,
        `select r.code from registered_record r join period_lock using (province, year, cohort)
         where r.province = $1 and r.state = 'registered' and r.code > $2 order by r.code limit $3`,
        [province, after ?? '', limit],
      );
      return rows.map(({ code }) => codeOf(code));
    },
    versionBytes: (code, version) => readBytes(pool, province, code, version),
  };
}

async function readRecordState(
  pool: Queryable,
  province: string,
  code: RecordCode,
): Promise<RegisteredRecord | undefined> {
  const [row] = await query<RecordRow>(
    pool,
    `select ${recordColumns} from registered_record where province = $1 and code = $2`,
    [province, code],
  );
  return row === undefined ? undefined : recordOf(row);
}

async function readBytes(
  pool: Queryable,
  province: string,
  code: RecordCode,
  version: number,
): Promise<Uint8Array | undefined> {
  const [row] = await query<PackedVersion & pg.QueryResultRow>(
    pool,
    `select ${versionBytes} from registered_record r join record_version v using (province, year, code)
     ${joinDictionary} where r.province = $1 and r.code = $2 and v.version = $3`,
    [province, code, version],
  );
  return row === undefined ? undefined : unpackVersion(row);
}

/** After the first lock nothing of it changes; the last one closes over the records of both cohorts. */
export async function readLockedClasses(
  pool: Queryable,
  province: string,
  year: SchoolYear,
  cohort: Cohort,
): Promise<readonly ClosedClass[]> {
  const records = await query<RecordRow>(
    pool,
    `select ${recordColumns} from registered_record where province = $1 and year = $2 and state = 'registered'
       and ($3 = 'supplementary' or cohort = 'completed') order by code`,
    [province, year, cohort],
  );
  const byClass = Map.groupBy(records, ({ school, class_name }) => `${school} ${class_name}`);
  const classes = await query<{
    school: string;
    class_name: string;
    enrolled: number;
    excused: Record<StatedExcuse, number> & Partial<Record<Excuse, number>>;
  }>(
    pool,
    `select school, class_name, enrolled, excused from locked_class
     where province = $1 and year = $2 and cohort = $3`,
    [province, year, cohort],
  );
  return classes.map(({ school, class_name, enrolled, excused }) => ({
    school: schoolOf(school),
    className: class_name,
    enrolled,
    // Locks of earlier versions know no learners that never came.
    excused: { 'not-submitted': 0, ...excused },
    inForce: (byClass.get(`${school} ${class_name}`) ?? []).map(recordOf),
  }));
}

interface VersionRow {
  readonly version: number;
  readonly sha256: string;
  readonly registered_at: string;
  readonly ended_at: string | null;
  readonly ended_by: string | null;
  readonly reason: string | null;
}

/** Everything that a look-up shows of one code, as of one moment. */
export const createRecordSource = (pool: Pool, province: string): CourseSource => ({
  ofLearner: (learner) => readLearner(pool, province, learner),
  find: (code) =>
    transaction(pool, (session) => findRecord(session, province, code), {
      isolation: 'repeatable read',
      readOnly: true,
    }),
});

/** By way of the years, of which there are few: the index on learners begins with the year. */
async function readLearner(
  on: Queryable,
  province: string,
  learner: LearnerKey,
): Promise<readonly Uint8Array[]> {
  const rows = await query<PackedVersion & pg.QueryResultRow>(
    on,
    `with recursive known as (
       (select year from registered_record where province = $1 order by year limit 1)
       union all
       select (select r.year from registered_record r
                where r.province = $1 and r.year > known.year order by r.year limit 1)
         from known where known.year is not null
     )
     select ${versionBytes} from known
       join registered_record r on r.province = $1 and r.year = known.year and r.learner = $2
       join record_version v on v.province = r.province and v.year = r.year and v.code = r.code
         and v.version = r.version
       ${joinDictionary}
      where r.state = 'registered' order by r.year`,
    [province, learner],
  );
  return rows.map(unpackVersion);
}

async function findRecord(
  on: Queryable,
  province: string,
  code: RecordCode,
): Promise<StoredRecord | undefined> {
  const record = await readRecordState(on, province, code);
  if (record === undefined) return undefined;
  const bytes = await readBytes(on, province, code, record.version);
  assert(bytes !== undefined, 'a registered record has its bytes');
  const [lock] = await query<{ locked_at: string }>(
    on,
    'select locked_at from period_lock where province = $1 and year = $2 and cohort = $3',
    [province, record.year, record.cohort],
  );
  const inForce = lock !== undefined && record.state === 'registered';
  return {
    state: inForce ? 'in-force' : record.state,
    lockedAt: inForce ? instantOf(lock.locked_at) : null,
    versions: await readVersions(on, province, code, inForce),
    bytes,
  };
}

async function readVersions(
  pool: Queryable,
  province: string,
  code: RecordCode,
  inForce: boolean,
): Promise<readonly VersionSummary[]> {
  const rows = await query<VersionRow>(
    pool,
    `select r.version, r.payload->>'sha256' as sha256, r.at as registered_at, e.at as ended_at,
       e.type as ended_by, e.payload->>'reason' as reason
     from event r
     left join lateral (
       select at, type, payload from event e where e.province = r.province and e.code = r.code
         and e.version = r.version and e.leaf_index > r.leaf_index order by e.leaf_index limit 1
     ) e on true
     where r.province = $1 and r.code = $2 and r.type = 'RecordRegistered' order by r.version`,
    [province, code],
  );
  return rows.map((row) => ({
    version: row.version,
    sha256: row.sha256,
    standing: standingOf(row, inForce),
    registeredAt: instantOf(row.registered_at),
    endedAt: row.ended_at === null ? null : instantOf(row.ended_at),
    reason: row.reason,
  }));
}

function standingOf({ ended_by }: VersionRow, inForce: boolean): VersionSummary['standing'] {
  if (ended_by === 'RecordReplaced') return 'replaced';
  if (ended_by === 'RecordRecalled') return 'recalled';
  return inForce ? 'in-force' : 'registered';
}
