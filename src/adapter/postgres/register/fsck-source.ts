import type {
  FsckSource,
  LockedClassRow,
  MessageRow,
} from '../../../app/register/fsck/fsck-source.ts';
import { type Pool, type Queryable, query, transaction } from '../database.ts';
import { digestsIn, joinRecords } from './message-rest.ts';
import { cohortOf, instantOf, learnerOf, recordColumns, yearOf } from './row.ts';
import { createSignerFsckSource } from './signer-fsck-source.ts';
import {
  joinDictionary,
  orNothing,
  unpackOrNothing,
  unpackVersion,
  versionBytes,
} from './stored-bytes.ts';

const instantText = (text: string): string => instantOf(text);

/** The register as it is stored at one moment, for the recomputation; reads only. */
export const withFsckSource = <T>(
  pool: Pool,
  province: string,
  use: (source: FsckSource) => Promise<T>,
): Promise<T> =>
  transaction(pool, (session) => use(createFsckSource(session, province)), {
    isolation: 'repeatable read',
    readOnly: true,
  });

function createFsckSource(pool: Queryable, province: string): FsckSource {
  return {
    async logState() {
      const [row] = await query<{ size: number; frontier: string }>(
        pool,
        'select size, frontier from log_state where province = $1',
        [province],
      );
      return row;
    },
    async events(from, limit) {
      const rows = await query<{
        leaf_index: number;
        message: number | null;
        columns: readonly (string | null)[];
        at: string;
        payload: unknown;
        leaf: Buffer;
        leaf_hash: Buffer;
      }>(
        pool,
        `select leaf_index, message, array[type, year, school, code, version::text] as columns, at, payload, leaf,
           leaf_hash from event where province = $1 and leaf_index >= $2 order by leaf_index limit $3`,
        [province, from, limit],
      );
      return rows.map(({ leaf_index, message, columns, at, payload, leaf, leaf_hash }) => ({
        leafIndex: leaf_index,
        message,
        columns: [...columns.map((text) => text ?? '-'), instantText(at)].join(' '),
        payload,
        leaf,
        leafHash: leaf_hash,
      }));
    },
    nodes: (ranges) =>
      query(
        pool,
        `select n.level, n.index, n.hash
         from unnest($2::smallint[], $3::bigint[], $4::bigint[]) as wanted (level, first, last)
         cross join lateral (select level, index, hash from log_node
           where province = $1 and level = wanted.level and index between wanted.first and wanted.last
           offset 0) n`,
        [
          province,
          ranges.map(({ level }) => level),
          ranges.map(({ first }) => first),
          ranges.map(({ last }) => last),
        ],
      ),
    strayNodes: (size) =>
      query(
        pool,
        `select level, index from log_node
         where province = $1 and (level > 52 or (index + 1) << level > $2) limit 1000`,
        [province, size],
      ),
    stamps: (after, limit) => readStamps(pool, province, after, limit),
    async checkpoints() {
      const rows = await query<{ size: number; note: string; lines: { w: string; l: string }[] }>(
        pool,
        `select c.size, c.note, coalesce((select json_agg(json_build_object('w', witness, 'l', line))
           from cosignature s where s.province = c.province and s.size = c.size), '[]') as lines
         from checkpoint c where c.province = $1 order by c.size`,
        [province],
      );
      return rows.map(({ size, note, lines }) => ({
        size,
        note,
        cosignatures: lines.map(({ w, l }) => ({ witness: w, line: l })),
      }));
    },
    async versions(offset, limit) {
      const rows = await query<{
        year: string;
        code: string;
        version: number;
        school: string;
        learner: string;
        cohort: string;
        sha256: string;
        size: number;
        leaf_index: number;
        bytes: Buffer;
        dictionary: Buffer | null;
      }>(
        pool,
        `select v.year, v.code, v.version, v.school, v.learner, v.cohort, v.sha256, v.size, v.leaf_index, ${versionBytes}
         from record_version v ${joinDictionary} where v.province = $1 order by year, code, version offset $2 limit $3`,
        [province, offset, limit],
      );
      return rows.map(({ leaf_index, bytes, dictionary, ...row }) => ({
        ...row,
        leafIndex: leaf_index,
        bytes: orNothing(() => unpackVersion({ bytes, dictionary })),
      }));
    },
    async states(offset, limit) {
      const rows = await query<{
        [column: string]: string | number | null;
        registered_at: string;
        recalled_at: string | null;
      }>(
        pool,
        `select ${recordColumns} from registered_record where province = $1
         order by year, code offset $2 limit $3`,
        [province, offset, limit],
      );
      return rows.map((row) => ({
        ...row,
        registered_at: instantText(row.registered_at),
        recalled_at: row.recalled_at === null ? null : instantText(row.recalled_at),
      }));
    },
    ...createSignerFsckSource(pool, province),
    locks: () => readLocks(pool, province),
    async messages(after, limit) {
      const rows = await query<{
        number: number;
        kind: string;
        sha256: string;
        received_at: string;
        bytes: Buffer | null;
        rest: Buffer | null;
        year: string | null;
        status: string | null;
        reply_sha256: string | null;
        reply: Buffer | null;
      }>(
        pool,
        `select m.number, m.kind, m.sha256, m.received_at, m.year, coalesce(m.bytes, w.body) as bytes,
           s.bytes as rest, w.status, r.sha256 as reply_sha256, r.bytes as reply
         from message m left join message_work w using (province, number)
         left join message_rest s using (province, number) left join reply r using (province, number)
         where m.province = $1 and m.number > $2 order by m.number limit $3`,
        [province, after, limit],
      );
      const messages: MessageRow[] = [];
      for (const row of rows) {
        const { number, kind, sha256, status, reply } = row;
        messages.push({
          number,
          kind,
          sha256,
          receivedAt: instantOf(row.received_at),
          // One after the other: the session has one line.
          bytes: await messageBytes(pool, province, row),
          answered: status === 'answered',
          reply:
            reply === null
              ? null
              : { sha256: row.reply_sha256 ?? '', bytes: unpackOrNothing(reply) },
        });
      }
      return messages;
    },
  };
}

