import type { WitnessStore } from '../../../app/register/witness-checkpoint.ts';
import { execute, type Pool, query, transaction } from '../database.ts';

/** Heads that the ministry accepted. `province` names whose witness table this is: the ministry's own code. */
export function createWitnessStore(pool: Pool, province: string): WitnessStore {
  return {
    async lastSize(origin) {
      const [row] = await query<{ size: number | null }>(
        pool,
        'select max(size) as size from witnessed_checkpoint where province = $1 and origin = $2',
        [province, origin],
      );
      return row?.size ?? 0;
    },
    advance: (origin, rule) =>
      transaction(pool, async (session) => {
        // One head of a log at a time, the first one too, which has no row to lock.
        await query(session, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [origin]);
        const [last] = await query<{ note: string }>(
          session,
          `select note from witnessed_checkpoint where province = $1 and origin = $2
           order by size desc limit 1`,
          [province, origin],
        );
        const ruled = rule(last?.note ?? null);
        if (!ruled.ok) return ruled;
        const { size, note, line, at } = ruled.value;
        await execute(
          session,
          `insert into witnessed_checkpoint (province, origin, size, note, line, at)
           values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
          [province, origin, size, note, line, at],
        );
        return ruled;
      }),
  };
}
