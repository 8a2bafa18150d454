import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { before, test } from 'node:test';
import { zstdCompressSync } from 'node:zlib';
import { submitAndWait } from '../../test/support/answered.ts';
import {
  Crew,
  enrolmentOf,
  learnerContent,
  packageOf,
  recallOf,
  sent,
  signRecord,
} from '../../test/support/records.ts';
import { noteKey, startRegister, type TestRegister } from '../../test/support/register.ts';
import { sampleContent } from '../../test/support/sample-content.ts';
import { createRegisterClient } from '../adapter/http/register-client.ts';
import { openPool, type Pool, query } from '../adapter/postgres/database.ts';
import type { FsckCode } from '../app/register/fsck/difference.ts';
import { lockPeriod } from '../app/register/lock-period.ts';
import { signHead } from '../app/register/log-events.ts';
import { parseFrontier } from '../format/log/frontier.ts';
import { leafHash } from '../format/log/merkle.ts';

const crew = new Crew().enlist(sampleContent);
const logKey = noteKey('register.test/99');
let running: TestRegister;
let owner: Pool;

const contents = [1, 2, 3, 4].map((n) => learnerContent(n));
const [one, two, three, four] = contents;
assert(one && two && three && four);
const files = contents.map((content) => signRecord(content, crew));

before(async () => {
  crew.holder('MST:0999000000');
  running = await startRegister(crew, { logKey });
  owner = openPool(running.config.databaseUrl, { max: 1 });
  const client = createRegisterClient(running.url);
  const records = contents.map((content, index) => sent(content, files[index] ?? Buffer.alloc(0)));
  await submitAndWait(client, packageOf(records, crew, { seed: 'all' }), 'all');
  const second = { ...two, version: 2 };
  const replacing = packageOf([sent(second, signRecord(second, crew))], crew, { seed: 'next' });
  await submitAndWait(client, replacing, 'next');
  assert((await client.recall(recallOf(four, crew))).ok);
  const excused = [{ learner: `CCCD:${four.learner.personalId}`, why: 'incomplete' }];
  const statement = enrolmentOf(
    [{ className: '6A', enrolled: 4, excused: JSON.parse(JSON.stringify(excused)) }],
    crew,
  );
  assert((await client.stateEnrolment(statement)).ok);
  const request = { year: sampleContent.year, cohort: 'completed' as const, dryRun: false };
  assert((await lockPeriod(request, running.register.context)).ok);
});

const codesNow = async (quick = false): Promise<readonly FsckCode[]> => {
  const { differences } = await running.register.fsck(quick);
  return [...new Set(differences.map(({ code }) => code))].toSorted();
};

test('an untouched register has no difference, in full and in the quick run', async () => {
  assert.deepEqual(await codesNow(), []);
  assert.deepEqual(await codesNow(true), []);
});

const hex = (bytes: Uint8Array): string => `'\\x${Buffer.from(bytes).toString('hex')}'`;
const packed = (bytes: Uint8Array): string => hex(zstdCompressSync(bytes));
const changed = (bytes: Buffer | undefined): Buffer =>
  Buffer.from((bytes ?? Buffer.alloc(0)).toString().replace('>8.1<', '>9.9<'));
const file = (index: number): Buffer => files[index] ?? Buffer.alloc(0);
const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');

/** What a database administrator could do, triggers off; and what must be found, among other things. */
interface Tampering {
  readonly name: string;
  readonly sql: readonly string[] | (() => Promise<readonly string[]>);
  readonly codes: readonly FsckCode[];
  /** Found without verifying signatures, too. */
  readonly quick?: boolean;
}

const version = (code: string) => `where code = '${code}' and version = 1`;
const oneChanged = changed(file(0));