async function readStamps(
  pool: Queryable,
  province: string,
  after: number,
  limit: number,
): ReturnType<FsckSource['stamps']> {
  const rows = await query<{
    size: number;
    note: string;
    steps: readonly { readonly step: number; readonly body: string; readonly at: string }[];
  }>(
    pool,
    `select c.size, c.note,
       json_agg(json_build_object('step', s.step, 'body', s.body, 'at', s.at) order by s.step) as steps
     from checkpoint c join checkpoint_stamp s using (province, size)
     where c.province = $1 and c.size > $2 group by c.province, c.size order by c.size limit $3`,
    [province, after, limit],
  );
  return rows.map(({ steps, ...row }) => ({
    ...row,
    steps: steps.map(({ at, ...step }) => ({ ...step, at: instantOf(at) })),
  }));
}

interface KeptMessage {
  readonly year: string | null;
  readonly bytes: Buffer | null;
  readonly rest: Buffer | null;
}

/** A message's bytes as they came: kept whole, or put together from its rest and the records that it brought. */
async function messageBytes(
  on: Queryable,
  province: string,
  { year, bytes, rest }: KeptMessage,
): Promise<Uint8Array | undefined> {
  if (bytes !== null) return unpackOrNothing(bytes);
  const digests = rest === null ? undefined : orNothing(() => digestsIn(rest));
  if (rest === null || digests === undefined) return undefined;
  const rows = await query<{ sha256: string; bytes: Buffer; dictionary: Buffer | null }>(
    on,
    `select v.sha256, ${versionBytes} from record_version v ${joinDictionary}
     where v.province = $1 and v.year = $2 and v.sha256 = any($3)`,
    [province, year, digests],
  );
  const files = new Map(rows.map((row) => [row.sha256, row]));
  return orNothing(() =>
    joinRecords(rest, (sha256) => {
      const row = files.get(sha256);
      return row && unpackVersion(row);
    }),
  );
}

async function readLocks(pool: Queryable, province: string): ReturnType<FsckSource['locks']> {
  const locks = await query<{
    year: string;
    cohort: string;
    locked_at: string;
    leaf_index: number;
    awaited: readonly string[];
    classes: readonly LockedClassRow[];
  }>(
    pool,
    `select year, cohort, locked_at, leaf_index,
       coalesce((select json_agg(learner) from awaited_learner a
         where (a.province, a.year, a.cohort) = (l.province, l.year, l.cohort)), '[]') as awaited,
       coalesce((select json_agg(json_build_object('school', school, 'className', class_name,
         'enrolled', enrolled, 'inForce', in_force, 'excused', excused)) from locked_class c
         where (c.province, c.year, c.cohort) = (l.province, l.year, l.cohort)), '[]') as classes
     from period_lock l where province = $1 order by leaf_index`,
    [province],
  );
  return locks.map(({ year, cohort, locked_at, leaf_index, awaited, classes }) => ({
    year: yearOf(year),
    cohort: cohortOf(cohort),
    lockedAt: instantOf(locked_at),
    leafIndex: leaf_index,
    awaited: awaited.map(learnerOf),
    classes,
  }));
}
