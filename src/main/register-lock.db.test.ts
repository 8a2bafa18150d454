import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, test } from 'node:test';
import { submitAndWait, told } from '../../test/support/answered.ts';
import { freshDatabase } from '../../test/support/postgres.ts';
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
import { writeFiles } from '../../test/support/write-files.ts';
import { createRegisterClient, type RegisterClient } from '../adapter/http/register-client.ts';
import { createWitnessClient } from '../adapter/http/witness-client.ts';
import { openPool } from '../adapter/postgres/database.ts';
import { openRegisterPool } from '../adapter/postgres/register/open-register-pool.ts';
import { exportRegister } from '../app/register/export-register.ts';
import { lockPeriod } from '../app/register/lock-period.ts';
import { signHead } from '../app/register/log-events.ts';
import type { RecordContent } from '../domain/record/content.ts';
import { learnerKeyOf } from '../domain/registry/learner-key.ts';
import type { Instant } from '../domain/time/instant.ts';
import { append, emptyFrontier } from '../format/log/frontier.ts';
import { verifierOf } from '../format/log/key.ts';
import { leafHash } from '../format/log/merkle.ts';
import { parseRecordProof } from '../format/log/proof.ts';
import { parseSha256Hex } from '../format/log/sha256-hex.ts';
import { verifyRecordProof } from '../format/log/verify-record-proof.ts';
import { createMinistry } from './ministry.ts';
import type { ServedRole } from './register.ts';

const crew = new Crew().enlist(sampleContent);
const year = sampleContent.year;
const clock = { now: () => '2026-06-12T03:00:00Z' as Instant };
const witnessKey = noteKey('ministry.test/witness', 'cosignature/v1');
const logKey = noteKey('register.test/99');
let ministry: ServedRole;
let running: TestRegister;
let client: RegisterClient;

const signed = (content: RecordContent) => sent(content, signRecord(content, crew));
const submit = (contents: readonly RecordContent[], seed: string) =>
  submitAndWait(client, packageOf(contents.map(signed), crew, { seed }), seed);

before(async () => {
  crew.holder('MST:0999000000');
  ministry = await createMinistry({
    databaseUrl: await freshDatabase(),
    witnessKey,
    registers: [verifierOf(logKey)],
    clock,
    write: () => {},
  });
  const address = await ministry.app.listen({ host: '127.0.0.1', port: 0 });
  const witness = { client: createWitnessClient(address), key: verifierOf(witnessKey) };
  running = await startRegister(crew, { logKey, witness });
  client = createRegisterClient(running.url);
});

const [one, two, three, four, five, six] = [1, 2, 3, 4, 5, 6].map((n) => learnerContent(n));
assert(one && two && three && four && five && six);
const next = (content: RecordContent): RecordContent => ({
  ...content,
  version: content.version + 1,
  homeroomComment: 'Đã sửa nhận xét.',
});

// ECDSA signs anew each time: what is compared later must be kept.
const bytesOfOne = signRecord(one, crew);

test('a class is registered', async () => {
  const records = [sent(one, bytesOfOne), ...[two, three, four].map(signed)];
  const reply = await submitAndWait(client, packageOf(records, crew, { seed: 'first' }), 'first');
  assert.deepEqual(told(reply), Array(4).fill('registered'));
});

test('a next version replaces, until the lock; the code answers with both', async () => {
  assert.deepEqual(told(await submit([next(two)], 'next')), ['registered']);
  const looked = await client.lookUp(two.code);
  assert(looked.ok);
  const { state, version, versions } = summaryIn(looked.value);
  assert.deepEqual(
    [state, version, versions.map(({ standing }) => standing)],
    ['registered', 2, ['replaced', 'registered']],
  );
  const skipped = { ...two, version: 4 };
  assert.deepEqual(told(await submit([skipped], 'skip')), ['refused(version-not-next)']);
  const stolen = { ...next(one), learner: { ...one.learner, personalId: five.learner.personalId } };
  assert.deepEqual(told(await submit([stolen], 'steal')), ['refused(code-of-another-learner)']);
});

