import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { before, test } from 'node:test';
import { replyTo, submitAndWait, told } from '../../test/support/answered.ts';
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
import type { RecordContent } from '../domain/record/content.ts';
import type { Slot } from '../domain/record/slot.ts';
import { readPackage } from '../format/package/package.ts';

const crew = new Crew().enlist(sampleContent);
const teacher = crew.signerOf(sampleContent, 'homeroom');
const stranger = new Crew().holder('MST:0999000001');
let running: TestRegister;
let client: RegisterClient;
let next = 0;

/** A fresh learner of the class, with the signed file. */
const fresh = (change: Partial<RecordContent> = {}) => {
  next += 1;
  const content = learnerContent(next, change);
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

const edit = (bytes: Buffer, from: string | RegExp, to: string): Buffer => {
  const text = bytes.toString();
  const edited = text.replace(from, to);
  assert.notEqual(edited, text, `the test edits something: ${from}`);
  return Buffer.from(edited);
};

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

const bad = fresh();
const neighbour = fresh();
const bytesOf = (record: { readonly bytes: Uint8Array }): Buffer => Buffer.from(record.bytes);
const slotText = (bytes: Buffer, slot: string): string => {
  const found = new RegExp(`<${slot}[^>]*>(<Signature.*?</Signature>)</${slot}>`).exec(
    bytes.toString(),
  );
  assert(found?.[1] !== undefined, slot);
  return found[1];
};

interface Attack {
  readonly name: string;
  /** What the bad record's file becomes. */
  readonly file: () => Buffer;
  readonly content?: RecordContent;
  readonly codes: readonly string[];
}

const otherSchoolContent: RecordContent = {
  ...bad.content,
  school: { ...bad.content.school, code: otherSchool },
};
const otherTaxContent: RecordContent = {
  ...bad.content,
  school: { ...bad.content.school, taxCode: '0999000009' },
};
const wrongKey: ReadonlyMap<Slot, typeof teacher> = new Map([['head', teacher]]);

const attacks: readonly Attack[] = [
  {
    name: 'a changed mark',
    file: () => edit(bytesOf(bad.record), '<DIEM_CA_NAM>8.1<', '<DIEM_CA_NAM>9.9<'),
    codes: ['content-changed'],
  },
  {
    name: 'a removed signature',
    file: () => edit(bytesOf(bad.record), slotText(bytesOf(bad.record), 'GVCN'), ''),
    codes: ['signature-missing', 'content-changed'],
  },
  {
    name: 'a record issued without the seal',
    file: () => signRecord(bad.content, crew, undefined, { omit: ['seal'] }),
    codes: ['signature-missing'],
  },
  {
    name: 'the homeroom signatures of two learners exchanged',
    file: () =>
      edit(
        bytesOf(bad.record),
        slotText(bytesOf(bad.record), 'GVCN'),
        slotText(bytesOf(neighbour.record), 'GVCN'),
      ),
    codes: ['content-changed'],
  },
  {
    name: 'a DOCTYPE',
    file: () => edit(bytesOf(bad.record), '<HOC_BA>', '<!DOCTYPE HOC_BA><HOC_BA>'),
    codes: ['xml-doctype'],
  },
  {
    name: 'a comment inside a mark',
    file: () => edit(bytesOf(bad.record), '<DIEM_CA_NAM>8.1<', '<DIEM_CA_NAM>8<!-- -->.1<'),
    codes: ['xml-comment'],
  },
  {
    name: 'duplicate Ids',
    file: () => edit(bytesOf(bad.record), 'Id="mon-NV"', 'Id="mon-TOAN"'),
    codes: ['xml-duplicate-id'],
  },
  {
    name: 'a moved section',
    file: () =>
      edit(
        bytesOf(bad.record),
        /(<BANG_DIEM>.*<\/BANG_DIEM>)(<KET_QUA_NAM_HOC>.*<\/KET_QUA_NAM_HOC>)/,
        '$2$1',
      ),
    codes: ['xml-missing-element'],
  },
  {
    name: 'a file that is cut',
    file: () => bytesOf(bad.record).subarray(0, 20_000),
    codes: ['xml-truncated'],
  },
  {
    name: "a head's signature by a teacher",
    file: () => signRecord(bad.content, crew, undefined, { by: wrongKey }),
    codes: ['signer-not-expected'],
  },
  {
    name: 'a record for another school',
    file: () => signRecord(otherSchoolContent, crew),
    codes: ['record-of-another-school'],
  },
  {
    name: 'a seal of a tax code that is not on file',
    file: () => signRecord(otherTaxContent, crew),
    codes: ['tax-code-differs'],
  },
  {
    name: 'a real record in a trial register',
    file: () => signRecord({ ...bad.content, environment: 'real' }, crew),
    codes: ['environment-not-expected'],
  },
  {
    name: 'a record of another class',
    file: () => signRecord({ ...bad.content, className: '6B' }, crew),
    codes: ['record-of-another-class'],
  },
  {
    name: 'another record than the package says',
    file: () => bytesOf(neighbour.record),
    codes: ['item-names-another-record'],
  },
];

for (const { name, file, codes } of attacks) {
  test(`one bad record refuses itself only: ${name}`, async () => {
    const good = [fresh().record, fresh().record];
    const bytes = file();
    const poisoned = { ...sent(bad.content, bytes) };
    const records = [good[0], poisoned, good[1]].flatMap((record) => record ?? []);
    const reply = await submitAndWait(client, packageOf(records, crew, { seed: name }), name);
    assert.deepEqual(
      reply.items.map(({ status }) => status),
      ['registered', 'refused', 'registered'],
    );
    const found = reply.items[1]?.errors.map(({ code }) => code) ?? [];
    for (const code of codes) assert(found.includes(code), `${code} in ${found.join(' ')}`);
    for (const { text } of reply.items[1]?.errors ?? []) assert.match(text, /\p{L}{2,}.*\./u);
    const looked = await client.lookUp(bad.content.code);
    assert.equal(!looked.ok && looked.refusal.code, 'record-not-found');
  });
}

test('one changed mark among forty refuses that one', async () => {
  const forty = Array.from({ length: 40 }, () => fresh());
  const records = forty.map(({ content, record }, index) =>
    index === 17
      ? sent(content, edit(bytesOf(record), '<DIEM_CA_NAM>8.1<', '<DIEM_CA_NAM>9.9<'))
      : record,
  );
  const reply = await submitAndWait(client, packageOf(records, crew, { seed: 'forty' }), 'forty');
  const refused = reply.items.flatMap(({ status }, index) => (status === 'refused' ? [index] : []));
  assert.deepEqual(refused, [17]);
  assert.equal(reply.items.filter(({ status }) => status === 'registered').length, 39);
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
    const problem: unknown = await answer.json();
    assert.equal(answer.status, status, JSON.stringify(problem));
    assert(isProblem(problem));
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

interface ProblemJson {
  readonly code: string;
  readonly sentence: string;
  readonly faults: readonly { readonly code: string }[];
}
const isProblem = (value: unknown): value is ProblemJson =>
  typeof value === 'object' && value !== null && 'code' in value && 'faults' in value;

test('a package cut anywhere is unreadable', async () => {
  const whole = packageOf([fresh().record], crew, { seed: 'cut' });
  for (const part of [0.001, 0.1, 0.5, 0.9, 0.99, 0.9999]) {
    const answer = await post(whole.subarray(0, Math.floor(whole.length * part)));
    assert.equal(answer.status, 400, String(part));
    assert.equal(((await answer.json()) as ProblemJson).code, 'message-unreadable');
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
    assert.equal(((await answer.json()) as ProblemJson).code, 'content-type-not-accepted');
  }
  const large = await post(Buffer.alloc((64 << 20) + 1, 0x20));
  assert.equal(large.status, 413);
  assert.equal(((await large.json()) as ProblemJson).code, 'body-too-large');
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

test('a seal is what its holder signed, not a Signature element alone', async () => {
  const whole = packageOf([fresh().record], crew, { seed: 'swap-a' });
  const other = packageOf([fresh().record], crew, { seed: 'swap-b' });
  const swapped = edit(whole, slotText(whole, 'KY_GOI_TIN'), slotText(other, 'KY_GOI_TIN'));
  const answer = await post(swapped);
  assert.equal(answer.status, 422);
});

// Last: the database's own end is an after hook, and those run in the order in which they were asked for.
test('after all this the register proves itself', async () => {
  const report = await running.register.fsck(false);
  await running.register.close();
  assert.deepEqual(report.differences, []);
  assert(report.events > 60 && report.files === report.events);
});
