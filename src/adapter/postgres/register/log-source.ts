import type { LogSource } from '../../../app/register/ports.ts';
import { execute, type Pool, query } from '../database.ts';

/** The published log of one province. */
export function createLogSource(pool: Pool, province: string): LogSource {
  const withCosignatures = async (
    where: string,
    values: readonly unknown[],
  ): Promise<string | undefined> => {
    const [row] = await query<{ note: string; lines: readonly string[] | null }>(
      pool,
      `select c.note, array_agg(s.line order by s.witness) filter (where s.line is not null) as lines
       from checkpoint c left join cosignature s using (province, size)
       where c.province = $1 and ${where} group by c.province, c.size`,
      [province, ...values],
    );
    return row === undefined ? undefined : `${row.note}${(row.lines ?? []).join('')}`;
  };
  return {
    latestCheckpoint: () =>
      withCosignatures('c.size = (select max(size) from checkpoint where province = $1)', []),
    checkpoint: (size) => withCosignatures('c.size = $2', [size]),
    async checkpointSizes() {
      const rows = await query<{ size: number }>(
        pool,
        'select size from checkpoint where province = $1 order by size',
        [province],
      );
      return rows.map(({ size }) => size);
    },
    async leaves(start, end) {
      const rows = await query<{ leaf_index: number; leaf: Buffer }>(
        pool,
        `select leaf_index, leaf from event
         where province = $1 and leaf_index >= $2 and leaf_index < $3 order by leaf_index`,
        [province, start, end],
      );
      return rows.map(({ leaf_index, leaf }) => ({ leafIndex: leaf_index, leaf }));
    },
    async nodes(addresses) {
      const rows = await query<{ level: number; index: number; hash: Buffer }>(
        pool,
        `select n.level, n.index, n.hash from log_node n
         join unnest($2::smallint[], $3::bigint[]) as wanted (level, index) using (level, index)
         where n.province = $1`,
        [province, addresses.map(({ level }) => level), addresses.map(({ index }) => index)],
      );
      return new Map(rows.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
    },
    async addCosignature(size, witness, line, at) {
      await execute(
        pool,
        `insert into cosignature (province, size, witness, line, at) values ($1, $2, $3, $4, $5)
         on conflict do nothing`,
        [province, size, witness, line, at],
      );
    },
  };
}
