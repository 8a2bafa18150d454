import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase } from '../../test/support/postgres.ts';
import { Crew } from '../../test/support/records.ts';
import { noteKey, startRegister, type TestRegister } from '../../test/support/register.ts';
import { sampleContent } from '../../test/support/sample-content.ts';
import { createWitnessClient } from '../adapter/http/witness-client.ts';
import { openPool, type Pool, query } from '../adapter/postgres/database.ts';
import { logEvents, signHead } from '../app/register/log-events.ts';
import type { RecordCode } from '../domain/record/content.ts';
import type { RecordRegistered } from '../domain/registry/event.ts';
import type { LearnerKey } from '../domain/registry/learner-key.ts';
import type { Instant } from '../domain/time/instant.ts';
import { logCommand } from '../edge/cli/commands/log.ts';
import { append, emptyFrontier, type TreeNode, writeFrontier } from '../format/log/frontier.ts';
import { verifierOf, writeVerifierKey } from '../format/log/key.ts';
import { leafHash } from '../format/log/merkle.ts';
import { logDeps } from './log-deps.ts';
import { createMinistry } from './ministry.ts';
import type { ServedRole } from './register.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hocba-log-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const accepted = path.join(folder, 'accepted.json');
const at = '2026-06-12T03:00:00Z' as Instant;
const crew = new Crew().enlist(sampleContent);
const witnessKey = noteKey('ministry.test/witness', 'cosignature/v1');
const logKey = noteKey('register.test/99');
const keys = [
  ...['--key', writeVerifierKey(verifierOf(logKey))],
  ...['--witness', writeVerifierKey(verifierOf(witnessKey))],
];
let ministry: ServedRole;
let running: TestRegister;
let owner: Pool;

const digest = (text: string): string => hash('sha256', text, 'hex');
const eventOf = (n: number): RecordRegistered => ({
  type: 'RecordRegistered',
  code: digest(`code ${n}`).slice(0, 32) as RecordCode,
  version: 1,
  sha256: digest(`record ${n}`),
  school: sampleContent.school.code,
  year: sampleContent.year,
  className: '6A',
  learner: `CCCD:${n}` as LearnerKey,
  cohort: 'completed',
  at,
});

/** The register appends as it always does, and asks its witness. */
async function grow(from: number, to: number): Promise<void> {
  const events = Array.from({ length: to - from }, (_, at) => eventOf(from + at));
  await running.register.context.store.change((tx) =>
    tx.append(logEvents(tx.frontier, events, logKey, at), null),
  );
  await running.register.cosign();
}

async function run(...args: readonly string[]) {
  const said = { stdout: '', stderr: '' };
  const io = {
    stdout: (text: string) => {
      said.stdout += text;
    },
    stderr: (text: string) => {
      said.stderr += text;
    },
    isTty: false,
    columns: 80,
  };
  const code = await logCommand(logDeps).run(args, io, new AbortController().signal);
  return { code, ...said };
}

interface Told {
  readonly exit: number;
  readonly evidence: string | null;
  readonly findings: readonly {
    readonly outcome: string;
    readonly sentence: string;
    readonly reason?: { readonly code: string; readonly start?: number; readonly end?: number };
  }[];
}

/** A look from outside through the command, with what was seen before or without. */
async function look(state: string | null): Promise<Told & { readonly told: readonly string[] }> {
  const memory = state === null ? [] : ['--state', state];
  const { code, stdout, stderr } = await run('check', running.url, ...keys, ...memory, '--json');
  assert.notEqual(stdout, '', stderr);
  const report: Told = JSON.parse(stdout);
  assert.equal(report.exit, code);
  const told = report.findings.flatMap(({ outcome, reason }) =>
    outcome === 'passed' || reason === undefined
      ? []
      : [reason.start === undefined ? reason.code : `${reason.code} ${reason.start}-${reason.end}`],
  );
  return { ...report, told };
}

