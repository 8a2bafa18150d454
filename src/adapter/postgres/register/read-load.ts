import { type Pool, query } from '../database.ts';

/** How much work waits in a register, for its operator. */
export interface StoredLoad {
  /** Packages received and not answered. */
  readonly waiting: number;
  /** Seconds since the oldest of them was received; 0 when none waits. */
  readonly oldestWaitingSeconds: number;
  /** Leaves of the log. */
  readonly logSize: number;
  readonly connections: number;
  readonly connectionsWanted: number;
}

/** One statement over the queue's index of waiting packages; cheap enough for every scrape. */
export async function readLoad(pool: Pool, province: string): Promise<StoredLoad> {
  const [row] = await query<{ waiting: number; oldest: number; size: number }>(
    pool,
    `select count(w.number)::int as waiting,
       greatest(coalesce(extract(epoch from now() - min(m.received_at)), 0), 0)::float8 as oldest,
       (select size from log_state where province = $1) as size
     from message_work w join message m using (province, number)
     where w.province = $1 and w.status = 'received'`,
    [province],
  );
  return {
    waiting: row?.waiting ?? 0,
    oldestWaitingSeconds: row?.oldest ?? 0,
    logSize: row?.size ?? 0,
    connections: pool.totalCount,
    connectionsWanted: pool.waitingCount,
  };
}

/** Bytes, as stored, of the packages that wait for their answer. */
export async function readUnanswered(pool: Pool, province: string): Promise<number> {
  const [row] = await query<{ bytes: number }>(
    pool,
    `select coalesce(sum(octet_length(coalesce(w.body, m.bytes))), 0)::float8 as bytes
     from message_work w join message m using (province, number)
     where w.province = $1 and w.status = 'received'`,
    [province],
  );
  return row?.bytes ?? 0;
}