test('a recall takes a record back, once, and the same request again gets the same answer', async () => {
  const request = recallOf(three, crew, { seed: 'recall-3' });
  const first = await client.recall(request);
  assert(first.ok, JSON.stringify(first));
  assert.deepEqual(await client.recall(request), first);
  const again = await client.recall(recallOf(three, crew, { seed: 'recall-3b' }));
  assert.equal(!again.ok && again.refusal.code, 'record-already-recalled');
  const looked = await client.lookUp(three.code);
  assert(looked.ok);
  assert.equal(summaryIn(looked.value).state, 'recalled');
  const whole = await client.recordXml(three.code, three.learner.birthDate);
  assert.equal(!whole.ok && whole.refusal.code, 'record-not-found');
});

test('the same recall by many at once happens once', async () => {
  const request = recallOf(four, crew, { seed: 'recall-4' });
  const answers = await Promise.all(Array.from({ length: 6 }, () => client.recall(request)));
  const leaves = new Set(answers.map((answer) => (answer.ok ? answer.value.leafIndex : -1)));
  assert.equal(leaves.size, 1);
  assert(!leaves.has(-1), JSON.stringify(answers.find((answer) => !answer.ok)));
});

test('a recalled record comes back only as its next version', async () => {
  assert.deepEqual(told(await submit([three], 'back-1')), ['refused(version-not-next)']);
  assert.deepEqual(told(await submit([next(three)], 'back-2')), ['registered']);
});

test('recalls are refused for unknown records, other versions, other schools', async () => {
  const unknown = await client.recall(recallOf(learnerContent(99), crew, { seed: 'r-unknown' }));
  assert.equal(!unknown.ok && unknown.refusal.code, 'record-unknown');
  const old = await client.recall(recallOf(two, crew, { seed: 'r-old' }));
  assert.equal(!old.ok && old.refusal.code, 'version-not-current');
});

test('whoever has the code sees a summary; with the birth date the whole record; failures are alike', async () => {
  const looked = await client.lookUp(one.code);
  assert(looked.ok);
  assert(!JSON.stringify(looked.value).includes(one.learner.name));
  const whole = await client.lookUp(one.code, one.learner.birthDate);
  assert(whole.ok && JSON.stringify(whole.value).includes(one.learner.name));
  const xml = await client.recordXml(one.code, one.learner.birthDate);
  assert(xml.ok);
  assert.deepEqual(xml.value, new Uint8Array(bytesOfOne));
  const wrongDate = await client.lookUp(one.code, '2001-01-01');
  const wrongCode = await client.lookUp('0'.repeat(32), one.learner.birthDate);
  assert(!wrongDate.ok && !wrongCode.ok);
  assert.deepEqual(wrongDate.refusal, wrongCode.refusal);
});

const lock = (dryRun: boolean, cohort: 'completed' | 'supplementary' = 'completed') =>
  lockPeriod({ year, cohort, dryRun }, running.register.context);

test('the lock is refused while a school has not stated its enrolment, or a learner is missing', async () => {
  const unstated = await lock(true);
  assert.equal(!unstated.ok && unstated.refusal.code, 'enrolment-not-stated');
  const short = await client.stateEnrolment(
    enrolmentOf([{ className: '6A', enrolled: 6, excused: [] }], crew, 'short'),
  );
  assert(short.ok, JSON.stringify(short));
  const gap = await lock(false);
  assert(!gap.ok && gap.refusal.code === 'learners-unaccounted');
  assert.deepEqual(
    gap.refusal.classes.map(({ className, enrolled, inForce, unaccounted }) => [
      className,
      enrolled,
      inForce,
      unaccounted,
    ]),
    [['6A', 6, 3, 3]],
  );
});

const excused = [
  { learner: learnerKeyOf(four), why: 'incomplete' as const },
  { learner: learnerKeyOf(five), why: 'supplementary-cohort' as const },
  { learner: learnerKeyOf(six), why: 'transferred-out' as const },
];

