import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { replyTo, submitAndWait, told } from '../../test/support/answered.ts';
import {
  Crew,
  learnerContent,
  packageId,
  packageOf,
  sent,
  signRecord,
} from '../../test/support/records.ts';
import { startRegister, type TestRegister } from '../../test/support/register.ts';
import { sampleContent } from '../../test/support/sample-content.ts';
import { createRegisterClient, type RegisterClient } from '../adapter/http/register-client.ts';
import type { SecondaryContent } from '../domain/record/content.ts';

const crew = new Crew().enlist(sampleContent);
let running: TestRegister;
let client: RegisterClient;
let next = 0;

/** A fresh learner of the class, with the signed file. */
const fresh = (change: Partial<SecondaryContent> = {}) => {
  next += 1;
  const content = learnerContent(next, change);
  return { content, record: sent(content, signRecord(content, crew)) };
};

before(async () => {
  crew.holder('MST:0999000000');
  running = await startRegister(crew);
  client = createRegisterClient(running.url);
});

test('a class is submitted, acknowledged, registered, and answered under seal', async () => {
  const records = [1, 2, 3, 4, 5].map(() => fresh().record);
  const bytes = packageOf(records, crew, { seed: 'class' });
  const reply = await submitAndWait(client, bytes, 'class');
  assert.deepEqual(told(reply), Array(5).fill('registered'));
  assert.deepEqual(
    reply.items.map(({ sha256 }) => sha256),
    records.map(({ sha256 }) => sha256),
  );
  const status = await client.status({ message: reply.message, packageId: packageId('class') });
  assert.deepEqual(status, {
    ok: true,
    value: { message: reply.message, status: 'answered', done: 5, total: 5 },
  });
});

test('the same package again gets the same number and the very same reply', async () => {
  const bytes = packageOf([fresh().record], crew, { seed: 'twice' });
  const first = await client.submit(bytes);
  const again = await client.submit(bytes);
  assert(first.ok && again.ok);
  assert.deepEqual(again.value, { message: first.value.message, repeated: true });
  const before = await replyTo(client, first.value.message, 'twice');
  const third = await client.submit(bytes);
  assert(third.ok);
  assert.deepEqual(await replyTo(client, third.value.message, 'twice'), before);
});

test('the same package sent by many at once is received once', async () => {
  const bytes = packageOf([fresh().record, fresh().record], crew, { seed: 'crowd' });
  const answers = await Promise.all(Array.from({ length: 8 }, () => client.submit(bytes)));
  const numbers = new Set(answers.map((answer) => (answer.ok ? answer.value.message : -1)));
  assert.equal(numbers.size, 1);
  assert.equal(answers.filter((answer) => answer.ok && !answer.value.repeated).length, 1);
  const [message = 0] = numbers;
  assert.deepEqual(told(await replyTo(client, message, 'crowd')), ['registered', 'registered']);
});

test('a registered record in another package is told as already registered', async () => {
  const { record } = fresh();
  const first = await submitAndWait(client, packageOf([record], crew, { seed: 'a1' }), 'a1');
  const again = await submitAndWait(client, packageOf([record], crew, { seed: 'a2' }), 'a2');
  assert.deepEqual(told(again), ['already-registered']);
  assert.equal(again.items[0]?.leafIndex, first.items[0]?.leafIndex);
});

test('a package id with other bytes is refused', async () => {
  await submitAndWait(client, packageOf([fresh().record], crew, { seed: 'id' }), 'id');
  const other = await client.submit(packageOf([fresh().record], crew, { seed: 'id' }));
  assert.equal(!other.ok && other.refusal.code, 'package-id-reused');
});

test('two records of one learner, and two of one code: the first counts', async () => {
  const { content, record } = fresh();
  const twinContent = { ...learnerContent(next + 1000), learner: content.learner };
  const twin = sent(twinContent, signRecord(twinContent, crew));
  const reply = await submitAndWait(
    client,
    packageOf([record, twin, record], crew, { seed: 'twins' }),
    'twins',
  );
  assert.deepEqual(told(reply), [
    'registered',
    'refused(learner-already-has-record)',
    'already-registered',
  ]);
});

test('a message is shown only to whoever knows its package id', async () => {
  const reply = await submitAndWait(
    client,
    packageOf([fresh().record], crew, { seed: 'own' }),
    'own',
  );
  const other = await client.reply({ message: reply.message, packageId: packageId('guess') });
  assert.equal(!other.ok && other.refusal.code, 'not-found');
  const status = await client.status({ message: reply.message, packageId: packageId('guess') });
  assert.equal(!status.ok && status.refusal.code, 'not-found');
});

test('the log of the operator holds no look-up code, no name, no birth date', async () => {
  const { content, record } = fresh();
  await submitAndWait(client, packageOf([record], crew, { seed: 'quiet' }), 'quiet');
  await client.lookUp(content.code, content.learner.birthDate);
  await client.lookUp(content.code, '1999-01-01');
  const text = JSON.stringify(running.entries);
  assert(running.entries.length > 10);
  for (const secret of [
    content.code,
    content.learner.name,
    content.learner.birthDate,
    '1999-01-01',
  ]) {
    assert(!text.includes(secret), secret);
  }
  const leaves = await running.register.log.leaves(0, 10_000);
  const published = leaves.map(({ leaf }) => Buffer.from(leaf).toString()).join('\n');
  const { personalId, name, number } = content.learner;
  for (const secret of [content.code, name, number, personalId ?? '']) {
    assert(!published.includes(secret), secret);
  }
});

test('health, readiness and the OpenAPI document answer', async () => {
  assert.equal((await fetch(`${running.url}/health`)).status, 200);
  assert.equal((await fetch(`${running.url}/ready`)).status, 200);
  const openApi: unknown = await (await fetch(`${running.url}/openapi.json`)).json();
  assert(typeof openApi === 'object' && openApi !== null && 'paths' in openApi);
  const paths = Object.keys(openApi.paths ?? {});
  assert(paths.includes('/api/2026-11-22/packages/{message}/reply'), paths.join(' '));
});

// Last: the database's own end is an after hook, and those run in the order in which they were asked for.
test('after all this the register proves itself', async () => {
  const report = await running.register.fsck(false);
  await running.register.close();
  assert.deepEqual(report.differences, []);
  assert(report.events > 10 && report.files === report.events);
});
