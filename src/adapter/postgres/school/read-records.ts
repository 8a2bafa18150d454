import assert from 'node:assert/strict';
import type { ClassKey, RecordTexts, StoredRecord } from '../../../app/school/ports.ts';
import type { RecordCode } from '../../../domain/record/content.ts';
import type { RecordEvent } from '../../../domain/record/events.ts';
import { absent, evolve, type YearRecord } from '../../../domain/record/record.ts';
import { parseSlot, type Slot } from '../../../domain/record/slot.ts';
import { type Queryable, query } from '../database.ts';

/** A record's state as far as its events were read. */
interface KnownRecord {
  readonly code: RecordCode;
  readonly version: number;
  readonly state: YearRecord;
  readonly length: number;
}

/** A class as far as it was read: events only grow, so the next read needs only those after `lastId`. */
interface KnownClass {
  readonly lastId: number;
  readonly records: ReadonlyMap<string, KnownRecord>;
}

/** What one process has read of its classes. It holds committed events only: acts read before they write. */
export type ClassCache = Map<string, KnownClass>;

/** Classes that a cache holds at most; a school's worth. */
const cachedClasses = 64;

interface EventRow {
  readonly id: number;
  readonly code: RecordCode;
  readonly version: number;
  readonly body: RecordEvent;
}

interface TextRow {
  readonly code: string;
  readonly version: number;
  readonly sha256: string;
  readonly text: string;
}

const keyOf = ({ code, version }: { readonly code: string; readonly version: number }): string =>
  `${code}/${version}`;

/** All records of a class, folded from their events. */
export async function readRecords(
  on: Queryable,
  key: ClassKey,
  texts: RecordTexts,
  cache: ClassCache,
): Promise<readonly StoredRecord[]> {
  const { records } = await readClass(on, key, cache);
  const data = texts.data === true ? await readTexts(on, key, 'record_data', 'data') : noTexts;
  const signatures =
    texts.signatures === true ? await readTexts(on, key, 'record_signature', 'signature') : noTexts;
  return [...records]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, known]) => withTexts(name, known, data, signatures));
}

async function readClass(on: Queryable, key: ClassKey, cache: ClassCache): Promise<KnownClass> {
  const name = `${key.school}/${key.year}/${key.className}`;
  const before = cache.get(name) ?? { lastId: 0, records: new Map() };
  const rows = await query<EventRow & Record<string, unknown>>(
    on,
    `select e.id, e.code, e.version, e.body
       from record r join record_event e using (code, version)
      where r.school = $1 and r.year = $2 and r.class = $3 and e.id > $4
      order by e.id`,
    [key.school, key.year, key.className, before.lastId],
  );
  const last = rows.at(-1);
  if (last === undefined) return before;
  const records = new Map(before.records);
  for (const { code, version, body } of rows) {
    const known = records.get(keyOf({ code, version }));
    const state = evolve(known?.state ?? absent, body);
    const length = (known?.length ?? 0) + 1;
    records.set(keyOf({ code, version }), { code, version, state, length });
  }
  const now = { lastId: last.id, records };
  cache.delete(name);
  cache.set(name, now);
  const [oldest] = cache.keys();
  if (cache.size > cachedClasses && oldest !== undefined) cache.delete(oldest);
  return now;
}

type Texts = ReadonlyMap<string, ReadonlyMap<string, string>>;
const noTexts: Texts = new Map();

/** Texts of the class by record and digest. The table and column are ours, never input. */
async function readTexts(
  on: Queryable,
  key: ClassKey,
  table: 'record_data' | 'record_signature',
  column: 'data' | 'signature',
): Promise<Texts> {
  const rows = await query<TextRow & Record<string, unknown>>(
    on,
    `select t.code, t.version, t.sha256, t.${column} as text
       from record r join ${table} t using (code, version)
      where r.school = $1 and r.year = $2 and r.class = $3`,
    [key.school, key.year, key.className],
  );
  const texts = new Map<string, Map<string, string>>();
  for (const row of rows) {
    const own = texts.get(keyOf(row)) ?? new Map<string, string>();
    own.set(row.sha256, row.text);
    texts.set(keyOf(row), own);
  }
  return texts;
}

function withTexts(name: string, known: KnownRecord, data: Texts, signatures: Texts): StoredRecord {
  const { state } = known;
  const content = 'content' in state ? state.content : undefined;
  return {
    ...known,
    data: content === undefined ? null : (data.get(name)?.get(content) ?? null),
    signatures: textsInForce(state, signatures.get(name)),
  };
}

/** Of all signatures ever made, those that the state still counts. */
function textsInForce(
  state: YearRecord,
  texts: ReadonlyMap<string, string> | undefined,
): ReadonlyMap<Slot, string> {
  const inForce = new Map<Slot, string>();
  if (texts === undefined || !('signatures' in state)) return inForce;
  for (const { slot, signature } of state.signatures.values()) {
    const text = texts.get(signature);
    assert(text !== undefined && parseSlot(slot) !== undefined, `no text of signature ${slot}`);
    inForce.set(slot, text);
  }
  return inForce;
}
