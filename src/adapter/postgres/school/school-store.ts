import { hash } from 'node:crypto';
import type {
  ClassKey,
  ClassRule,
  EventCount,
  RecordChange,
  SchoolStore,
  StoredYear,
  YearKey,
} from '../../../app/school/ports.ts';
import { parseYearbook, writeYearbook } from '../../../app/school/yearbook-json.ts';
import type { RecordEvent } from '../../../domain/record/events.ts';
import type { Mend } from '../../../domain/record/mend.ts';
import type { Result } from '../../../domain/result.ts';
import type { Yearbook } from '../../../domain/school/yearbook.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { execute, type Pool, query, transaction } from '../database.ts';
import { applyRule, lock } from './apply-rule.ts';
import { type ClassCache, readRecords } from './read-records.ts';

/** The school's store in its own PostgreSQL database (migrations beside this file). */
export function schoolStore(pool: Pool): SchoolStore {
  return storeWith(pool, new Map());
}

const storeWith = (pool: Pool, cache: ClassCache): SchoolStore => ({
  saveYear: (yearbook, at) => saveYear(pool, yearbook, at),
  year: (key) => year(pool, key),
  saveMend: (key, mend, at, changes) => saveMend(pool, { key, mend, at, rule: changes, cache }),
  records: (key, texts = {}) => readRecords(pool, key, texts, cache),
  changeClass: (key, texts, rule) =>
    transaction(pool, (session) => applyRule(session, key, texts, rule, cache)),
  async eventCounts({ school, year: schoolYear }) {
    const rows = await query<EventCount & { type: RecordEvent['type'] }>(
      pool,
      `select type, count(*) as events, count(distinct (code, version)) as records
         from record_event join record using (code, version)
        where school = $1 and year = $2
        group by type`,
      [school, schoolYear],
    );
    return new Map(rows.map(({ type, events, records }) => [type, { events, records }]));
  },
  async file(code, version) {
    const rows = await query<{ bytes: Buffer }>(
      pool,
      'select bytes from record_file where code = $1 and version = $2',
      [code, version],
    );
    return rows[0]?.bytes;
  },
});

async function saveYear(pool: Pool, yearbook: Yearbook, at: Instant): Promise<void> {
  const text = writeYearbook(yearbook);
  const sha256 = hash('sha256', text, 'hex');
  const { school, year } = yearbook;
  await transaction(pool, async (session) => {
    await lock(session, `${school.code}/${year}`);
    const last = await query<{ sha256: string }>(
      session,
      `select sha256 from school_year where school = $1 and year = $2
        order by number desc limit 1`,
      [school.code, year],
    );
    if (last[0]?.sha256 === sha256) return;
    await execute(
      session,
      `insert into school_year (school, year, sha256, yearbook, imported_at)
       values ($1, $2, $3, $4, $5)`,
      [school.code, year, sha256, text, at],
    );
  });
}

async function year(pool: Pool, key: YearKey): Promise<StoredYear | undefined> {
  const years = await query<{ yearbook: string }>(
    pool,
    `select yearbook from school_year where school = $1 and year = $2
      order by number desc limit 1`,
    [key.school, key.year],
  );
  const [last] = years;
  if (last === undefined) return undefined;
  const mends = await query<{ mend: Mend }>(
    pool,
    'select mend from year_mend where school = $1 and year = $2 order by number',
    [key.school, key.year],
  );
  return { yearbook: parseYearbook(last.yearbook), mends: mends.map(({ mend }) => mend) };
}

/** A mend and its events: all or nothing. */
async function saveMend<E>(
  pool: Pool,
  {
    key,
    mend,
    at,
    rule,
    cache,
  }: {
    readonly key: ClassKey;
    readonly mend: Mend;
    readonly at: Instant;
    readonly rule: ClassRule<E>;
    readonly cache: ClassCache;
  },
): Promise<Result<readonly RecordChange[], E>> {
  return transaction(pool, async (session) => {
    const changed = await applyRule(session, key, {}, rule, cache);
    if (!changed.ok) return changed;
    await execute(
      session,
      'insert into year_mend (school, year, mend, at) values ($1, $2, $3, $4)',
      [key.school, key.year, JSON.stringify(mend), at],
    );
    return changed;
  });
}
