import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRegisterClient } from '../../src/adapter/http/register-client.ts';
import { signWholeClass } from '../../src/app/demo/sign-school.ts';
import { lockPeriod } from '../../src/app/register/lock-period.ts';
import { lookUpRecord } from '../../src/app/register/look-up-record.ts';
import { closeClass } from '../../src/app/school/close-class.ts';
import { fetchReply } from '../../src/app/school/fetch-reply.ts';
import { importSchool } from '../../src/app/school/import-school.ts';
import { issueClass } from '../../src/app/school/issue-class.ts';
import { mendSchool } from '../../src/app/school/mend-school.ts';
import { packageClass } from '../../src/app/school/package-class.ts';
import type { RegisterLine, StoredRecord } from '../../src/app/school/ports.ts';
import { recallRecord } from '../../src/app/school/recall-record.ts';
import { openReplacement } from '../../src/app/school/replace-record.ts';
import { sealClass } from '../../src/app/school/seal-class.ts';
import { stateEnrolment } from '../../src/app/school/state-enrolment.ts';
import { submitClass } from '../../src/app/school/submit-class.ts';
import type { RecordCode } from '../../src/domain/record/content.ts';
import type { CivilDate } from '../../src/domain/time/civil-date.ts';
import { registerLineOf } from '../../src/main/demo/register-line.ts';
import { createRegister, type RunningRegister } from '../../src/main/register.ts';
import { signerTrust } from '../../src/main/trust-material.ts';
import { freshDatabase } from '../support/postgres.ts';
import { noteKey } from '../support/register.ts';
import { department, openTestSchool, sender, type TestSchool } from '../support/school.ts';
import { mends, reducedYear, samplePlace } from '../support/school-year.ts';

const yearbook = reducedYear(['6A'], 3);
const key = { school: yearbook.school.code, year: yearbook.year, className: '6A' };
const day = { environment: 'trial' as const, on: '2026-06-01' as CivilDate, place: samplePlace };
const request = { sender, environment: 'trial' as const };
const never = { lockedAt: null };
let school: TestSchool;
let register: RunningRegister;
let line: RegisterLine;

before(async () => {
  school = await openTestSchool(yearbook);
  const signer = { kind: 'school' as const, ...department };
  const seal = await school.keys.certificateOf(signer);
  assert(seal !== undefined);
  const material = { files: school.trustFiles };
  register = await createRegister({
    databaseUrl: await freshDatabase(),
    identity: {
      departmentCode: '99',
      departmentName: department.name,
      taxCode: department.taxCode,
      environment: 'trial',
    },
    trust: signerTrust(material),
    workers: {
      threads: 1,
      trust: { module: new URL('../../src/main/trust-material.ts', import.meta.url), material },
    },
    seal: { ...seal, sign: (bytes) => school.keys.sign(signer, bytes) },
    logKey: noteKey('register.test/99'),
    clock: school.clock,
    write: () => undefined,
  });
  await register.context.store.addSchool({ code: yearbook.school.code, ...sender });
  const url = await register.app.listen({ host: '127.0.0.1', port: 0 });
  line = registerLineOf(createRegisterClient(url));
});
after(async () => {
  await register.close();
  await school.close();
});

/** From drafts to the register's reply: every step of the class, as often as it is needed. */
async function send(): Promise<{ readonly registered: number; readonly refused: number }> {
  const by = school.staff('GV01');
  const clerk = school.staff('GV29');
  school.clock.advance(60);
  const context = { ...school, register: line, registerSeal: department };
  assert((await closeClass(key, { by, day }, school)).ok);
  assert((await signWholeClass(key, school, school.attention)).ok);
  assert((await sealClass(key, clerk, school, school.attention)).ok);
  assert((await issueClass(key, { by: clerk, environment: 'trial' }, school)).ok);
  assert((await packageClass(key, request, school)).ok);
  const sent = await submitClass(key, context);
  assert(sent.ok, JSON.stringify(sent));
  for (;;) {
    const reply = await fetchReply(key, context);
    assert(reply.ok, JSON.stringify(reply));
    if (reply.value.waiting === 0) return reply.value;
    await sleep(20);
  }
}

async function record(code: RecordCode, version: number): Promise<StoredRecord | undefined> {
  const records = await school.store.records(key);
  return records.find((one) => one.code === code && one.version === version);
}

const standing = async (code: RecordCode): Promise<string> => {
  const found = await lookUpRecord({ code }, register.records);
  return found.ok ? found.value.state : found.refusal.code;
};

let codes: readonly RecordCode[] = [];

