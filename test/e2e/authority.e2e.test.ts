import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRegisterClient } from '../../src/adapter/http/register-client.ts';
import { openPool, query } from '../../src/adapter/postgres/database.ts';
import { signWholeClass } from '../../src/app/demo/sign-school.ts';
import { registerSigners } from '../../src/app/demo/signer-stage.ts';
import { type DecisionRequest, decideCertificates } from '../../src/app/register/decide-signers.ts';
import type { CertificateRow } from '../../src/app/register/signer-ports.ts';
import { closeClass } from '../../src/app/school/close-class.ts';
import { currentRecords } from '../../src/app/school/current-records.ts';
import { fetchReply } from '../../src/app/school/fetch-reply.ts';
import { importSchool } from '../../src/app/school/import-school.ts';
import { issueClass } from '../../src/app/school/issue-class.ts';
import { packageClass } from '../../src/app/school/package-class.ts';
import type { RegisterLine } from '../../src/app/school/ports.ts';
import { sealClass } from '../../src/app/school/seal-class.ts';
import { type SignerStatement, stateSigners } from '../../src/app/school/state-signers.ts';
import { submitClass } from '../../src/app/school/submit-class.ts';
import { ok } from '../../src/domain/result.ts';
import type { StaffId } from '../../src/domain/school/yearbook.ts';
import { type CivilDate, parseCivilDate } from '../../src/domain/time/civil-date.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import { parseAppointmentId } from '../../src/domain/trust/appointment.ts';
import { registerLineOf } from '../../src/main/demo/register-line.ts';
import { createRegister, type RunningRegister } from '../../src/main/register.ts';
import { signerTrust } from '../../src/main/trust-material.ts';
import { freshDatabase } from '../support/postgres.ts';
import { noteKey } from '../support/register.ts';
import { department, openTestSchool, sender, type TestSchool } from '../support/school.ts';
import { reducedYear, samplePlace } from '../support/school-year.ts';

const yearbook = reducedYear(['6A'], 2);
const key = { school: yearbook.school.code, year: yearbook.year, className: '6A' };
const deputy = 'GV02' as StaffId;
const day = {
  environment: 'trial' as const,
  on: '2026-06-01' as CivilDate,
  place: samplePlace,
  deputies: new Map([['6A', deputy]]),
};
const request = { sender, environment: 'trial' as const };
let school: TestSchool;
let register: RunningRegister;
let line: RegisterLine;
let url: string;
let databaseUrl: string;

before(async () => {
  school = await openTestSchool(yearbook);
  const signer = { kind: 'school' as const, ...department };
  const seal = await school.keys.certificateOf(signer);
  assert(seal !== undefined);
  const material = { files: school.trustFiles };
  databaseUrl = await freshDatabase();
  register = await createRegister({
    databaseUrl,
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
    authority: { mode: 'required', warnWithinDays: 30 },
  });
  await register.context.store.addSchool({ code: yearbook.school.code, ...sender });
  url = await register.app.listen({ host: '127.0.0.1', port: 0 });
  line = registerLineOf(createRegisterClient(url));
});
after(async () => {
  await register.close();
  await school.close();
});

/** Sends what is issued and answers the codes with which the register refused it, without doubles. */
async function send(): Promise<readonly string[]> {
  school.clock.advance(60);
  const context = { ...school, register: line, registerSeal: department };
  assert((await packageClass(key, request, school)).ok);
  const sent = await submitClass(key, context);
  assert(sent.ok, JSON.stringify(sent));
  for (;;) {
    const reply = await fetchReply(key, context);
    assert(reply.ok, JSON.stringify(reply));
    if (reply.value.waiting === 0) break;
    await sleep(20);
  }
  const records = currentRecords(await school.store.records(key));
  const codes = records.flatMap(({ state }) => (state.state === 'refused' ? state.codes : []));
  return [...new Set(codes)].toSorted();
}

async function decide(decision: DecisionRequest['decision'], holder: string | null = null) {
  const rows = await certificates();
  const certificate = rows.find((row) => row.holder === holder)?.certificate;
  const named = certificate === undefined ? ('proposed' as const) : [certificate];
  const asked = { school: key.school, certificates: named, decision, by: 'Sở' };
  const decided = await decideCertificates(asked, register.context);
  assert(decided.ok, JSON.stringify(decided));
  return decided.value.events.length;
}

const everything = { school: null, state: null, role: null, on: null };
const certificates = (): Promise<readonly CertificateRow[]> =>
  register.context.signers.certificates(everything);
