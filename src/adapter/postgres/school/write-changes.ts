import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import type { RecordChange, StoredRecord } from '../../../app/school/ports.ts';
import type { RecordOpened } from '../../../domain/record/events.ts';
import { execute, type Queryable } from '../database.ts';

/** Appends what a rule answered: new records, events, and the bytes that the events speak of. */
export async function writeChanges(
  on: Queryable,
  changes: readonly RecordChange[],
  records: readonly StoredRecord[],
): Promise<void> {
  await writeOpened(on, changes);
  await writeEvents(on, changes, records);
  await writeData(on, changes);
  await writeSignatures(on, changes);
  for (const { code, version, file } of changes) {
    if (file === undefined) continue;
    await execute(
      on,
      'insert into record_file (code, version, sha256, bytes) values ($1, $2, $3, $4)',
      [code, version, hash('sha256', file, 'hex'), file],
    );
  }
}

async function writeOpened(on: Queryable, changes: readonly RecordChange[]): Promise<void> {
  const opened = changes.flatMap(({ events }) =>
    events.filter((event): event is RecordOpened => event.type === 'RecordOpened'),
  );
  if (opened.length === 0) return;
  await execute(
    on,
    `insert into record (code, version, school, year, class, learner)
     select * from unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[])`,
    [
      opened.map(({ code }) => code),
      opened.map(({ version }) => version),
      opened.map(({ school }) => school),
      opened.map(({ year }) => year),
      opened.map(({ className }) => className),
      opened.map(({ learner }) => learner),
    ],
  );
}

async function writeEvents(
  on: Queryable,
  changes: readonly RecordChange[],
  records: readonly StoredRecord[],
): Promise<void> {
  const lengths = new Map(records.map((one) => [`${one.code}/${one.version}`, one.length]));
  const rows = changes.flatMap(({ code, version, events }) => {
    const after = lengths.get(`${code}/${version}`) ?? 0;
    return events.map((event, index) => ({ code, version, number: after + index + 1, event }));
  });
  if (rows.length === 0) return;
  await execute(
    on,
    `insert into record_event (code, version, number, type, at, body)
     select * from unnest(
       $1::text[], $2::integer[], $3::integer[], $4::text[], $5::timestamptz[], $6::jsonb[])
     order by 1, 2, 3`,
    [
      rows.map(({ code }) => code),
      rows.map(({ version }) => version),
      rows.map(({ number }) => number),
      rows.map(({ event }) => event.type),
      rows.map(({ event }) => event.at),
      rows.map(({ event }) => JSON.stringify(event)),
    ],
  );
}

/** A closing that comes back to the bytes of an earlier one finds them already kept. */
async function writeData(on: Queryable, changes: readonly RecordChange[]): Promise<void> {
  const rows = changes.flatMap(({ code, version, data }) =>
    data === undefined ? [] : [{ code, version, data }],
  );
  if (rows.length === 0) return;
  await execute(
    on,
    `insert into record_data (code, version, sha256, data)
     select * from unnest($1::text[], $2::integer[], $3::text[], $4::text[])
     on conflict do nothing`,
    [
      rows.map(({ code }) => code),
      rows.map(({ version }) => version),
      rows.map(({ data }) => hash('sha256', data, 'hex')),
      rows.map(({ data }) => data),
    ],
  );
}

async function writeSignatures(on: Queryable, changes: readonly RecordChange[]): Promise<void> {
  const rows = changes.flatMap(({ code, version, signature }) =>
    signature === undefined ? [] : [{ code, version, ...signature }],
  );
  if (rows.length === 0) return;
  assert(new Set(rows.map(({ code, slot }) => code + slot)).size === rows.length);
  await execute(
    on,
    `insert into record_signature (code, version, sha256, slot, signature)
     select * from unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::text[])`,
    [
      rows.map(({ code }) => code),
      rows.map(({ version }) => version),
      rows.map(({ text }) => hash('sha256', text, 'hex')),
      rows.map(({ slot }) => slot),
      rows.map(({ text }) => text),
    ],
  );
}