test('a dry run shows what would be closed and changes nothing; then the period is locked', async () => {
  const statement = enrolmentOf([{ className: '6A', enrolled: 6, excused }], crew, 'whole');
  assert((await client.stateEnrolment(statement)).ok);
  const dry = await lock(true);
  assert(dry.ok, JSON.stringify(dry));
  assert.deepEqual([dry.value.leafIndex, dry.value.inForce, dry.value.excused], [null, 3, 3]);
  const still = await client.lookUp(one.code);
  assert(still.ok && summaryIn(still.value).state === 'registered');
  const locked = await lock(false);
  assert(locked.ok);
  assert.equal(locked.value.classesRoot, dry.value.classesRoot);
  const looked = await client.lookUp(one.code);
  assert(looked.ok && summaryIn(looked.value).state === 'in-force');
  const twice = await lock(false);
  assert.equal(!twice.ok && twice.refusal.code, 'period-already-locked');
});

test('after the lock nothing of it changes: no record, no version, no recall', async () => {
  const late = learnerContent(7);
  assert.deepEqual(told(await submit([late, next(one)], 'late')), [
    'refused(period-locked)',
    'refused(period-locked)',
  ]);
  const recalled = await client.recall(recallOf(one, crew, { seed: 'late-recall' }));
  assert.equal(!recalled.ok && recalled.refusal.code, 'period-locked');
});

test('learners of the supplementary cohort may still come, and are locked in their turn', async () => {
  assert.deepEqual(told(await submit([five], 'five')), ['registered']);
  const left = excused.filter(({ why }) => why !== 'supplementary-cohort');
  const statement = enrolmentOf([{ className: '6A', enrolled: 6, excused: left }], crew, 'second');
  assert((await client.stateEnrolment(statement)).ok);
  const locked = await lock(false, 'supplementary');
  assert(locked.ok, JSON.stringify(locked));
  assert.deepEqual([locked.value.inForce, locked.value.excused], [4, 2]);
  const last = await client.stateEnrolment(enrolmentOf([], crew, 'third'));
  assert(!last.ok);
});

test('the database itself refuses: no code of ours is asked', async () => {
  const owner = openPool(running.config.databaseUrl, { max: 1 });
  const program = openRegisterPool(running.config.databaseUrl, '99', { max: 1 });
  const locked = `where code = '${one.code}'`;
  const refusals: readonly (readonly [typeof owner, string, RegExp])[] = [
    [owner, `update registered_record set class_name = '6B' ${locked}`, /period-locked/],
    [owner, `delete from registered_record ${locked}`, /period-locked/],
    [owner, 'truncate registered_record cascade', /append-only/],
    [owner, `update record_version set bytes = '\\x00' ${locked}`, /append-only/],
    [owner, 'delete from event', /append-only/],
    [owner, 'truncate event cascade', /append-only/],
    [owner, "update event set payload = '{}'", /append-only/],
    [owner, 'delete from period_lock', /append-only/],
    [owner, "update checkpoint set note = ''", /append-only/],
    [owner, 'update reply set bytes = null', /append-only/],
    [program, 'delete from event', /permission denied/],
    [program, 'update record_version set size = 0', /permission denied/],
    [program, 'truncate event', /permission denied/],
    [program, 'alter table event disable trigger all', /must be owner/],
    [program, 'drop table event', /must be owner/],
    [program, 'delete from period_lock', /permission denied/],
  ];
  for (const [pool, sql, pattern] of refusals) await assert.rejects(pool.query(sql), pattern, sql);
  await Promise.all([owner.end(), program.end()]);
});

test('every record in force is proven offline, lock and witness included', async () => {
  await running.register.cosign();
  for (const content of [one, two, three, five]) {
    const answer = await client.proof(content.code);
    assert(answer.ok);
    const proof = parseRecordProof(answer.value);
    assert(proof.ok, JSON.stringify(proof));
    const bytes = await running.register.records.find(content.code);
    assert(bytes);
    const sha256 = parseSha256Hex(bytes.versions.at(-1)?.sha256 ?? '');
    assert(sha256);
    const report = verifyRecordProof({
      proof: proof.value,
      recordSha256: sha256,
      registerKeys: [running.logVerifier],
      witnessKeys: [verifierOf(witnessKey)],
      quorum: 1,
    });
    const open = report.findings.filter(({ outcome }) => outcome !== 'passed');
    assert.deepEqual(open, [], content.code);
    assert.notEqual(report.lock, null);
  }
});

