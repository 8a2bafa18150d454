import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { preservationFor } from '../../../../test/support/preservation.ts';
import { openTestSchool, sender, type TestSchool } from '../../../../test/support/school.ts';
import { mends, reducedYear, samplePlace } from '../../../../test/support/school-year.ts';
import { signWholeClass } from '../../../app/demo/sign-school.ts';
import { Outage } from '../../../app/outage.ts';
import { closeClass, reopenClass } from '../../../app/school/close-class.ts';
import { currentRecords } from '../../../app/school/current-records.ts';
import { importSchool } from '../../../app/school/import-school.ts';
import { issueClass } from '../../../app/school/issue-class.ts';
import { mendSchool } from '../../../app/school/mend-school.ts';
import { packageClass } from '../../../app/school/package-class.ts';
import { sealClass } from '../../../app/school/seal-class.ts';
import { signClass } from '../../../app/school/sign-class.ts';
import { classStanding } from '../../../app/signing/class-turns.ts';
import type { SigningService } from '../../../app/signing/ports.ts';
import type { CivilDate } from '../../../domain/time/civil-date.ts';
import { readPackage } from '../../../format/package/package.ts';
import { checkSeal } from '../../../format/package/sealed-message.ts';
import { verifyRecord } from '../../../format/signature/verify-record.ts';
import { query } from '../database.ts';

// Five learners of 7B, among them one with a missing mark and one who must wait.
const yearbook = reducedYear(['7B'], 3, ['9921900214', '9921900206']);
const key = { school: yearbook.school.code, year: yearbook.year, className: '7B' };
const day = { environment: 'trial' as const, on: '2026-06-01' as CivilDate, place: samplePlace };
let school: TestSchool;

before(async () => {
  school = await openTestSchool(yearbook);
});
after(() => school.close());

const states = async () =>
  currentRecords(await school.store.records(key)).map(({ state }) => state.state);
const closing = (closed: number) => ({ ok: true, value: { closed, withdrawn: [] } });
const head = () => school.staff('GV01');
const clerk = () => school.staff('GV29');

async function eventsOf(type: string): Promise<readonly Record<string, unknown>[]> {
  const rows = await query<{ body: Record<string, unknown> }>(
    school.pool,
    'select body from record_event where type = $1 order by code, number',
    [type],
  );
  return rows.map(({ body }) => body);
}

test('import opens a record for everybody who stayed, once', async () => {
  const request = { yearbook, by: clerk() };
  assert.equal(await importSchool(request, school, school.attention), 5);
  assert.equal(await importSchool(request, school, school.attention), 0);
  assert.deepEqual(
    await states(),
    Array.from({ length: 5 }, () => 'drafting'),
  );
});

test('nothing of a class closes while one learner lacks something', async () => {
  const closed = await closeClass(key, { by: head(), day }, school);
  assert(!closed.ok && closed.refusal.code === 'class-not-ready');
  assert.deepEqual(closed.refusal.lacking.map(({ learner }) => learner.number).toSorted(), [
    '9921900206',
    '9921900214',
  ]);
  assert.deepEqual(
    await states(),
    Array.from({ length: 5 }, () => 'drafting'),
  );
});

test('mends are kept as events of the records that they touch, once', async () => {
  assert.deepEqual(await mendSchool(key, mends.mark, school), { ok: true, value: 1 });
  assert.deepEqual(await mendSchool(key, mends.mark, school), { ok: true, value: 0 });
  assert.deepEqual(await mendSchool(key, mends.deferral, school), { ok: true, value: 1 });
  const changed = await eventsOf('ContentChanged');
  assert.deepEqual(changed.map(({ mend }) => mend).length, 2);
});

test('then the class closes, without the learner who waits, and only once', async () => {
  assert.deepEqual(await closeClass(key, { by: head(), day }, school), closing(4));
  assert.deepEqual(await closeClass(key, { by: head(), day }, school), closing(0));
  assert.deepEqual((await states()).toSorted(), [
    'closed',
    'closed',
    'closed',
    'closed',
    'drafting',
  ]);
  const late = await mendSchool(key, { ...mends.mark, term: 1 }, school);
  assert.equal(late.ok ? '' : late.refusal.code, 'mark-already-there');
});

test('whoever has nothing to sign signs nothing', async () => {
  const signed = await signClass(key, head(), school, school.attention);
  assert.deepEqual(signed, { ok: true, value: 0 });
});

test('a key that is not the signer’s, or a value that does not verify, keeps nothing', async () => {
  const teacher = school.staff('GV14');
  const other = `CCCD:${head()}`;
  const signal = new AbortController().signal;
  const none = async () => ({ ok: true as const, value: [] });
  const wrong: readonly (readonly [Partial<SigningService>, string])[] = [
    [{ certificates: none }, 'signer-without-certificate'],
    [{ certificates: () => school.service.certificates(other, signal) }, 'certificate-of-another'],
    [
      { sign: (batch, stop) => school.service.sign({ ...batch, certificate: other }, stop) },
      'signature-does-not-verify',
    ],
  ];
  // The other signer's key is loaded when its certificate is asked for.
  await school.service.certificates(other, signal);
  for (const [over, code] of wrong) {
    const service = { ...school.service, ...over };
    const signed = await signClass(key, teacher, { ...school, service }, school.attention);
    assert.equal(signed.ok ? 'signed' : signed.refusal.code, code);
  }
  assert.equal((await eventsOf('SubjectSigned')).length, 0);
});

