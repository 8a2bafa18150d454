import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { before, test } from 'node:test';
import { submitAndWait, told } from '../../test/support/answered.ts';
import { edit, problemIn, signatureIn } from '../../test/support/edit.ts';
import {
  Crew,
  learnerContent,
  otherSchool,
  packageId,
  packageOf,
  sent,
  signRecord,
} from '../../test/support/records.ts';
import { startRegister, type TestRegister } from '../../test/support/register.ts';
import { sampleContent } from '../../test/support/sample-content.ts';
import { createRegisterClient, type RegisterClient } from '../adapter/http/register-client.ts';
import { readPackage } from '../format/package/package.ts';

const crew = new Crew().enlist(sampleContent);
const teacher = crew.signerOf(sampleContent, 'homeroom');
const stranger = new Crew().holder('MST:0999000001');
let running: TestRegister;
let client: RegisterClient;
let next = 0;

/** A fresh learner of the class, with the signed file. */
const fresh = () => {
  next += 1;
  const content = learnerContent(next);
  return { content, record: sent(content, signRecord(content, crew)) };
};

before(async () => {
  crew.holder('MST:0999000000');
  crew.holder('MST:0999000009');
  running = await startRegister(crew);
  client = createRegisterClient(running.url);
});

const post = (body: Uint8Array | string, contentType = 'application/xml', path = 'packages') =>
  fetch(`${running.url}/api/2026-11-22/${path}`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: typeof body === 'string' ? body : Buffer.from(body),
  });

/** What is wrong with the package itself: refused at the door, and nothing is kept. */
const doors: readonly {
  readonly name: string;
  readonly bytes: () => Uint8Array;
  readonly status: number;
  readonly code: string;
  readonly fault?: string;
}[] = [
  {
    name: 'a declared count that is wrong',
    bytes: () => packageOf([fresh().record], crew, { seed: 'count', change: { count: 2 } }),
    status: 422,
    code: 'count-differs',
  },
  {
    name: 'no seal',
    bytes: () =>
      edit(
        packageOf([fresh().record], crew, { seed: 'unsealed' }),
        /<KY_GOI_TIN>.*<\/KY_GOI_TIN>/,
        '<KY_GOI_TIN></KY_GOI_TIN>',
      ),
    status: 422,
    code: 'message-seal-missing',
    fault: 'signature-missing',
  },
  {
    name: 'sealed by a teacher',
    bytes: () => packageOf([fresh().record], crew, { seed: 'teacher', by: teacher }),
    status: 422,
    code: 'message-seal-invalid',
    fault: 'signer-not-expected',
  },
  {
    name: 'sealed with a key that nobody certified',
    bytes: () => packageOf([fresh().record], crew, { seed: 'stranger', by: stranger }),
    status: 422,
    code: 'message-seal-invalid',
    fault: 'certificate-unreadable',
  },
  {
    name: 'changed after sealing',
    bytes: () =>
      edit(packageOf([fresh().record], crew, { seed: 'changed' }), '<TEN_LOP>6A<', '<TEN_LOP>6B<'),
    status: 422,
    code: 'message-seal-invalid',
    fault: 'content-changed',
  },
  {
    name: 'an unknown school',
    bytes: () =>
      packageOf([fresh().record], crew, { seed: 'school', change: { school: otherSchool } }),
    status: 422,
    code: 'school-unknown',
  },
  {
    name: "another organisation's tax code",
    bytes: () =>
      packageOf([fresh().record], crew, {
        seed: 'tax',
        change: { taxCode: '0999000009' },
        by: crew.holder('MST:0999000009'),
      }),
    status: 422,
    code: 'tax-code-differs',
  },
  {
    name: 'for the real register',
    bytes: () =>
      packageOf([fresh().record], crew, { seed: 'real', change: { environment: 'real' } }),
    status: 422,
    code: 'environment-not-expected',
  },
  { name: 'not XML', bytes: () => Buffer.from('{"a":1}'), status: 400, code: 'message-unreadable' },
  {
    name: 'a record instead of a package',
    bytes: () => fresh().record.bytes,
    status: 400,
    code: 'message-unreadable',
    fault: 'xml-unknown-profile',
  },
  {
    name: 'a DOCTYPE',
    bytes: () => edit(packageOf([fresh().record], crew), '<GOI_TIN>', '<!DOCTYPE x><GOI_TIN>'),
    status: 400,
    code: 'message-unreadable',
    fault: 'xml-doctype',
  },
  {
    name: 'no record at all',
    bytes: () => packageOf([], crew, { seed: 'empty' }),
    status: 400,
    code: 'message-unreadable',
    fault: 'xml-missing-element',
  },
];