test('the ministry refuses a history that was rewritten', async () => {
  const witness = createWitnessClient(running.config.witness === undefined ? '' : ministryUrl());
  const size = await witness.lastSize(logKey.name);
  assert(size > 5);
  let frontier = emptyFrontier;
  for (let index = 0; index < size + 1; index += 1) {
    frontier = append(frontier, leafHash(Buffer.from(`other ${index}`))).frontier;
    if (index !== size - 1) continue;
    const note = signHead(frontier, logKey);
    const refused = await witness.submit({ origin: logKey.name, note, proof: [] });
    assert.equal(!refused.ok && refused.refusal.code, 'same-size-other-root');
  }
  const note = signHead(frontier, logKey);
  const refused = await witness.submit({ origin: logKey.name, note, proof: [] });
  assert.equal(!refused.ok && refused.refusal.code, 'inconsistent');
  const unknown = await witness.submit({ origin: 'nobody', note, proof: [] });
  assert.equal(!unknown.ok && unknown.refusal.code, 'origin-unknown');
  const strange = signHead(frontier, noteKey(logKey.name));
  const unsigned = await witness.submit({ origin: logKey.name, note: strange, proof: [] });
  assert(!unsigned.ok);
  assert.equal(await witness.lastSize(logKey.name), size);
});

function ministryUrl(): string {
  const address = ministry.app.server.address();
  assert(address !== null && typeof address === 'object');
  return `http://127.0.0.1:${address.port}`;
}

test('the log is published as tiles, and its heads are kept', async () => {
  const checkpoint = await client.checkpoint();
  assert(checkpoint.ok);
  const size = Number(checkpoint.value.split('\n')[1]);
  const get = (place: string) => fetch(`${running.url}/api/2026-11-22/log/${place}`);
  const hashes = await get(`tile/0/000.p/${size}`);
  assert.equal((await hashes.arrayBuffer()).byteLength, size * 32);
  assert.equal((await get(`tile/entries/000.p/${size}`)).status, 200);
  assert.equal((await get(`tile/0/000.p/${size + 1}`)).status, 404);
  assert.equal((await get('tile/../../etc/passwd')).status, 404);
  assert.equal((await get('checkpoint.4')).status, 200);
  assert.equal((await get(`consistency?from=4&to=${size}`)).status, 200);
});

test('records, proofs and the log are exported', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'hocba-export-'));
  const { reader, prover, log, evidence } = running.register;
  const source = { reader, prover, log, evidence };
  const counts = await exportRegister(source, writeFiles(directory));
  assert.equal(counts.records, 4);
  const records = readdirSync(path.join(directory, 'records'));
  assert.equal(records.length, 4);
  for (const name of records) {
    const proof = parseRecordProof(
      JSON.parse(
        readFileSync(path.join(directory, 'proofs', name.replace(/xml$/, 'json')), 'utf8'),
      ),
    );
    assert(proof.ok && proof.value.record.file === name);
  }
  assert(readdirSync(path.join(directory, 'log')).includes('checkpoint'));
  rmSync(directory, { recursive: true });
});

test('after all this the register proves itself', async () => {
  const report = await running.register.fsck(false);
  await running.register.close();
  await ministry.close();
  assert.deepEqual(report.differences, []);
});

interface Summary {
  readonly state: string;
  readonly version: number;
  readonly versions: readonly { readonly standing: string }[];
}
const isSummary = (value: unknown): value is Summary =>
  typeof value === 'object' && value !== null && 'state' in value && 'versions' in value;
function summaryIn(value: unknown): Summary {
  assert(isSummary(value));
  return value;
}