before(async () => {
  crew.holder('MST:0999000000');
  ministry = await createMinistry({
    databaseUrl: await freshDatabase(),
    witnessKey,
    registers: [verifierOf(logKey)],
    clock: { now: () => at },
    write: () => {},
  });
  const address = await ministry.app.listen({ host: '127.0.0.1', port: 0 });
  const witness = { client: createWitnessClient(address), key: verifierOf(witnessKey) };
  running = await startRegister(crew, { logKey, witness });
  owner = openPool(running.config.databaseUrl, { max: 1 });
  await grow(0, 600);
  await grow(600, 700);
});

after(async () => {
  await owner.end();
  await running.register.close();
  await ministry.close();
});

test('an honest register passes: first look, growth, only what is new', async () => {
  const early = path.join(folder, 'early.json');
  assert.deepEqual((await look(early)).told, []);
  assert.equal((await run('check', running.url, ...keys, '--state', early, '--quick')).code, 0);
  assert.deepEqual((await look(null)).told, []);
  const { code, stdout } = await run('check', running.url, ...keys, '--state', accepted);
  assert.equal(code, 0);
  assert.match(stdout, /Nhật ký đúng/);
});

const hex = (bytes: Uint8Array): string => `'\\x${Buffer.from(bytes).toString('hex')}'`;
const changedLeaf = Buffer.from(
  `{"at":"2026-06-12T03:00:00Z","code":"${digest('x')}","record":"${digest('y')}","school":"x","type":"record-registered","v":1,"version":1,"year":"2025-2026"}`,
);

async function leavesNow(): Promise<Buffer[]> {
  const rows = await query<{ leaf: Buffer }>(owner, 'select leaf from event order by leaf_index');
  return rows.map(({ leaf }) => leaf);
}

/** A whole history of the administrator's own: leaves, hashes, nodes, edge and a head that is signed with the real key. */
function rebuilt(leaves: readonly Uint8Array[]): readonly string[] {
  let frontier = emptyFrontier;
  const nodes: TreeNode[] = [];
  for (const leaf of leaves) {
    const step = append(frontier, leafHash(leaf));
    frontier = step.frontier;
    nodes.push(...step.completed);
  }
  const { size } = frontier;
  const rows = leaves.map(
    (leaf, index) =>
      `('99', ${index}, 'RecordRegistered', '2025-2026', now(), '{}', ${hex(leaf)}, ${hex(leafHash(leaf))})`,
  );
  return [
    'delete from cosignature; delete from checkpoint; delete from log_node; delete from event',
    `insert into event (province, leaf_index, type, year, at, payload, leaf, leaf_hash) values ${rows.join()}`,
    `insert into log_node values ${nodes.map(({ level, index, hash: h }) => `('99', ${level}, ${index}, ${hex(h)})`).join()}`,
    `update log_state set size = ${size}, frontier = '${writeFrontier(frontier)}'`,
    `insert into checkpoint values ('99', ${size}, '${signHead(frontier, logKey)}', now())`,
  ];
}

interface Tampering {
  readonly name: string;
  readonly sql: () => Promise<readonly string[]> | readonly string[];
  /** What a follower who was here before sees, among other things. */
  readonly seen: readonly string[];
  /** What somebody sees who looks for the first time; 2 where only the missing witness gives it away. */
  readonly firstLook: 0 | 1 | 2;
}

const nodeHash = (level: number, index: number): string =>
  `update log_node set hash = sha256(hash) where level = ${level} and index = ${index}`;

