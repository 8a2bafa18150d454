import type { LogGrowth, NewMessage, SavedVersion } from '../../../app/register/ports.ts';
import type { RegistryEvent } from '../../../domain/registry/event.ts';
import type { RegisteredRecord } from '../../../domain/registry/registered-record.ts';
import { writeFrontier } from '../../../format/log/frontier.ts';
import { execute, type Queryable, query } from '../database.ts';
import { classDictionaries } from './class-dictionaries.ts';
import { pack } from './stored-bytes.ts';

/** Answers the new number, or undefined when the message id is taken. A package's bytes rest in the queue. */
export async function insertMessage(
  on: Queryable,
  province: string,
  message: NewMessage,
): Promise<number | undefined> {
  const rows = await query<{ number: number }>(
    on,
    `insert into message (province, kind, package_id, school, year, sha256, bytes, total, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (province, package_id) do nothing returning number`,
    [
      province,
      message.kind,
      message.id,
      message.school,
      message.year,
      message.sha256,
      message.kind === 'package' ? null : pack(message.bytes),
      message.total,
      message.receivedAt,
    ],
  );
  return rows[0]?.number;
}

/** What the database keeps of an event: all of it, but for a lock's records, which the fold gives back. */
function payloadOf(event: RegistryEvent): object {
  if (event.type !== 'PeriodLocked') return event;
  const { classes: _, ...mark } = event;
  return mark;
}

/** Events, tree nodes, the log's edge and its signed head. */
export async function appendLog(
  on: Queryable,
  province: string,
  { entries, nodes, frontier, checkpoint, at }: LogGrowth,
  message: number | null,
): Promise<void> {
  const of = <T>(pick: (event: RegistryEvent) => T): T[] => entries.map(({ event }) => pick(event));
  const school = (event: RegistryEvent) => (event.type === 'PeriodLocked' ? null : event.school);
  const code = (event: RegistryEvent) => (event.type === 'PeriodLocked' ? null : event.code);
  const version = (event: RegistryEvent) => (event.type === 'PeriodLocked' ? null : event.version);
  await execute(
    on,
    `insert into event (province, leaf_index, type, year, school, code, version, at, message, payload, leaf, leaf_hash)
     select $1, i, t, y, s, c, v, a, $2, p, l, h
     from unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::timestamptz[],
       $10::jsonb[], $11::bytea[], $12::bytea[]) as row (i, t, y, s, c, v, a, p, l, h)`,
    [
      province,
      message,
      entries.map(({ leafIndex }) => leafIndex),
      of(({ type }) => type),
      of(({ year }) => year),
      of(school),
      of(code),
      of(version),
      of((event) => event.at),
      of((event) => JSON.stringify(payloadOf(event))),
      entries.map(({ leaf }) => leaf),
      entries.map(({ leafHash }) => leafHash),
    ],
  );
  await execute(
    on,
    `insert into log_node (province, level, index, hash)
     select $1, l, i, h from unnest($2::smallint[], $3::bigint[], $4::bytea[]) as row (l, i, h)`,
    [
      province,
      nodes.map(({ level }) => level),
      nodes.map(({ index }) => index),
      nodes.map(({ hash }) => hash),
    ],
  );
  await execute(on, 'insert into checkpoint (province, size, note, at) values ($1, $2, $3, $4)', [
    province,
    frontier.size,
    checkpoint,
    at,
  ]);
  await execute(on, 'update log_state set size = $2, frontier = $3 where province = $1', [
    province,
    frontier.size,
    writeFrontier(frontier),
  ]);
}

export async function insertVersions(
  on: Queryable,
  province: string,
  versions: readonly SavedVersion[],
): Promise<void> {
  const of = <T>(pick: (saved: SavedVersion) => T): T[] => versions.map(pick);
  const dictionaryOf = await classDictionaries(on, province, versions);
  await execute(
    on,
    `insert into record_version
       (province, year, code, version, school, learner, cohort, sha256, size, bytes, leaf_index, dictionary)
     select $1, y, c, v, s, l, o, d, z, b, i, t
     from unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::int[],
       $10::bytea[], $11::bigint[], $12::text[]) as row (y, c, v, s, l, o, d, z, b, i, t)`,
    [
      province,
      of(({ record }) => record.year),
      of(({ record }) => record.code),
      of(({ record }) => record.version),
      of(({ record }) => record.school),
      of(({ record }) => record.learner),
      of(({ record }) => record.cohort),
      of(({ record }) => record.sha256),
      of(({ bytes }) => bytes.length),
      of((saved) => pack(saved.bytes, dictionaryOf(saved)?.bytes)),
      of(({ record }) => record.leafIndex),
      of((saved) => dictionaryOf(saved)?.sha256 ?? null),
    ],
  );
}

/** The fold's newest states; the key is the code. */
export async function upsertRecords(
  on: Queryable,
  province: string,
  records: readonly RegisteredRecord[],
): Promise<void> {
  const of = <T>(pick: (record: RegisteredRecord) => T): T[] => records.map(pick);
  await execute(
    on,
    `insert into registered_record (province, year, code, version, school, class_name, learner, cohort, state,
       sha256, registered_at, recalled_at, leaf_index)
     select $1, y, c, v, s, n, l, o, t, d, a, r, i
     from unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
       $10::text[], $11::timestamptz[], $12::timestamptz[], $13::bigint[])
       as row (y, c, v, s, n, l, o, t, d, a, r, i)
     on conflict (province, year, code) do update set version = excluded.version, class_name = excluded.class_name,
       cohort = excluded.cohort, state = excluded.state, sha256 = excluded.sha256,
       registered_at = excluded.registered_at, recalled_at = excluded.recalled_at, leaf_index = excluded.leaf_index`,
    [
      province,
      of(({ year }) => year),
      of(({ code }) => code),
      of(({ version }) => version),
      of(({ school }) => school),
      of(({ className }) => className),
      of(({ learner }) => learner),
      of(({ cohort }) => cohort),
      of(({ state }) => state),
      of(({ sha256 }) => sha256),
      of(({ registeredAt }) => registeredAt),
      of((record) => (record.state === 'recalled' ? record.recalledAt : null)),
      of(({ leafIndex }) => leafIndex),
    ],
  );
}
