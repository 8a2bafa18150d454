import { hash } from 'node:crypto';
import type {
  ClassKey,
  ClassRule,
  PackageStore,
  RecordChange,
  SealedPackage,
  StoredPackage,
} from '../../../app/school/ports.ts';
import type { Result } from '../../../domain/result.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { execute, type Pool, type Queryable, query, transaction } from '../database.ts';
import { applyRule } from './apply-rule.ts';

/** Packages, the register's numbers for them and its replies, in the school's database. */
export const packageStore = (pool: Pool): PackageStore => ({
  packages: (key) => packages(pool, key),
  async bytes(id) {
    const rows = await query<{ bytes: Buffer }>(pool, 'select bytes from package where id = $1', [
      id,
    ]);
    const [found] = rows;
    if (found === undefined) throw new Error(`no package ${id}`);
    return found.bytes;
  },
  savePackage: (key, sealed, at) =>
    transaction(pool, (session) => savePackage(session, key, sealed, at)),
  saveMessage: (key, { id, message, at }, rule) =>
    withRule(pool, key, rule, (session) =>
      execute(
        session,
        'insert into package_message (package, message, submitted_at) values ($1, $2, $3)',
        [id, message, at],
      ),
    ),
  saveReply: (key, { id, bytes, at }, rule) =>
    withRule(pool, key, rule, (session) =>
      execute(
        session,
        'insert into package_reply (package, sha256, bytes, fetched_at) values ($1, $2, $3, $4)',
        [id, hash('sha256', bytes, 'hex'), bytes, at],
      ),
    ),
});

const withRule = <E>(
  pool: Pool,
  key: ClassKey,
  rule: ClassRule<E>,
  write: (session: Queryable) => Promise<unknown>,
): Promise<Result<readonly RecordChange[], E>> =>
  transaction(pool, async (session) => {
    const changed = await applyRule(session, key, {}, rule, new Map());
    if (changed.ok) await write(session);
    return changed;
  });

async function packages(pool: Pool, key: ClassKey): Promise<readonly StoredPackage[]> {
  const rows = await query<StoredPackage & Record<string, unknown>>(
    pool,
    `select p.id, m.message, r.package is not null as answered,
            (select json_agg(json_build_object('code', code, 'version', version) order by code)
               from package_record where package = p.id) as records
       from package p
       left join package_message m on m.package = p.id
       left join package_reply r on r.package = p.id
      where p.school = $1 and p.year = $2 and p.class = $3
      order by p.created_at, p.id`,
    [key.school, key.year, key.className],
  );
  return rows;
}

async function savePackage(
  session: Queryable,
  key: ClassKey,
  { id, bytes, records }: SealedPackage,
  at: Instant,
): Promise<void> {
  await execute(
    session,
    `insert into package (id, school, year, class, sha256, bytes, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, key.school, key.year, key.className, hash('sha256', bytes, 'hex'), bytes, at],
  );
  await execute(
    session,
    `insert into package_record (package, code, version)
     select $1, * from unnest($2::text[], $3::integer[])`,
    [id, records.map(({ code }) => code), records.map(({ version }) => version)],
  );
}