const state = (statement: Partial<SignerStatement>) =>
  stateSigners(
    key.school,
    { certificates: [], withdrawals: [], appointments: [], endings: [], ...statement },
    request,
    { ...school, register: line },
  );
const propose = () =>
  registerSigners({
    ...school,
    key,
    register: line,
    sources: { ...school.codes, ...school.ids, pause: async () => undefined, elapsedMs: () => 0 },
    profile: { place: samplePlace, clerk: 'GV29' as StaffId, deputies: day.deputies },
    approveSigners: async () => ok(0),
  });
const start = '2026-06-01T01:00:00Z' as Instant;

test('a school that registered nobody is refused where the policy asks for it', async () => {
  await importSchool({ yearbook, by: school.staff('GV29') }, school, school.attention);
  school.clock.advance(60);
  assert((await closeClass(key, { by: school.staff('GV01'), day }, school)).ok);
  assert((await signWholeClass(key, school, school.attention)).ok);
  const clerk = school.staff('GV29');
  assert((await sealClass(key, clerk, school, school.attention)).ok);
  assert((await issueClass(key, { by: clerk, environment: 'trial' }, school)).ok);
  const refused = ['authority-appointments-unknown', 'authority-certificates-unknown'];
  assert.deepEqual(await send(), refused);
});

test('what was only proposed does not count', async () => {
  assert((await propose()).ok);
  const rows = await certificates();
  assert.equal(rows.length, yearbook.staff.length + 1);
  assert(rows.every((row) => row.state === 'proposed'));
  assert.deepEqual(await send(), ['authority-certificate-not-approved']);
});

test('the same list again is no news', async () => {
  const before = await certificates();
  assert((await propose()).ok);
  assert.deepEqual(await certificates(), before);
});

test('approved too late: the signing time is what counts', async () => {
  assert.equal(await decide({ act: 'approve', from: null }), yearbook.staff.length + 1);
  assert.deepEqual(await send(), ['authority-certificate-not-yet-approved']);
});

test('a contradiction refuses the whole statement, by name', async () => {
  const [head] = await register.context.signers.appointments({ ...everything, role: 'CBQL' });
  assert(head !== undefined);
  const { school: _, endedOn: _ended, ...again } = head;
  const from = parseCivilDate('2026-09-01');
  const id = parseAppointmentId('khac');
  assert(from !== undefined && id !== undefined);
  const other = { ...again, id, person: school.staff('GV02'), from };
  const deputation = { ...again, id: parseAppointmentId('moi') ?? id, role: 'GVBM' as const, from };
  const stated = await state({ appointments: [deputation, other] });
  assert(!stated.ok && stated.refusal.code === 'signers-refused');
  assert.equal(stated.refusal.refusal.code, 'signers-refused');
  const kept = await register.context.signers.appointments(everything);
  assert(!kept.some((one) => one.id === id || one.id === 'moi'));
});

test('with another certificate register, the same records are received: deputy and all', async () => {
  // What the officer would have done in time: the tables cannot be rewritten, so this is another register.
  const owner = openPool(databaseUrl, { max: 1 });
  await query(owner, 'alter table signer_event disable trigger user');
  await query(
    owner,
    `update signer_event set payload = jsonb_set(payload, '{from}', to_jsonb($1::text))
     where type = 'CertificateApproved'`,
    [start],
  );
  await query(owner, 'alter table signer_event enable trigger user');
  const codes = (await register.fsck(true)).differences.map(({ code }) => code);
  assert.deepEqual([...new Set(codes)], ['signer-state-differs']);
  await query(owner, 'update signer_certificate set approved_from = $1', [start]);
  await owner.end();
  assert.deepEqual((await register.fsck(false)).differences, []);

  const teacher = `CCCD:${school.staff('GV04')}`;
  await decide({ act: 'suspend', from: school.clock.now(), reason: 'kiểm tra' }, teacher);
  assert.deepEqual(await send(), ['authority-certificate-in-doubt']);
  await decide({ act: 'reinstate', from: school.clock.now() }, teacher);
  const deputation = await register.context.signers.appointments({
    ...everything,
    role: 'CBQL-KT',
  });
  assert.deepEqual(
    deputation.map(({ person }) => person),
    [school.staff('GV02'), school.staff('GV03')],
  );
  assert.deepEqual(await send(), []);
});