const tamperings: readonly Tampering[] = [
  {
    name: 'a leaf changed',
    sql: () => [`update event set leaf = ${hex(changedLeaf)} where leaf_index = 17`],
    seen: ['leaf-differs-from-tile 17-18'],
    firstLook: 1,
  },
  {
    name: 'a leaf changed together with its hash',
    sql: () => [
      `update event set leaf = ${hex(changedLeaf)}, leaf_hash = ${hex(leafHash(changedLeaf))} where leaf_index = 17`,
      `update log_node set hash = ${hex(leafHash(changedLeaf))} where level = 0 and index = 17`,
    ],
    seen: ['leaves-rewritten 0-256', 'root-differs-from-leaves 0-700'],
    firstLook: 1,
  },
  {
    name: 'a leaf dropped',
    sql: () => ['delete from event where leaf_index = 300'],
    seen: ['entries-not-served 256-512'],
    firstLook: 1,
  },
  {
    name: 'a leaf dropped, the others moved up, all signed again',
    sql: async () => rebuilt((await leavesNow()).filter((_, index) => index !== 300)),
    seen: ['smaller-tree', 'leaves-rewritten 256-512'],
    firstLook: 2,
  },
  {
    name: 'two leaves exchanged',
    sql: () => [
      `update event set leaf = (select leaf from event where leaf_index = 8) where leaf_index = 9`,
    ],
    seen: ['leaf-differs-from-tile 9-10'],
    firstLook: 1,
  },
  {
    name: 'the order turned round, all signed again',
    sql: async () => rebuilt((await leavesNow()).reverse()),
    seen: ['same-size-other-root', 'leaves-rewritten 0-700'],
    firstLook: 2,
  },
  {
    name: 'the tree cut short and signed again',
    sql: async () => rebuilt((await leavesNow()).slice(0, 650)),
    seen: ['smaller-tree'],
    firstLook: 2,
  },
  {
    name: 'the newest events deleted, an old head served',
    sql: () => [
      'delete from cosignature where size > 600; delete from checkpoint where size > 600',
    ],
    seen: ['smaller-tree'],
    // Whoever never saw more than the old head cannot miss the new one: only memory helps.
    firstLook: 0,
  },
  {
    name: 'a fork with valid signatures that has grown',
    sql: async () => {
      const leaves = await leavesNow();
      const more = leaves.slice(0, 60).map((_, index) => Buffer.from(`{"n":${index}}`));
      return rebuilt([...leaves.with(400, changedLeaf), ...more]);
    },
    seen: ['inconsistent', 'leaves-rewritten 256-512'],
    firstLook: 2,
  },
  {
    name: 'the hash of a leaf changed in the tree',
    sql: () => [nodeHash(0, 600)],
    seen: ['leaf-differs-from-tile 600-601'],
    firstLook: 1,
  },
  {
    name: 'a tile of a higher level changed',
    sql: () => [nodeHash(8, 1)],
    seen: ['tile-differs-from-leaves 256-512'],
    firstLook: 1,
  },
  {
    name: 'nodes of a tile deleted',
    sql: () => ['delete from log_node where level = 0 and index = 100'],
    seen: ['tile-not-served 0-256'],
    firstLook: 1,
  },
  {
    name: 'the head signed again by another key of the same name',
    sql: () => {
      const other = signHead({ size: 700, nodes: [leafHash(changedLeaf)] }, noteKey(logKey.name));
      return [`update checkpoint set note = '${other}' where size = 700`];
    },
    seen: ['no-known-signature'],
    firstLook: 1,
  },
  {
    name: 'the head changed under its signature',
    sql: () => [
      `update checkpoint set note = replace(note, E'\\n700\\n', E'\\n699\\n') where size = 700`,
    ],
    seen: ['signature-invalid'],
    firstLook: 1,
  },
  {
    name: 'another head of the same size, signed with the real key',
    sql: () => {
      const other = signHead({ size: 700, nodes: [leafHash(changedLeaf)] }, logKey);
      return [`update checkpoint set note = '${other}' where size = 700`];
    },
    seen: ['same-size-other-root', 'root-differs-from-leaves 0-700'],
    firstLook: 1,
  },
  {
    name: 'a cosignature made up',
    sql: () => [
      `update cosignature set line = (select line from cosignature where size = 600) where size = 700`,
    ],
    seen: ['cosignature-invalid'],
    firstLook: 1,
  },
  {
    name: 'every head deleted',
    sql: () => ['delete from cosignature; delete from checkpoint'],
    seen: ['head-not-served'],
    firstLook: 2,
  },
];

const tables = ['event', 'log_state', 'log_node', 'checkpoint', 'cosignature'];

async function withoutTriggers(statements: readonly string[]): Promise<void> {
  await owner.query(
    ['begin', 'set local session_replication_role = replica', ...statements, 'commit'].join(';\n'),
  );
}

