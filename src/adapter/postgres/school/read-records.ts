import assert from 'node:assert/strict';
import type { ClassKey, RecordTexts, StoredRecord } from '../../../app/school/ports.ts';
import type { RecordCode } from '../../../domain/record/content.ts';
import type { RecordEvent } from '../../../domain/record/events.ts';
import { fold, type YearRecord } from '../../../domain/record/record.ts';
import { parseSlot, type Slot } from '../../../domain/record/slot.ts';
import { type Queryable, query } from '../database.ts';

interface EventRow {
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
): Promise<readonly StoredRecord[]> {
  const rows = await query<EventRow & Record<string, unknown>>(
    on,
    `select e.code, e.version, e.body
       from record r join record_event e using (code, version)
      where r.school = $1 and r.year = $2 and r.class = $3
      order by e.code, e.version, e.number`,
    [key.school, key.year, key.className],
  );
  const events = new Map<string, EventRow[]>();
  for (const row of rows) {
    const known = events.get(keyOf(row));
    if (known === undefined) events.set(keyOf(row), [row]);
    else known.push(row);
  }
  const data = texts.data === true ? await readTexts(on, key, 'record_data', 'data') : noTexts;
  const signatures =
    texts.signatures === true ? await readTexts(on, key, 'record_signature', 'signature') : noTexts;
  return [...events].map(([name, own]) => storedRecord(name, own, data, signatures));
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

function storedRecord(
  name: string,
  rows: readonly EventRow[],
  data: Texts,
  signatures: Texts,
): StoredRecord {
  const [first] = rows;
  assert(first !== undefined);
  const state = fold(rows.map(({ body }) => body));
  const content = 'content' in state ? state.content : undefined;
  return {
    code: first.code,
    version: first.version,
    state,
    length: rows.length,
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