for (const { name, bytes, status, code, fault } of doors) {
  test(`a package is turned away: ${name}`, async () => {
    const body = bytes();
    const answer = await post(body);
    const problem = await problemIn(answer);
    assert.equal(answer.status, status, JSON.stringify(problem));
    assert.equal(problem.code, code);
    assert.match(problem.sentence, /\p{L}{2,}.*\./u);
    if (fault !== undefined) {
      assert(
        problem.faults.some((one) => one.code === fault),
        JSON.stringify(problem),
      );
    }
    const read = readPackage(body);
    if (!read.ok) return;
    const known = await running.register.context.store.messageById(read.value.message.id);
    assert.equal(known, undefined);
  });
}

test('a package cut anywhere is unreadable', async () => {
  const whole = packageOf([fresh().record], crew, { seed: 'cut' });
  for (const part of [0.001, 0.1, 0.5, 0.9, 0.99, 0.9999]) {
    const answer = await post(whole.subarray(0, Math.floor(whole.length * part)));
    assert.equal(answer.status, 400, String(part));
    assert.equal((await problemIn(answer)).code, 'message-unreadable');
  }
  const reply = await submitAndWait(client, whole, 'cut');
  assert.deepEqual(told(reply), ['registered']);
});

test('a line that breaks in the middle leaves nothing; sending again completes it', async () => {
  const { content, record } = fresh();
  const whole = packageOf([record], crew, { seed: 'line' });
  const { port } = new URL(running.url);
  await new Promise<void>((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(
        `POST /api/2026-11-22/packages HTTP/1.1\r\nHost: x\r\nContent-Type: application/xml\r\n` +
          `Content-Length: ${whole.length}\r\n\r\n`,
      );
      socket.write(whole.subarray(0, whole.length / 2), () => socket.destroy());
    });
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
  assert.equal(await running.register.context.store.messageById(packageId('line')), undefined);
  assert.deepEqual(told(await submitAndWait(client, whole, 'line')), ['registered']);
  assert((await client.lookUp(content.code)).ok);
});

test('wrong content types and bodies too large are refused with their codes', async () => {
  const bytes = packageOf([fresh().record], crew, { seed: 'type' });
  for (const type of ['application/json', 'text/plain', 'application/octet-stream']) {
    const answer = await post(type === 'application/json' ? '{}' : bytes, type);
    assert.equal(answer.status, 415, type);
    assert.equal((await problemIn(answer)).code, 'content-type-not-accepted');
  }
  const large = await post(Buffer.alloc((64 << 20) + 1, 0x20));
  assert.equal(large.status, 413);
  assert.equal((await problemIn(large)).code, 'body-too-large');
});

test('a seal is what its holder signed, not a Signature element alone', async () => {
  const whole = packageOf([fresh().record], crew, { seed: 'swap-a' });
  const other = packageOf([fresh().record], crew, { seed: 'swap-b' });
  const swapped = edit(whole, signatureIn(whole, 'KY_GOI_TIN'), signatureIn(other, 'KY_GOI_TIN'));
  const answer = await post(swapped);
  assert.equal(answer.status, 422);
});

// Last: the database's own end is an after hook, and those run in the order in which they were asked for.
test('after all this the register proves itself', async () => {
  const report = await running.register.fsck(false);
  await running.register.close();
  assert.deepEqual(report.differences, []);
  assert(report.events === 2 && report.files === 2);
});