async function putBack(): Promise<void> {
  await withoutTriggers([
    ...tables.map((table) => `delete from ${table}`),
    ...tables.map((table) => `insert into ${table} select * from kept.${table}`),
  ]);
}

test('the copy of the untouched register is kept', async () => {
  await owner.query('create schema kept');
  for (const table of tables) await owner.query(`create table kept.${table} as table ${table}`);
});

for (const [number, { name, sql, seen, firstLook }] of tamperings.entries()) {
  test(`caught from outside: ${name}`, async () => {
    await withoutTriggers(await sql());
    const state = path.join(folder, `case-${number}.json`);
    for (const part of ['', '.tiles']) cpSync(`${accepted}${part}`, `${state}${part}`);
    const remembered = readFileSync(state, 'utf8');
    const before = await look(state);
    const first = await look(null);
    await putBack();
    for (const code of seen) assert(before.told.includes(code), `${code}: ${before.told.join()}`);
    assert.equal(before.exit, 1);
    assert.equal(readFileSync(state, 'utf8'), remembered, 'what was accepted is not overwritten');
    assert(readdirSync(before.evidence ?? '').includes('head-seen-before.txt'));
    assert.equal(first.exit, firstLook, first.told.join());
    assert.deepEqual((await look(state)).told, [], 'the true log is accepted again');
  });
}

/** What the published files do not show is caught when the register next asks its witness. */
const hidden: readonly (readonly [name: string, sql: string])[] = [
  ['a node between the tiles changed', nodeHash(2, 174)],
  [
    "the log's edge changed",
    `update log_state set frontier = replace(frontier, split_part(frontier, E'\\n', 2), '${'A'.repeat(43)}=')`,
  ],
];

for (const [name, sql] of hidden) {
  test(`caught by the witness: ${name}`, async () => {
    const written = running.entries.length;
    await withoutTriggers([sql]);
    await grow(700, 750);
    const entry = running.entries.slice(written).find(({ event }) => event === 'witness-refused');
    const { told } = await look(null);
    await putBack();
    assert.equal(entry?.facts['code'], 'witness-refused');
    assert(told.includes('cosignature-missing'), told.join());
  });
}

test('a follower goes on through honest growth and ends when history is rewritten', async () => {
  const state = path.join(folder, 'follower.json');
  const following = run(
    'check',
    running.url,
    ...keys,
    '--state',
    state,
    '--follow',
    '--every',
    '1',
  );
  const seen = async (size: number): Promise<void> => {
    for (let attempt = 0; attempt < 400; attempt += 1) {
      const text = existsSync(state) ? readFileSync(state, 'utf8') : '';
      if (text.includes(`\\n${size}\\n`)) return;
      await sleep(25);
    }
    throw new Error(`the follower never saw ${size} leaves`);
  };
  await seen(700);
  await grow(700, 720);
  await seen(720);
  await withoutTriggers(rebuilt((await leavesNow()).slice(0, 710)));
  const { code, stdout } = await following;
  await putBack();
  assert.equal(code, 1);
  assert.match(stdout, /LỊCH SỬ CỦA SỔ GỐC KHÔNG CÒN NHƯ ĐÃ KÝ/);
  assert.match(stdout, /đã biết có 720 mục, bản này chỉ có 710/);
  assert.match(stdout, /Bằng chứng đã cất: .*follower\.json\.evidence/);
});

test('what is wrong about the call, and a register that does not answer', async () => {
  const dead = 'http://127.0.0.1:9';
  await assert.rejects(run('check', dead, ...keys), { name: 'Outage' });
  assert.equal((await run('check', running.url)).code, 64);
  assert.equal((await run('check', running.url, ...keys, '--follow')).code, 64);
  const wrong = await run('check', running.url, '--key', 'register.test/99+00000000+AAAA');
  assert.equal(wrong.code, 65);
  const swapped = writeVerifierKey(verifierOf(witnessKey));
  assert.equal((await run('check', running.url, '--key', swapped)).code, 65);
  const broken = path.join(folder, 'broken.json');
  writeFileSync(broken, '{"v":1,');
  assert.equal((await run('check', running.url, ...keys, '--state', broken)).code, 65);
});
