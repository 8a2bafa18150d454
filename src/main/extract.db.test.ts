import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Crew } from '../../test/support/records.ts';
import { department, startRegister } from '../../test/support/register.ts';
import { openTestSchool, sender, type TestSchool } from '../../test/support/school.ts';
import { reducedYear } from '../../test/support/school-year.ts';
import { createRegisterClient } from '../adapter/http/register-client.ts';
import { signWholeClass } from '../app/demo/sign-school.ts';
import { reopenClass } from '../app/school/close-class.ts';
import { currentRecords } from '../app/school/current-records.ts';
import { holdExtract } from '../app/school/hold-extract.ts';
import { issueClass } from '../app/school/issue-class.ts';
import { packageClass } from '../app/school/package-class.ts';
import { sealClass } from '../app/school/seal-class.ts';
import type { ExtractedClass } from '../domain/record/extract.ts';
import type { CivilDate } from '../domain/time/civil-date.ts';
import { parseExtract } from '../format/extract/parse-extract.ts';
import { readReply } from '../format/package/package.ts';
import { verifyRecord } from '../format/signature/verify-record.ts';
import { signerTrust } from './trust-material.ts';

const file = new URL('../../samples/extract/6C-2020-2021.json', import.meta.url);
const parsed = parseExtract(readFileSync(file));
assert.ok(parsed.ok);
const extract: ExtractedClass = parsed.value;
const { year, className } = extract;
const key = { school: extract.school.code, year, className };
let school: TestSchool;

before(async () => {
  school = await openTestSchool(reducedYear(['7B'], 1));
});
after(() => school.close());

const states = async () =>
  currentRecords(await school.store.records(key)).map(({ state }) => state.state);
const withMark = (text: string): ExtractedClass => ({
  ...extract,
  learners: extract.learners.map((one, at) => (at === 0 ? { ...one, homeroomComment: text } : one)),
});

test('an extract that cannot be is not held', async () => {
  const later = { ...extract, extractedOn: '2027-01-01' as CivilDate };
  const held = await holdExtract(later, school);
  assert.equal(held.ok ? '' : held.refusal.code, 'extract-refused');
  assert.deepEqual(await states(), []);
});

test('an extract opens and closes a record for each learner, once', async () => {
  const held = await holdExtract(extract, school);
  assert.deepEqual(held, { ok: true, value: { closed: 2, unchanged: 0 } });
  school.clock.advance(86_400);
  const again = await holdExtract(extract, school);
  assert.deepEqual(again, { ok: true, value: { closed: 0, unchanged: 2 } });
  assert.deepEqual(await states(), ['closed', 'closed']);
});

test('another content is taken only after the record was reopened', async () => {
  const other = withMark('Chăm ngoan.');
  const refused = await holdExtract(other, school);
  assert.equal(refused.ok ? '' : refused.refusal.code, 'extract-differs');
  const reopened = await reopenClass(
    key,
    { by: school.staff('GV01'), reason: 'chép nhầm nhận xét' },
    school,
  );
  assert.deepEqual(reopened, { ok: true, value: 2 });
  const held = await holdExtract(other, school);
  assert.deepEqual(held, { ok: true, value: { closed: 2, unchanged: 0 } });
});

test('head and seal sign, the file verifies, and the register takes it', async () => {
  const clerk = school.staff('GV29');
  const signed = await signWholeClass(key, school, school.attention);
  assert.deepEqual(signed, { ok: true, value: 2 });
  const sealed = await sealClass(key, clerk, school, school.attention);
  assert.deepEqual(sealed, { ok: true, value: 2 });
  const issued = await issueClass(key, { by: clerk, environment: 'trial' }, school);
  assert.deepEqual(issued, { ok: true, value: 2 });
  for (const { code, version } of currentRecords(await school.store.records(key))) {
    const bytes = await school.store.file(code, version);
    assert.ok(bytes !== undefined);
    const policy = { asOf: school.clock.now(), environment: 'trial' as const };
    const report = verifyRecord(bytes, school.trust, policy);
    assert.equal(report.verdict, 'valid');
    assert.ok(report.content?.kind === 'extracted');
    assert.deepEqual(
      report.signatures.map(({ slot }) => slot),
      ['head', 'seal'],
    );
  }
  const packed = await packageClass(key, { sender, environment: 'trial' }, school);
  assert.deepEqual(packed, { ok: true, value: 2 });
  const [ready] = await school.packages.packages(key);
  assert.ok(ready !== undefined);
  const reply = await sendToRegister(ready.id, await school.packages.bytes(ready.id));
  assert.deepEqual(
    reply.items.map(({ status, errors }) => [status, errors]),
    [
      ['registered', []],
      ['registered', []],
    ],
  );
});

async function sendToRegister(packageId: string, bytes: Uint8Array) {
  const crew = new Crew();
  crew.holder(`MST:${department.taxCode}`);
  const material = { files: school.trustFiles };
  const { register, url } = await startRegister(crew, {
    trust: signerTrust(material),
    workers: {
      threads: 1,
      trust: { module: new URL('./trust-material.ts', import.meta.url), material },
    },
    clock: school.clock,
  });
  const { code, name, taxCode } = extract.school;
  await register.context.store.addSchool({ code, name, taxCode });
  const client = createRegisterClient(url);
  try {
    const submitted = await client.submit(bytes);
    assert.ok(submitted.ok, JSON.stringify(submitted));
    const { message } = submitted.value;
    for (let attempt = 0; attempt < 500; attempt += 1) {
      const reply = await client.reply({ message, packageId });
      if (reply.ok) {
        const read = readReply(reply.value);
        assert.ok(read.ok);
        return read.value.message;
      }
      await sleep(20);
    }
    throw new Error('no reply');
  } finally {
    await register.close();
  }
}