test('a class is registered', async () => {
  await importSchool({ yearbook, by: school.staff('GV29') }, school, school.attention);
  assert.deepEqual(await send(), { registered: 3, refused: 0, waiting: 0 });
  codes = (await school.store.records(key)).map(({ code }) => code);
  for (const code of codes) assert.equal(await standing(code), 'registered');
});

test('a recalled record keeps answering, and is not sent again', async () => {
  const [code] = codes;
  assert(code !== undefined);
  const recall = {
    ...request,
    code,
    reason: 'wrong-content' as const,
    note: 'sai ngày sinh',
    by: school.staff('GV29'),
    period: never,
  };
  const context = { ...school, register: line };
  const recalled = await recallRecord(key, recall, context);
  assert(recalled.ok, JSON.stringify(recalled));
  assert.equal((await record(code, 1))?.state.state, 'recalled');
  assert.equal(await standing(code), 'recalled');
  const again = await recallRecord(key, recall, context);
  assert.equal(again.ok ? '' : again.refusal.code, 'no-longer-valid');
  assert.deepEqual(await send(), { registered: 0, refused: 0, waiting: 0 });
});

test('a replacement goes the whole way again; only then the old version gives way', async () => {
  const code = codes[1];
  assert(code !== undefined);
  const by = school.staff('GV29');
  const opened = await openReplacement(key, { code, by, period: never }, school);
  assert.deepEqual(opened, { ok: true, value: 2 });
  const twice = await openReplacement(key, { code, by, period: never }, school);
  assert.equal(twice.ok ? '' : twice.refusal.code, 'not-registered');
  const first = await record(code, 1);
  assert.equal(first?.state.state, 'registered');
  const learners = yearbook.learners.map((learner) =>
    first?.state.state === 'registered' && learner.number === first.state.learner
      ? { ...learner, homeroomComment: 'Nhận xét đã sửa.' }
      : learner,
  );
  await school.store.saveYear({ ...yearbook, learners }, school.clock.now());
  assert.deepEqual(await send(), { registered: 1, refused: 0, waiting: 0 });
  assert.equal((await record(code, 1))?.state.state, 'replaced');
  assert.equal((await record(code, 2))?.state.state, 'registered');
  const found = await lookUpRecord({ code }, register.records);
  assert(found.ok);
  assert.equal(found.value.summary.version, 2);
});

const lock = () =>
  lockPeriod({ year: key.year, cohort: 'completed', dryRun: false }, register.context);

test('the lock waits until every learner is accounted for', async () => {
  const context = { ...school, register: line };
  const unstated = await lock();
  assert.equal(unstated.ok ? '' : unstated.refusal.code, 'enrolment-not-stated');
  assert((await stateEnrolment(key, request, context)).ok);
  // Three are enrolled, two records stand.
  const gap = await lock();
  assert.equal(gap.ok ? '' : gap.refusal.code, 'learners-unaccounted');
  const recalled = await record(codes[0] ?? ('' as RecordCode), 1);
  assert(recalled?.state.state === 'recalled');
  const deferral = { ...mends.deferral, learner: recalled.state.learner };
  assert.deepEqual(await mendSchool(key, deferral, school), { ok: true, value: 0 });
  assert((await stateEnrolment(key, request, context)).ok);
  const locked = await lock();
  assert(locked.ok, JSON.stringify(locked));
  const { enrolled, inForce, excused } = locked.value;
  assert.deepEqual({ enrolled, inForce, excused }, { enrolled: 3, inForce: 2, excused: 1 });
});

test('after the lock nothing is recalled or replaced, whatever the school believes', async () => {
  const code = codes[2];
  assert(code !== undefined);
  const context = { ...school, register: line };
  const by = school.staff('GV29');
  const recall = { ...request, code, reason: 'other' as const, note: null, by, period: never };
  const late = await recallRecord(key, recall, context);
  assert(!late.ok && late.refusal.code === 'recall-refused', JSON.stringify(late));
  assert.equal(late.refusal.refusal.code, 'period-locked');
  const period = { lockedAt: school.clock.now() };
  const known = await recallRecord(key, { ...recall, period }, context);
  assert.equal(known.ok ? '' : known.refusal.code, 'period-locked');
  const replaced = await openReplacement(key, { code, by, period }, school);
  assert.equal(replaced.ok ? '' : replaced.refusal.code, 'period-locked');
  assert.equal((await record(code, 1))?.state.state, 'registered');
  assert.equal(await standing(code), 'in-force');
});

test('whatever happened, the register proves itself', async () => {
  const checked = await register.fsck(false);
  assert.deepEqual(checked.differences, [], JSON.stringify(checked));
});