test('a signing that is stopped in the middle goes on where it stopped', async () => {
  const stop = new AbortController();
  let told = 0;
  const progress = (): void => {
    told += 1;
    if (told === 10) stop.abort();
  };
  await assert.rejects(signWholeClass(key, school, { signal: stop.signal, progress }), /abort/i);
  const made = (await eventsOf('SubjectSigned')).length;
  assert.ok(made > 0 && made < 44, String(made));
  const rest = await signWholeClass(key, school, school.attention);
  assert(rest.ok, JSON.stringify(rest));
  const all =
    (await eventsOf('SubjectSigned')).length +
    (await eventsOf('HomeroomSigned')).length +
    (await eventsOf('PrincipalSigned')).length;
  assert.equal(made + rest.value, all);
  const again = await signWholeClass(key, school, school.attention);
  assert.deepEqual(again, { ok: true, value: 0 });
});

test('reopening for one mark withdraws exactly the signatures over it, and says whose', async () => {
  school.clock.advance(60);
  const [first] = currentRecords(await school.store.records(key)).filter(
    ({ state }) => state.state === 'signing',
  );
  assert(first !== undefined && first.state.state === 'signing');
  const { code } = first;
  const reopened = { by: head(), codes: [code] };
  const silent = await reopenClass(key, { ...reopened, reason: '' }, school);
  assert.equal(silent.ok ? '' : silent.refusal.code, 'reason-missing');
  const open = await reopenClass(key, { ...reopened, reason: 'sai nhận xét môn Toán' }, school);
  assert.deepEqual(open, { ok: true, value: 1 });
  const { learner } = first.state;
  await school.store.saveYear(otherComment(learner), school.clock.now());
  const closed = await closeClass(key, { by: head(), day }, school);
  assert(closed.ok);
  assert.equal(closed.value.closed, 1);
  const maths = yearbook.assignments.find(
    (one) => one.className === '7B' && one.subject === 'TOAN',
  );
  const withdrawn = await eventsOf('SignatureWithdrawn');
  assert.deepEqual(
    withdrawn.map(({ slot, signer }) => [slot, signer]),
    [
      [`teacher:${school.staff(maths?.teacher ?? '')}`, school.staff(maths?.teacher ?? '')],
      ['homeroom', school.staff(yearbook.classes[0]?.homeroom ?? '')],
      ['head', head()],
    ],
  );
  const named = closed.value.withdrawn.map(({ slot, signer, name, learner: { number } }) => {
    assert.equal(number, learner);
    assert.equal(name, yearbook.staff.find(({ personalId }) => personalId === signer)?.name);
    return [slot, signer];
  });
  assert.deepEqual(
    named,
    withdrawn.map(({ slot, signer }) => [slot, signer]),
  );
  const { withdrawn: lost } = await classStanding(key, school.store);
  assert.deepEqual(
    lost.map(({ slot, signer }) => [slot, signer]),
    named,
  );
  assert.deepEqual(await signWholeClass(key, school, school.attention), { ok: true, value: 3 });
  assert.deepEqual((await classStanding(key, school.store)).withdrawn, []);
});

function otherComment(number: string) {
  const learners = yearbook.learners.map((learner) => {
    const { results } = learner;
    if (learner.number !== number || results.kind !== 'secondary') return learner;
    const subjects = results.subjects.map((subject) =>
      subject.code === 'TOAN' && subject.kind === 'score' && subject.term2 !== null
        ? { ...subject, term2: { ...subject.term2, comment: 'Nhận xét đã sửa.' } }
        : subject,
    );
    return { ...learner, results: { ...results, subjects } };
  });
  return { ...yearbook, learners };
}

test('the seal comes last; what is issued verifies from its bytes and never changes', async () => {
  const early = await issueClass(key, { by: clerk(), environment: 'trial' }, school);
  assert.deepEqual(early, { ok: true, value: 0 });
  const preservation = await preservationFor(school);
  const silent = { stamp: () => Promise.reject(new Outage('time-stamp-unreachable')) };
  const outage = { ...school, preservation: { ...preservation, timeStamps: silent } };
  await assert.rejects(sealClass(key, clerk(), outage, school.attention), {
    code: 'time-stamp-unreachable',
  });
  assert.equal((await eventsOf('SchoolSealed')).length, 0);
  const sealed = await sealClass(key, clerk(), { ...school, preservation }, school.attention);
  assert.deepEqual(sealed, { ok: true, value: 4 });
  const real = await issueClass(key, { by: clerk(), environment: 'real' }, school);
  assert.equal(real.ok ? '' : real.refusal.code, 'record-does-not-verify');
  const issued = await issueClass(key, { by: clerk(), environment: 'trial' }, school);
  assert.deepEqual(issued, { ok: true, value: 4 });
  const reopened = await reopenClass(key, { by: head(), reason: 'x' }, school);
  assert.equal(reopened.ok ? '' : reopened.refusal.code, 'content-sealed');
  for (const { code, version, state } of currentRecords(await school.store.records(key))) {
    if (state.state !== 'issued') continue;
    const bytes = await school.store.file(code, version);
    assert(bytes !== undefined);
    const policy = { asOf: school.clock.now(), environment: 'trial' as const };
    const report = verifyRecord(bytes, preservation.roots, policy);
    assert.deepEqual([report.verdict, report.time.source], ['valid', 'time-stamp']);
  }
});

test('a class becomes one sealed package, once', async () => {
  const request = { sender, environment: 'trial' as const };
  assert.deepEqual(await packageClass(key, request, school), { ok: true, value: 4 });
  assert.deepEqual(await packageClass(key, request, school), { ok: true, value: 0 });
  const [sealed] = await school.packages.packages(key);
  assert(sealed !== undefined);
  const read = readPackage(await school.packages.bytes(sealed.id));
  assert(read.ok);
  assert.equal(read.value.message.count, 4);
  assert.deepEqual(checkSeal(read.value, sender, school.trust, school.clock.now()), []);
});
