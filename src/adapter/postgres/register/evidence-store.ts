import type { EvidenceStore, NewStep } from '../../../app/register/stamp/ports.ts';
import {
  type EvidenceRecord,
  type EvidenceStep,
  parseStep,
  writeStep,
} from '../../../format/evidence/evidence-record.ts';
import { execute, type Pool, query, transaction } from '../database.ts';
import { instantOf } from './row.ts';
import { joinDictionary, unpackVersion, versionBytes } from './stored-bytes.ts';

interface RecordRow {
  readonly [column: string]: unknown;
  readonly size: number;
  readonly note: string;
  readonly bodies: readonly string[];
}

const records = `
  select c.size, c.note, array_agg(s.body order by s.step) as bodies
  from checkpoint c join checkpoint_stamp s using (province, size)`;

/** Tokens over the heads of one province's log. */
export function createEvidenceStore(pool: Pool, province: string): EvidenceStore {
  const one = async (where: string, value: number): Promise<EvidenceRecord | undefined> => {
    const [row] = await query<RecordRow>(
      pool,
      `${records} where c.province = $1 and ${where} group by c.province, c.size`,
      [province, value],
    );
    return row && recordOf(row);
  };
  return {
    async sizes() {
      const rows = await query<{ size: number }>(
        pool,
        'select size from checkpoint_stamp where province = $1 and step = 0 order by size',
        [province],
      );
      return rows.map(({ size }) => size);
    },
    record: (size) => one('c.size = $2', size),
    firstCovering: (leafIndex) =>
      one(
        `c.size = (select min(size) from checkpoint_stamp
           where province = $1 and step = 0 and size > $2)`,
        leafIndex,
      ),
    async newestHead() {
      const [row] = await query<{ size: number; note: string }>(
        pool,
        'select size, note from checkpoint where province = $1 order by size desc limit 1',
        [province],
      );
      return row;
    },
    async newestStamp() {
      const [row] = await query<{ size: number; at: string }>(
        pool,
        `select size, at from checkpoint_stamp where province = $1 and step = 0
         order by size desc limit 1`,
        [province],
      );
      return row && { size: row.size, at: instantOf(row.at) };
    },
    addSteps: (steps) => addSteps(pool, province, steps),
    async records(after, limit) {
      const rows = await query<RecordRow>(
        pool,
        `${records} where c.province = $1 and c.size > $2
         group by c.province, c.size order by c.size limit $3`,
        [province, after, limit],
      );
      return rows.map((row) => ({ size: row.size, record: recordOf(row) }));
    },
    async leafFiles(from, limit) {
      const rows = await query<{ leaf: Buffer; bytes: Buffer | null; dictionary: Buffer | null }>(
        pool,
        `select e.leaf, ${versionBytes} from event e
         left join record_version v on v.province = e.province and v.leaf_index = e.leaf_index and v.year = e.year
         ${joinDictionary}
         where e.province = $1 and e.leaf_index >= $2 order by e.leaf_index limit $3`,
        [province, from, limit],
      );
      return rows.map(({ leaf, bytes, dictionary }) => ({
        leaf,
        file: bytes === null ? null : unpackVersion({ bytes, dictionary }),
      }));
    },
  };
}

function recordOf({ size, note, bodies }: RecordRow): EvidenceRecord {
  return { checkpoint: note, steps: bodies.map((body) => stepOf(body, size)) };
}

function stepOf(body: string, size: number): EvidenceStep {
  const read = parseStep(JSON.parse(body));
  if (!read.ok) throw new Error(`the stored evidence of head ${size} can be read`);
  return read.value;
}

const addSteps = (pool: Pool, province: string, steps: readonly NewStep[]): Promise<number> =>
  transaction(pool, async (session) => {
    let added = 0;
    for (const { size, step, body, at } of steps) {
      added += await execute(
        session,
        `insert into checkpoint_stamp (province, size, step, body, at) values ($1, $2, $3, $4, $5)
         on conflict do nothing`,
        [province, size, step, writeStep(body), at],
      );
    }
    return added;
  });
