import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freshDatabase } from '../../../../test/support/postgres.ts';
import { mends, reducedYear, sampleYear } from '../../../../test/support/school-year.ts';
import type { RecordChange } from '../../../app/school/ports.ts';
import type { PersonalId } from '../../../domain/person/identity.ts';
import type { RecordCode } from '../../../domain/record/content.ts';
import { openRecord } from '../../../domain/record/draft.ts';
import type { ClassClosed, RecordEvent, Sha256Hex } from '../../../domain/record/events.ts';
import { absent } from '../../../domain/record/record.ts';
import { teacherSlot } from '../../../domain/record/slot.ts';
import { ok, refuse } from '../../../domain/result.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { execute, openPool, type Pool, query } from '../database.ts';
import { migrate } from '../migrate.ts';
import { schoolStore } from './school-store.ts';
import { stageStore } from './stage-store.ts';

const migrations = fileURLToPath(new URL('./migrations', import.meta.url));
const key = { school: sampleYear.school.code, year: sampleYear.year, className: '6A' };
const by = '099172252467' as PersonalId;
const teacher = '099070289216' as PersonalId;
const at = '2026-06-01T08:00:00Z' as Instant;
let pool: Pool;

before(async () => {
  pool = openPool(await freshDatabase(), { max: 4 });
  const migrated = await migrate(pool, migrations);
  assert(migrated.ok);
});
after(() => pool.end());

const codeOf = (digit: string): RecordCode => digit.repeat(32) as RecordCode;
const learner = (index: number) => {
  const found = sampleYear.learners[index];
  assert(found !== undefined);
  return found.number;
};

function opening(digit: string, index: number): RecordChange {
  const code = codeOf(digit);
  const event = openRecord(absent, { ...key, code, version: 1, learner: learner(index), by, at });
  assert(event.ok);
  return { code, version: 1, events: [event.value] };
}

const data = '<DU_LIEU_HOC_BA/>';
const signature = '<ds:Signature/>';
const sha256 = (text: string) => hash('sha256', text, 'hex') as Sha256Hex;
const slot = teacherSlot(teacher);
const closing: ClassClosed = {
  type: 'ClassClosed',
  content: sha256(data),
  plan: [
    { slot, signer: { kind: 'person', personalId: teacher, name: 'x' }, parts: [] },
    { slot: 'seal', signer: { kind: 'school', taxCode: '9911065701', name: 'x' }, parts: [] },
  ],
  by,
  at,
};
const signing: RecordEvent = {
  type: 'SubjectSigned',
  slot,
  by: teacher,
  signature: sha256(signature),
  at,
};

test('a year is kept once, and again when it changed', async () => {
  const store = schoolStore(pool);
  const yearbook = reducedYear(['6A'], 5);
  await store.saveYear(yearbook, at);
  await store.saveYear(yearbook, at);
  const rows = await query<{ count: number }>(pool, 'select count(*) from school_year');
  assert.equal(rows[0]?.count, 1);
  assert.deepEqual((await store.year(key))?.yearbook, yearbook);
  await store.saveYear(reducedYear(['6A'], 6), at);
  assert.equal((await store.year(key))?.yearbook.learners.length, 6);
});

test('what a rule answers is appended, and the state is the fold of it', async () => {
  const store = schoolStore(pool);
  await store.changeClass(key, {}, () => ok([opening('1', 0), opening('2', 1)]));
  await store.changeClass(key, {}, (records) =>
    ok(records.map(({ code }) => ({ code, version: 1, events: [closing], data }))),
  );
  await store.changeClass(key, {}, () =>
    ok([
      { code: codeOf('1'), version: 1, events: [signing], signature: { slot, text: signature } },
    ]),
  );
  const [first, second] = await store.records(key, { data: true, signatures: true });
  assert.equal(first?.state.state, 'signing');
  assert.equal(first?.length, 3);
  assert.equal(first?.data, data);
  assert.deepEqual([...(first?.signatures ?? [])], [[slot, signature]]);
  assert.equal(second?.state.state, 'closed');
  const counts = await store.eventCounts(key);
  assert.deepEqual(counts.get('ClassClosed'), { events: 2, records: 2 });
  assert.deepEqual(await store.records({ ...key, className: '6B' }), []);
});

test('a refusal leaves no trace', async () => {
  const store = schoolStore(pool);
  const before = await store.records(key);
  const refused = await store.changeClass(key, {}, () => refuse('no'));
  assert.deepEqual(refused, { ok: false, refusal: 'no' });
  assert.deepEqual(await store.records(key), before);
});

test('an act that dies in the middle leaves no half of itself', async () => {
  const store = schoolStore(pool);
  const before = await store.records(key);
  // The second record is there already: the first one's insert must go with it.
  const act = store.changeClass(key, {}, () => ok([opening('3', 2), opening('1', 0)]));
  await assert.rejects(act, /record_pkey/);
  await assert.rejects(
    store.changeClass(key, {}, () => {
      throw new Error('killed');
    }),
    /killed/,
  );
  assert.deepEqual(await store.records(key), before);
});

test('two acts on one class wait for each other', async () => {
  const store = schoolStore(pool);
  const lengths: number[] = [];
  const mended: RecordEvent = { type: 'ContentChanged', mend: mends.mark, by, at };
  await store.changeClass(key, {}, () => ok([opening('4', 3)]));
  const code = codeOf('4');
  const act = () =>
    store.changeClass(key, {}, (records) => {
      const record = records.find((one) => one.code === code);
      lengths.push(record?.length ?? 0);
      return ok([{ code, version: 1, events: [mended] }]);
    });
  await Promise.all([act(), act(), act(), act()]);
  assert.deepEqual(lengths, [1, 2, 3, 4]);
});

test('a mend is kept with its events or not at all', async () => {
  const store = schoolStore(pool);
  await store.saveMend(key, mends.mark, at, () => refuse('no'));
  assert.deepEqual((await store.year(key))?.mends, []);
  await store.saveMend(key, mends.mark, at, () => ok([]));
  assert.deepEqual((await store.year(key))?.mends, [mends.mark]);
});

test('a stage is done once', async () => {
  const stages = stageStore(pool);
  const report = { stage: 'sign' as const, seconds: 1.5, counts: { b: 1, a: 2 } };
  await stages.saveStage(key, report, at);
  const kept = await stages.stages(key);
  assert.deepEqual(kept, [report]);
  assert.deepEqual(Object.keys(kept[0]?.counts ?? {}), ['b', 'a']);
});

test('nothing that happened is changed or removed, whoever asks', async () => {
  const tables = await query<{ name: string }>(
    pool,
    `select table_name as name from information_schema.tables
      where table_schema = 'public' and table_name <> 'schema_migration'`,
  );
  assert.ok(tables.length >= 12);
  for (const { name } of tables) {
    const columns = await query<{ column: string }>(
      pool,
      `select column_name as "column" from information_schema.columns
        where table_name = $1 and is_identity = 'NO'`,
      [name],
    );
    const column = columns[0]?.column ?? '';
    await assert.rejects(execute(pool, `truncate ${name} cascade`), /never changed/, name);
    const rows = await query(pool, `select 1 from ${name} limit 1`);
    if (rows.length === 0) continue;
    await assert.rejects(execute(pool, `delete from ${name}`), /never changed/, name);
    const update = `update ${name} set ${column} = ${column}`;
    await assert.rejects(execute(pool, update), /never changed/, name);
  }
});
