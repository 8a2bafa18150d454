import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { submitAndWait } from '../../test/support/answered.ts';
import { edit, signatureIn } from '../../test/support/edit.ts';
import {
  Crew,
  learnerContent,
  otherSchool,
  packageOf,
  sent,
  signRecord,
} from '../../test/support/records.ts';
import { startRegister, type TestRegister } from '../../test/support/register.ts';
import { sampleContent } from '../../test/support/sample-content.ts';
import { createRegisterClient, type RegisterClient } from '../adapter/http/register-client.ts';
import type { RecordContent } from '../domain/record/content.ts';
import type { Slot } from '../domain/record/slot.ts';

const crew = new Crew().enlist(sampleContent);
const teacher = crew.signerOf(sampleContent, 'homeroom');
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

const bad = fresh();
const neighbour = fresh();
interface Attack {
  readonly name: string;
  /** What the bad record's file becomes. */
  readonly file: () => Uint8Array;
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
    file: () => edit(bad.record.bytes, '<DIEM_CA_NAM>8.1<', '<DIEM_CA_NAM>9.9<'),
    codes: ['content-changed'],
  },
  {
    name: 'a removed signature',
    file: () => edit(bad.record.bytes, signatureIn(bad.record.bytes, 'GVCN'), ''),
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
        bad.record.bytes,
        signatureIn(bad.record.bytes, 'GVCN'),
        signatureIn(neighbour.record.bytes, 'GVCN'),
      ),
    codes: ['content-changed'],
  },
  {
    name: 'a DOCTYPE',
    file: () => edit(bad.record.bytes, '<HOC_BA>', '<!DOCTYPE HOC_BA><HOC_BA>'),
    codes: ['xml-doctype'],
  },
  {
    name: 'a comment inside a mark',
    file: () => edit(bad.record.bytes, '<DIEM_CA_NAM>8.1<', '<DIEM_CA_NAM>8<!-- -->.1<'),
    codes: ['xml-comment'],
  },
  {
    name: 'duplicate Ids',
    file: () => edit(bad.record.bytes, 'Id="mon-NV"', 'Id="mon-TOAN"'),
    codes: ['xml-duplicate-id'],
  },
  {
    name: 'a moved section',
    file: () =>
      edit(
        bad.record.bytes,
        /(<BANG_DIEM>.*<\/BANG_DIEM>)(<KET_QUA_NAM_HOC>.*<\/KET_QUA_NAM_HOC>)/,
        '$2$1',
      ),
    codes: ['xml-missing-element'],
  },
  {
    name: 'a file that is cut',
    file: () => bad.record.bytes.subarray(0, 20_000),
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
    file: () => neighbour.record.bytes,
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
      ? sent(content, edit(record.bytes, '<DIEM_CA_NAM>8.1<', '<DIEM_CA_NAM>9.9<'))
      : record,
  );
  const reply = await submitAndWait(client, packageOf(records, crew, { seed: 'forty' }), 'forty');
  const refused = reply.items.flatMap(({ status }, index) => (status === 'refused' ? [index] : []));
  assert.deepEqual(refused, [17]);
  assert.equal(reply.items.filter(({ status }) => status === 'registered').length, 39);
});

// Last: the database's own end is an after hook, and those run in the order in which they were asked for.
test('after all this the register proves itself', async () => {
  const report = await running.register.fsck(false);
  await running.register.close();
  assert.deepEqual(report.differences, []);
  assert(report.events > 60 && report.files === report.events);
});
