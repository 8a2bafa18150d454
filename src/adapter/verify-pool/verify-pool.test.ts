import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { signerTrust } from '../../../test/support/fictional-trust.ts';
import {
  Crew,
  learnerContent,
  packageOf,
  sent,
  signRecord,
} from '../../../test/support/records.ts';
import { sampleContent } from '../../../test/support/sample-content.ts';
import { Outage } from '../../app/outage.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { verifyRecord } from '../../format/signature/verify-record.ts';
import { createVerifyPool } from './create-verify-pool.ts';

const crew = new Crew().enlist(sampleContent);
const { material } = crew;
const module = new URL('../../../test/support/fictional-trust.ts', import.meta.url);
const pool = createVerifyPool({ threads: 2, trust: { module, material } });
after(() => pool.close());

const asOf = '2026-06-10T03:00:00Z' as Instant;
const policy = { asOf, environment: 'trial' as const };
const files = [1, 2, 3].map((n) => signRecord(learnerContent(n), crew));

test('the pool finds what the verifier finds, in the order of the files', async () => {
  const [first, second, third] = files;
  assert(first && second && third);
  const batch = [first, Buffer.from('no record'), second.subarray(0, 9000), third];
  const reports = await pool.verifyRecords(batch, policy);
  const trust = signerTrust(material);
  assert.deepEqual(
    reports,
    batch.map((file) => verifyRecord(file, trust, policy)),
  );
  assert.deepEqual(
    reports.map(({ verdict }) => verdict),
    ['valid', 'invalid', 'invalid', 'valid'],
  );
});

test('a package is read and its seal judged', async () => {
  const records = files.map((file, index) => sent(learnerContent(index + 1), file));
  const read = await pool.readPackage(packageOf(records, crew), asOf);
  assert(read.ok);
  assert.deepEqual(read.value.findings, []);
  const copies = read.value.message.records.map(({ bytes }) => Buffer.from(bytes));
  assert.deepEqual(copies, files);
  const early = await pool.readPackage(packageOf(records, crew), '2026-06-01T00:00:00Z' as Instant);
  assert(early.ok && early.value.findings[0]?.code === 'signing-time-in-future');
  assert.equal((await pool.readPackage(Buffer.from('<GOI_TIN>'), asOf)).ok, false);
});

test('trust that cannot be built is an outage, not a wrong answer', async () => {
  const broken = createVerifyPool({
    threads: 1,
    trust: { module: new URL('./no-such-module.ts', import.meta.url), material },
  });
  await assert.rejects(
    broken.verifyRecords(files, policy),
    (error) => error instanceof Outage && error.code === 'verification-interrupted',
  );
  await broken.close();
});