const tamperings: readonly Tampering[] = [
  {
    name: 'a mark changed in the stored bytes',
    sql: [`update record_version set bytes = ${packed(oneChanged)} ${version(one.code)}`],
    codes: ['record-digest-differs', 'record-invalid'],
    quick: true,
  },
  {
    name: 'a mark changed, and the digests beside it too',
    sql: [
      `update record_version set bytes = ${packed(oneChanged)}, sha256 = '${sha256(oneChanged)}',
         size = ${oneChanged.length} ${version(one.code)}`,
      `update registered_record set sha256 = '${sha256(oneChanged)}' where code = '${one.code}'`,
    ],
    codes: ['record-digest-differs', 'record-invalid', 'state-differs'],
    quick: true,
  },
  {
    name: 'a mark changed, with digests, event and leaf made to agree',
    sql: async () => {
      const [row] = await query<{ leaf: Buffer }>(
        owner,
        `select leaf from event where code = '${one.code}'`,
      );
      const leaf = Buffer.from(String(row?.leaf).replace(sha256(file(0)), sha256(oneChanged)));
      const digest = sha256(oneChanged);
      return [
        `update record_version set bytes = ${packed(oneChanged)}, sha256 = '${digest}',
           size = ${oneChanged.length} ${version(one.code)}`,
        `update registered_record set sha256 = '${digest}' where code = '${one.code}'`,
        `update event set payload = jsonb_set(payload, '{sha256}', '"${digest}"'), leaf = ${hex(leaf)},
           leaf_hash = ${hex(leafHash(leaf))} where code = '${one.code}'`,
      ];
    },
    codes: ['record-invalid', 'node-differs', 'checkpoint-differs', 'reply-differs'],
  },
  {
    name: 'bytes that cannot be unpacked',
    sql: [`update record_version set bytes = '\\x00' ${version(one.code)}`],
    codes: ['record-bytes-unreadable'],
    quick: true,
  },
  {
    name: 'the bytes of two learners exchanged',
    sql: [
      `update record_version set bytes = ${packed(file(2))} ${version(one.code)}`,
      `update record_version set bytes = ${packed(file(0))} ${version(three.code)}`,
    ],
    codes: ['record-digest-differs', 'record-names-another'],
    quick: true,
  },
  {
    name: 'a stored version deleted',
    sql: [
      `delete from registered_record where code = '${one.code}'`,
      `delete from record_version ${version(one.code)}`,
    ],
    codes: ['event-without-version', 'state-missing'],
    quick: true,
  },
  {
    name: 'an event deleted in the middle',
    sql: ['delete from event where leaf_index = 0'],
    codes: ['event-missing', 'version-without-event', 'checkpoint-differs', 'state-unfounded'],
    quick: true,
  },
  {
    name: 'the last events cut off, with the log rewound',
    sql: async () => {
      const [head] = await query<{ size: number }>(owner, 'select size from log_state');
      return [
        'delete from locked_class',
        'delete from awaited_learner',
        'delete from period_lock',
        `delete from event where leaf_index = ${(head?.size ?? 0) - 1}`,
        `update log_state set size = size - 1`,
      ];
    },
    codes: ['checkpoint-differs', 'frontier-differs'],
    quick: true,
  },
  {
    name: 'a state changed',
    sql: [
      `update registered_record set state = 'registered', recalled_at = null where code = '${four.code}'`,
    ],
    codes: ['state-differs'],
    quick: true,
  },
  {
    name: 'a record put back to its old version',
    sql: [
      `update registered_record set version = 1, sha256 = '${sha256(file(1))}' where code = '${two.code}'`,
    ],
    codes: ['state-differs'],
    quick: true,
  },
  {
    name: 'a learner given a second record',
    sql: [
      'drop index one_record_per_learner_and_year',
      `update registered_record set learner = 'CCCD:${three.learner.personalId}' where code = '${one.code}'`,
    ],
    codes: ['state-differs', 'learner-twice-in-year'],
    quick: true,
  },
  {
    name: 'an event changed',
    sql: [
      `update event set payload = jsonb_set(payload, '{className}', '"6B"') where leaf_index = 0`,
    ],
    codes: ['state-differs', 'record-names-another'],
  },
  {
    name: "an event's time changed",
    sql: [
      `update event set payload = jsonb_set(payload, '{at}', '"2026-06-09T00:00:00Z"'),
         at = '2026-06-09T00:00:00Z' where leaf_index = 0`,
    ],
    codes: ['leaf-differs', 'state-differs'],
    quick: true,
  },
  {
    name: 'a leaf rewritten',
    sql: [`update event set leaf = ${hex(Buffer.from('{"v":1}'))} where leaf_index = 2`],
    codes: ['leaf-differs', 'leaf-hash-differs', 'node-differs', 'checkpoint-differs'],
    quick: true,
  },
  {
    name: 'a node of the tree changed',
    sql: [`update log_node set hash = ${hex(Buffer.alloc(32))} where level = 1 and index = 0`],
    codes: ['node-differs'],
    quick: true,
  },
  {
    name: 'a node of the tree deleted',
    sql: ['delete from log_node where level = 1 and index = 0'],
    codes: ['node-missing'],
    quick: true,
  },
  {
    name: "the log's edge changed",
    sql: ["update log_state set frontier = replace(frontier, '=', 'A')"],
    codes: ['frontier-differs'],
    quick: true,
  },
  {
    name: 'a checkpoint forged with another key',
    sql: async () => {
      const forged = signHead(await frontierNow(), noteKey(logKey.name));
      return [
        `update checkpoint set note = '${forged}' where size = (select max(size) from checkpoint)`,
      ];
    },
    codes: ['checkpoint-signature'],
    quick: true,
  },
  {
    name: 'a checkpoint of another tree, signed with the right key',
    sql: async () => {
      const frontier = await frontierNow();
      const nodes = frontier.nodes.map((node, index) => (index === 0 ? new Uint8Array(32) : node));
      const forged = signHead({ ...frontier, nodes }, logKey);
      return [
        `update checkpoint set note = '${forged}' where size = (select max(size) from checkpoint)`,
      ];
    },
    codes: ['checkpoint-differs'],
    quick: true,
  },
  {
    name: 'the newest checkpoint deleted',
    sql: ['delete from checkpoint where size = (select max(size) from checkpoint)'],
    codes: ['checkpoint-missing'],
    quick: true,
  },
  {
    name: 'a lock taken away',
    sql: ['delete from locked_class', 'delete from awaited_learner', 'delete from period_lock'],
    codes: ['lock-missing'],
    quick: true,
  },
  {
    name: "a class's count at the lock changed",
    sql: ['update locked_class set enrolled = 3'],
    codes: ['lock-counts-differ'],
    quick: true,
  },
  {
    name: 'an excuse at the lock exchanged for another',
    sql: [
      `update locked_class set excused = excused || '{"incomplete": 0, "dropped-out": 1}'::jsonb`,
    ],
    codes: ['leaf-differs'],
    quick: true,
  },
  {
    name: "a school's message changed",
    sql: [`update message set bytes = ${packed(Buffer.from('<x/>'))} where kind = 'package'`],
    codes: ['message-digest-differs'],
    quick: true,
  },
  {
    name: "a school's message changed, and its digest too",
    sql: [
      `update message set bytes = ${packed(Buffer.from('<x/>'))}, sha256 = '${sha256(Buffer.from('<x/>'))}'
       where package_id = (select min(package_id) from message where kind = 'package')`,
    ],
    codes: ['message-invalid'],
  },
  {
    name: "what is left of a school's message changed",
    sql: [`update message_rest set bytes = ${packed(Buffer.from('[]\n<x/>'))} where number = 1`],
    codes: ['message-digest-differs'],
    quick: true,
  },
  {
    name: "what is left of a school's message deleted",
    sql: ['delete from message_rest where number = 1'],
    codes: ['message-digest-differs'],
    quick: true,
  },
  {
    name: "a class's dictionary changed",
    sql: [`update dictionary set bytes = ${packed(Buffer.from('x'.repeat(80_000)))}`],
    codes: ['record-digest-differs', 'message-digest-differs'],
    quick: true,
  },
  {
    name: 'a reply changed',
    sql: async () => {
      const reply = (await running.register.context.store.reply(1)) ?? Buffer.alloc(0);
      const edited = Buffer.from(Buffer.from(reply).toString().replace('DA_TIEP_NHAN', 'TU_CHOI'));
      return [
        `update reply set bytes = ${packed(edited)}, sha256 = '${sha256(edited)}' where number = 1`,
      ];
    },
    codes: ['reply-invalid', 'reply-differs'],
  },
  {
    name: 'a reply deleted',
    sql: ['delete from reply where number = 1'],
    codes: ['reply-missing'],
    quick: true,
  },
];

