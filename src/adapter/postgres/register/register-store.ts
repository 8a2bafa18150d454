import type pg from 'pg';
import type {
  ClaimedMessage,
  KnownMessage,
  MessageStatus,
  RegisterStore,
} from '../../../app/register/ports.ts';
import { emptyFrontier, writeFrontier } from '../../../format/log/frontier.ts';
import { execute, type Pool, query, transaction } from '../database.ts';
import { translate } from '../failure.ts';
import { readCalendar } from './calendar-rows.ts';
import { holdLog } from './register-transaction.ts';
import { instantOf } from './row.ts';
import { pack, unpack } from './stored-bytes.ts';
import { insertMessage } from './write-rows.ts';

/** The register of one province in PostgreSQL. `openLog` must have run once. */
export function createRegisterStore(pool: Pool, province: string): RegisterStore {
  return {
    async addSchool({ code, name, taxCode }) {
      await execute(
        pool,
        `insert into school (province, code, name, tax_code) values ($1, $2, $3, $4)
         on conflict (province, code) do update set name = excluded.name, tax_code = excluded.tax_code`,
        [province, code, name, taxCode],
      );
    },
    async school(code) {
      const [row] = await query<{ name: string; tax_code: string }>(
        pool,
        'select name, tax_code from school where province = $1 and code = $2',
        [province, code],
      );
      return row === undefined ? undefined : { code, name: row.name, taxCode: row.tax_code };
    },
    async messageById(id) {
      const [row] = await query<KnownMessage & pg.QueryResultRow>(
        pool,
        'select number, school, kind, sha256 from message where province = $1 and package_id = $2',
        [province, id],
      );
      return row;
    },
    addPackage: (message) =>
      transaction(pool, async (session) => {
        const number = await insertMessage(session, province, message);
        if (number === undefined) return undefined;
        await execute(
          session,
          `insert into message_work (province, number, status, body) values ($1, $2, 'received', $3)`,
          [province, number, pack(message.bytes)],
        );
        return number;
      }),
    async addRefusal({ kind, code, sha256, school, at }) {
      await execute(
        pool,
        'insert into refusal (province, kind, code, sha256, school, at) values ($1, $2, $3, $4, $5, $6)',
        [province, kind, code, sha256, school, at],
      );
    },
    status: (message) => readStatus(pool, province, message),
    async reply(message) {
      const [row] = await query<{ bytes: Buffer }>(
        pool,
        'select bytes from reply where province = $1 and number = $2',
        [province, message],
      );
      return row === undefined ? undefined : unpack(row.bytes);
    },
    async eventsOf(message) {
      const rows = await query<{ leaf_index: number; at: string }>(
        pool,
        'select leaf_index, at from event where province = $1 and message = $2 order by leaf_index',
        [province, message],
      );
      return rows.map(({ leaf_index, at }) => ({ leafIndex: leaf_index, at: instantOf(at) }));
    },
    calendar: () => readCalendar(pool, province, null),
    change: (act) => transaction(pool, async (session) => act(await holdLog(session, province))),
    workOnNext: (work) => workOnNext(pool, province, work),
  };
}

/** Makes the empty log of a province; harmless when it exists. */
export async function openLog(pool: Pool, province: string): Promise<void> {
  await execute(
    pool,
    'insert into log_state (province, size, frontier) values ($1, 0, $2) on conflict do nothing',
    [province, writeFrontier(emptyFrontier)],
  );
}

async function readStatus(
  pool: Pool,
  province: string,
  message: number,
): Promise<MessageStatus | undefined> {
  const [row] = await query<{ status: string | null; done: number | null; total: number }>(
    pool,
    `select w.status, p.done, m.total from message m left join message_work w using (province, number)
     left join message_progress p using (province, number) where m.province = $1 and m.number = $2`,
    [province, message],
  );
  if (row === undefined) return undefined;
  const { total } = row;
  // Recalls and statements are answered when they are received, and have no row of work.
  if (row.status === null || row.status === 'answered') {
    return { message, status: 'answered', done: total, total };
  }
  const done = row.done ?? 0;
  return { message, status: done > 0 ? 'processing' : 'received', done, total };
}

const nextWaiting = `
  select w.number, coalesce(w.body, m.bytes) as bytes, m.received_at from message_work w join message m using (province, number)
  where w.province = $1 and w.status = 'received' and w.retry_at <= now()
  order by w.number limit 1 for update of w skip locked`;

const setProgress = `
  insert into message_progress (province, number, done) values ($1, $2, $3)
  on conflict (province, number) do update set done = excluded.done`;

/** How long a package that could not be worked on waits for its next turn: 1, 2, 4 … seconds, at most 5 minutes. */
const waitAfter =
  "least(interval '1 second' * power(2, least(attempts, 20)), interval '5 minutes')";

async function workOnNext(
  pool: Pool,
  province: string,
  work: (claimed: ClaimedMessage) => Promise<void>,
): Promise<boolean> {
  let claimed: number | undefined;
  try {
    return await transaction(pool, async (session) => {
      const [row] = await query<{ number: number; bytes: Buffer; received_at: string }>(
        session,
        nextWaiting,
        [province],
      );
      if (row === undefined) return false;
      const { number } = row;
      claimed = number;
      await work({
        number,
        bytes: unpack(row.bytes),
        receivedAt: instantOf(row.received_at),
        async progress(done) {
          await execute(pool, setProgress, [province, number, done]);
          // A session that says nothing for a minute is taken for dead.
          await query(session, 'select 1');
        },
        begin: () => holdLog(session, province),
      });
      return true;
    });
  } catch (error) {
    if (claimed !== undefined) await noteFailure(pool, province, claimed, error);
    throw translate(error);
  }
}

/** The package goes to the back of its own wait; others do not wait for it. Failing here too is no further news. */
async function noteFailure(
  pool: Pool,
  province: string,
  number: number,
  error: unknown,
): Promise<void> {
  const fault = error instanceof Error ? error.name : 'unknown';
  await execute(
    pool,
    `update message_work set attempts = attempts + 1, fault = $3, retry_at = now() + ${waitAfter}
     where province = $1 and number = $2 and status = 'received'`,
    [province, number, fault],
  ).catch(() => 0);
}
