import assert from 'node:assert/strict';
import type { RegisterTransaction } from '../../../app/register/ports.ts';
import { closingInstant } from '../../../domain/registry/calendar.ts';
import { openPeriod, type Period } from '../../../domain/registry/cohort.ts';
import type { EnrolmentStatement } from '../../../domain/registry/enrolment.ts';
import type { LockingView } from '../../../domain/registry/lock-period.ts';
import type { Registered } from '../../../domain/registry/registered-record.ts';
import type { SchoolCode } from '../../../domain/school/yearbook.ts';
import type { SchoolYear } from '../../../domain/time/school-year.ts';
import { parseFrontier } from '../../../format/log/frontier.ts';
import { readEnrolment } from '../../../format/package/package.ts';
import { execute, type Queryable, query } from '../database.ts';
import { insertLockingDate, readCalendar } from './calendar-rows.ts';
import { cutRecords } from './message-rest.ts';
import {
  cohortOf,
  instantOf,
  learnerOf,
  type RecordRow,
  recordColumns,
  recordOf,
  schoolOf,
} from './row.ts';
import { pack, sha256Of, unpack } from './stored-bytes.ts';
import { appendLog, insertMessage, insertVersions, upsertRecords } from './write-rows.ts';

/**
 * Takes hold of the log: one row per province, locked until the transaction ends. Everything that appends goes through
 * here, so leaf indices have no gap and no double, with any number of processes.
 */
export async function holdLog(on: Queryable, province: string): Promise<RegisterTransaction> {
  const held = 'select size, frontier from log_state where province = $1 for update';
  const [state] = await query<{ size: number; frontier: string }>(on, held, [province]);
  assert(state !== undefined, `the log of ${province} has been opened`);
  const frontier = parseFrontier(state.frontier);
  assert(frontier.ok && frontier.value.size === state.size, 'the frontier is of the stated size');
  return {
    frontier: frontier.value,
    period: (year) => readPeriod(on, province, year),
    async byCode(codes) {
      const rows = await query<RecordRow>(
        on,
        `select ${recordColumns} from registered_record where province = $1 and code = any($2)`,
        [province, codes],
      );
      return new Map(rows.map(recordOf).map((record) => [record.code, record]));
    },
    async byLearner(year, learners) {
      const rows = await query<RecordRow>(
        on,
        `select ${recordColumns} from registered_record
         where province = $1 and year = $2 and learner = any($3) and state = 'registered'`,
        [province, year, learners],
      );
      return new Map(standing(rows).map((record) => [record.learner, record]));
    },
    lockingView: (year) => readLockingView(on, province, year),
    addMessage: (message) => insertMessage(on, province, message),
    append: (growth, message) => appendLog(on, province, growth, message),
    saveVersions: (versions) => insertVersions(on, province, versions),
    saveStates: (records) => upsertRecords(on, province, records),
    async saveStatement({ year, school }, message) {
      await execute(
        on,
        'insert into enrolment_statement (province, year, school, message) values ($1, $2, $3, $4)',
        [province, year, school, message],
      );
    },
    saveLockingDate: (date) => insertLockingDate(on, province, date),
    savePeriodLock: (lock, leafIndex, awaited) =>
      insertLock(on, province, { lock, leafIndex, awaited }),
    async answer(message, reply, at, brought) {
      await execute(on, 'insert into message_rest (province, number, bytes) values ($1, $2, $3)', [
        province,
        message,
        cutRecords(brought.bytes, brought.standing),
      ]);
      await execute(
        on,
        'insert into reply (province, number, sha256, bytes, answered_at) values ($1, $2, $3, $4, $5)',
        [province, message, sha256Of(reply), pack(reply), at],
      );
      await execute(
        on,
        `update message_work set status = 'answered', body = null where province = $1 and number = $2`,
        [province, message],
      );
    },
  };
}

const standing = (rows: readonly RecordRow[]): readonly Registered[] =>
  rows.map(recordOf).flatMap((record) => (record.state === 'registered' ? [record] : []));