test('the school may stop its own certificate; the history tells everything', async () => {
  const holder = `CCCD:${school.staff('GV05')}`;
  const row = (await certificates()).find((one) => one.holder === holder);
  assert(row !== undefined);
  const from = school.clock.now();
  const { certificate } = row;
  const withdrawal = { certificate, reason: 'key-compromise' as const, from };
  assert((await state({ withdrawals: [withdrawal] })).ok);
  const history = await register.context.signers.history(certificate.slice(0, 10), null);
  assert.deepEqual(
    history.map(({ event, message }) => [event.type, message === null]),
    [
      ['CertificateProposed', false],
      ['CertificateApproved', true],
      ['CertificateWithdrawn', false],
    ],
  );
});

test('whoever sent a statement may ask what became of it; nobody else', async () => {
  const rows = await query<{ number: number; package_id: string }>(
    school.pool,
    'select 1 as number, $1::text as package_id',
    ['0'.repeat(32)],
  );
  const [stranger] = rows;
  const answer = await fetch(
    `${url}/api/2026-11-22/signers/1?packageId=${stranger?.package_id ?? ''}`,
  );
  assert.equal(answer.status, 404);
  const owner = openPool(databaseUrl, { max: 1 });
  const [sent] = await query<{ number: number; package_id: string }>(
    owner,
    `select number, package_id from message where kind = 'signers' order by number limit 1`,
  );
  await owner.end();
  assert(sent !== undefined);
  const own = await fetch(
    `${url}/api/2026-11-22/signers/${sent.number}?packageId=${sent.package_id}`,
  );
  const found: unknown = await own.json();
  assert.equal(own.status, 200);
  const text = JSON.stringify(found);
  assert.match(text, /"state":"withdrawn"/);
  assert.doesNotMatch(text, /CCCD|099\d{9}/);
});

for (const [name, sql] of [
  ['changed', `update signer_event set payload = '{}'`],
  ['deleted', 'delete from signer_event'],
  ['emptied', 'truncate signer_event'],
  ['taken from the list', 'delete from signer_certificate'],
] as const) {
  test(`an event cannot be ${name}, even by the owner of the tables`, async () => {
    const owner = openPool(databaseUrl, { max: 1 });
    await assert.rejects(query(owner, sql), /append-only/);
    await owner.end();
  });
}

const tamperings = [
  [
    'another name in an event',
    `payload = jsonb_set(payload, '{holderName}', '"X"')`,
    'state-differs',
  ],
  ['another time in a column', `at = at + interval '1 day'`, 'event-differs'],
  ['what no program wrote', `payload = '{}'`, 'event-impossible'],
  [
    'another kind than the school stated',
    `payload = jsonb_set(payload, '{kind}', '"remote"')`,
    'event-unfounded',
  ],
] as const;
for (const [name, change, code] of tamperings) {
  test(`fsck finds ${name}`, async () => {
    const owner = openPool(databaseUrl, { max: 1 });
    const where = `where type = 'CertificateProposed' and number = (select min(number) from signer_event)`;
    const [kept] = await query<{ at: string; payload: unknown }>(
      owner,
      `select at, payload from signer_event ${where}`,
    );
    assert(kept !== undefined);
    await query(owner, 'alter table signer_event disable trigger user');
    await query(owner, `update signer_event set ${change} ${where}`);
    const codes = (await register.fsck(true)).differences.map((one) => one.code);
    await query(
      owner,
      'update signer_event set at = $1, payload = $2 where number = (select min(number) from signer_event)',
      [kept.at, JSON.stringify(kept.payload)],
    );
    await query(owner, 'alter table signer_event enable trigger user');
    await owner.end();
    assert(codes.includes(`signer-${code}`), codes.join(' '));
  });
}

test('a seal that was stopped seals nothing more, not even a statement', async () => {
  const seal = `MST:${samplePlace.taxCode}`;
  school.clock.advance(60);
  await decide({ act: 'suspend', from: school.clock.now(), reason: 'thất lạc' }, seal);
  school.clock.advance(60);
  const refused = await state({});
  assert(!refused.ok && refused.refusal.code === 'signers-refused');
  assert.equal(refused.refusal.refusal.code, 'message-seal-invalid');
  await decide({ act: 'reinstate', from: school.clock.now() }, seal);
  school.clock.advance(60);
  assert((await state({})).ok);
});

test('whatever happened, the register proves itself', async () => {
  const report = await register.fsck(false);
  assert.deepEqual(report.differences, []);
});