async function frontierNow() {
  const [row] = await query<{ frontier: string }>(owner, 'select frontier from log_state');
  const frontier = parseFrontier(row?.frontier ?? '');
  assert(frontier.ok);
  return frontier.value;
}

/** Everything that is stored, to be put back after each tampering. */
const tables = [
  'school',
  'message',
  'message_work',
  'message_progress',
  'message_rest',
  'dictionary',
  'class_dictionary',
  'reply',
  'refusal',
  'event',
  'record_version',
  'registered_record',
  'enrolment_statement',
  'period_lock',
  'locked_class',
  'awaited_learner',
  'log_state',
  'log_node',
  'checkpoint',
  'cosignature',
];

async function withoutTriggers(statements: readonly string[]): Promise<void> {
  await owner.query(
    ['begin', 'set local session_replication_role = replica', ...statements, 'commit'].join(';\n'),
  );
}

test('the copy of the untouched register is kept', async () => {
  await owner.query('create schema kept');
  for (const table of tables) await owner.query(`create table kept.${table} as table ${table}`);
});

for (const { name, sql, codes, quick } of tamperings) {
  test(`fsck finds ${name}`, async () => {
    await withoutTriggers(typeof sql === 'function' ? await sql() : sql);
    const found = await codesNow();
    const foundQuickly = quick === true ? await codesNow(true) : [];
    await withoutTriggers([
      ...tables.map((table) => `delete from ${table}`),
      ...tables.map(
        (table) => `insert into ${table} overriding system value select * from kept.${table}`,
      ),
    ]);
    for (const code of codes) assert(found.includes(code), `${code} among ${found.join(' ')}`);
    if (quick === true) assert.notEqual(foundQuickly.length, 0, 'found in the quick run');
    assert.deepEqual(await codesNow(true), [], 'put back');
  });
}

test('the end', async () => {
  await owner.end();
  await running.register.close();
});