/** When the cohorts of the year close, which are locked, and who is still awaited. */
export async function readPeriod(
  on: Queryable,
  province: string,
  year: SchoolYear,
): Promise<Period> {
  const locks = await query<{ cohort: string; locked_at: string }>(
    on,
    'select cohort, locked_at from period_lock where province = $1 and year = $2',
    [province, year],
  );
  const closesAt = { ...openPeriod.closesAt };
  for (const { cohort, lastDay } of await readCalendar(on, province, year)) {
    closesAt[cohort] = closingInstant(lastDay);
  }
  if (locks.length === 0) return { ...openPeriod, closesAt };
  const learners = await query<{ learner: string }>(
    on,
    'select learner from awaited_learner where province = $1 and year = $2',
    [province, year],
  );
  const lockedAt = { ...openPeriod.lockedAt };
  for (const lock of locks) lockedAt[cohortOf(lock.cohort)] = instantOf(lock.locked_at);
  const awaited = new Set(learners.map(({ learner }) => learnerOf(learner)));
  return { closesAt, lockedAt, awaited };
}

/** The latest statement of each school, read back from the sealed bytes that it sent. */
export async function readStatements(
  on: Queryable,
  province: string,
  year: SchoolYear,
  /** Statements received later do not count. */
  before: number = Number.MAX_SAFE_INTEGER,
): Promise<ReadonlyMap<SchoolCode, EnrolmentStatement>> {
  const rows = await query<{ bytes: Buffer }>(
    on,
    `select distinct on (s.school) m.bytes from enrolment_statement s
     join message m on m.province = s.province and m.number = s.message
     where s.province = $1 and s.year = $2 and s.message < $3 order by s.school, s.message desc`,
    [province, year, before],
  );
  const statements = new Map<SchoolCode, EnrolmentStatement>();
  for (const { bytes } of rows) {
    const read = readEnrolment(unpack(bytes));
    assert(read.ok, 'a stored statement can be read');
    const { school, classes } = read.value.message;
    statements.set(school, { school, year, classes });
  }
  return statements;
}

async function readLockingView(
  on: Queryable,
  province: string,
  year: SchoolYear,
): Promise<LockingView> {
  const records = await query<RecordRow>(
    on,
    `select ${recordColumns} from registered_record
     where province = $1 and year = $2 and state = 'registered' order by code`,
    [province, year],
  );
  const [waiting] = await query<{ count: number }>(
    on,
    `select count(*) from message_work w join message m using (province, number)
     where w.province = $1 and w.status = 'received' and m.year = $2`,
    [province, year],
  );
  const statements = await readStatements(on, province, year);
  const schools = new Set([...statements.keys(), ...records.map(({ school }) => schoolOf(school))]);
  return {
    period: await readPeriod(on, province, year),
    waiting: waiting?.count ?? 0,
    schools: [...schools].toSorted(),
    statements,
    records: standing(records),
  };
}

async function insertLock(
  on: Queryable,
  province: string,
  {
    lock,
    leafIndex,
    awaited,
  }: {
    readonly lock: Parameters<RegisterTransaction['savePeriodLock']>[0];
    readonly leafIndex: number;
    readonly awaited: Parameters<RegisterTransaction['savePeriodLock']>[2];
  },
): Promise<void> {
  const key = [province, lock.year, lock.cohort];
  await execute(
    on,
    `insert into period_lock (province, year, cohort, locked_at, leaf_index) values ($1, $2, $3, $4, $5)`,
    [...key, lock.at, leafIndex],
  );
  await execute(
    on,
    `insert into locked_class (province, year, cohort, school, class_name, enrolled, in_force, excused)
     select $1, $2, $3, s, c, e, f, x
     from unnest($4::text[], $5::text[], $6::int[], $7::int[], $8::jsonb[]) as row (s, c, e, f, x)`,
    [
      ...key,
      lock.classes.map(({ school }) => school),
      lock.classes.map(({ className }) => className),
      lock.classes.map(({ enrolled }) => enrolled),
      lock.classes.map(({ inForce }) => inForce.length),
      lock.classes.map(({ excused }) => JSON.stringify(excused)),
    ],
  );
  await execute(
    on,
    `insert into awaited_learner (province, year, cohort, learner)
     select $1, $2, $3, l from unnest($4::text[]) as row (l)`,
    [...key, awaited],
  );
}
