import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { signerTrust } from '../../../test/support/fictional-trust.ts';
import { Crew, packageId, sealedBy, signValue } from '../../../test/support/records.ts';
import { sampleContent } from '../../../test/support/sample-content.ts';
import { aDay, aDigest, anId, someAppointment } from '../../../test/support/signers.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import type { LearnerKey } from '../../domain/registry/learner-key.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Enrolment, Package, Recall, Reply } from './message.ts';
import {
  prepareEnrolment,
  preparePackage,
  prepareRecall,
  prepareReply,
  readEnrolment,
  readPackage,
  readRecall,
  readReply,
} from './package.ts';
import { checkSeal, type PreparedMessage } from './sealed-message.ts';
import { prepareSigners, readSigners, type Signers } from './signers.ts';

const crew = new Crew();
const seal = crew.holder('MST:0999000001');
const other = crew.holder('MST:0999000002');
const trust = signerTrust(crew.material);
const at = '2026-06-02T01:00:00Z' as Instant;
const asOf = '2026-06-10T01:00:00Z' as Instant;
const code = 'ab'.repeat(16) as RecordCode;
const { school } = sampleContent;
const head = {
  environment: 'trial' as const,
  id: packageId('golden'),
  school: school.code,
  taxCode: school.taxCode,
  createdAt: at,
};
const sentRecord = { code, version: 1, sha256: '0'.repeat(64), bytes: Buffer.from('<HOC_BA/>\n') };

const submitted: Package = {
  ...head,
  year: sampleContent.year,
  className: '6A & «B»',
  count: 2,
  records: [sentRecord, { ...sentRecord, version: 2, bytes: Buffer.from([0, 255, 10]) }],
};
const reply: Reply = {
  environment: 'trial',
  message: 42,
  id: head.id,
  departmentCode: '99',
  taxCode: '0999000001',
  school: school.code,
  year: sampleContent.year,
  receivedAt: at,
  answeredAt: asOf,
  items: [
    {
      code,
      version: 1,
      sha256: '1'.repeat(64),
      status: 'registered',
      registeredAt: at,
      leafIndex: 0,
      errors: [],
    },
    {
      code,
      version: 2,
      sha256: '2'.repeat(64),
      status: 'refused',
      registeredAt: null,
      leafIndex: null,
      errors: [{ code: 'content-changed', text: 'Môn Toán đã bị thay đổi <sau khi> ký.' }],
    },
    {
      code,
      version: 3,
      sha256: '3'.repeat(64),
      status: 'already-registered',
      registeredAt: at,
      leafIndex: 7,
      errors: [],
    },
  ],
};
const recall: Recall = {
  ...head,
  code,
  version: 3,
  reason: 'wrong-content',
  note: 'Sai điểm Toán.',
};
const enrolment: Enrolment = {
  ...head,
  year: sampleContent.year,
  classes: [
    {
      className: '6A',
      enrolled: 38,
      excused: [{ learner: 'CCCD:099214255743' as LearnerKey, why: 'transferred-out' }],
    },
    { className: '6B', enrolled: 0, excused: [] },
  ],
};

const request = sealedBy(seal);
const finish = (prepared: PreparedMessage): Buffer =>
  prepared.complete(signValue(seal, prepared.toBeSigned));

const signers: Signers = {
  ...head,
  certificates: [
    { kind: 'token', der: Buffer.from([0x30, 0x03, 0x02, 0x01, 0x00]) },
    { kind: 'seal', der: Buffer.from([0x30, 0x00]) },
  ],
  withdrawals: [{ certificate: aDigest('c1'), reason: 'left-school', from: at }],
  appointments: [
    someAppointment(),
    someAppointment({ role: 'GVCN', className: '6A & «B»', until: null, substitutes: anId('A1') }),
  ],
  endings: [{ id: anId('A0'), on: aDay('2026-01-31'), reason: 'Chuyển <trường>' }],
};

type Reader =
  | typeof readPackage
  | typeof readReply
  | typeof readRecall
  | typeof readEnrolment
  | typeof readSigners;
const kinds: readonly (readonly [string, PreparedMessage, Reader, object])[] = [
  ['package', preparePackage(submitted, request), readPackage, submitted],
  ['reply', prepareReply(reply, request), readReply, reply],
  ['recall', prepareRecall(recall, request), readRecall, recall],
  ['enrolment', prepareEnrolment(enrolment, request), readEnrolment, enrolment],
  ['signers', prepareSigners(signers, request), readSigners, signers],
];

const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, part) => (part instanceof Uint8Array ? [...part] : part)));

for (const [name, prepared, read, message] of kinds) {
  const bytes = finish(prepared);

  test(`${name}: what is written is read back`, () => {
    const opened = read(bytes);
    assert(opened.ok);
    assert.deepEqual(plain(opened.value.message), plain(message));
  });

  test(`${name}: the seal holds for its holder, and for nobody else`, () => {
    const opened = read(bytes);
    assert(opened.ok);
    const sealer = { name: school.name, taxCode: '0999000001' };
    assert.deepEqual(checkSeal(opened.value, sealer, trust, asOf), []);
    const wrong = checkSeal(opened.value, { ...sealer, taxCode: '0999000002' }, trust, asOf);
    assert.deepEqual(
      wrong.map(({ code: found }) => found),
      ['signer-not-expected'],
    );
    assert.equal(other.ids[0], 'MST:0999000002');
  });

  test(`${name}: a byte changed anywhere in the body is found`, () => {
    const text = bytes.toString('latin1');
    const end = text.indexOf('<Signature');
    const sealer = { name: school.name, taxCode: '0999000001' };
    for (let index = text.indexOf('Id="'); index < end; index += 7) {
      const mutant = Buffer.from(bytes);
      mutant[index] = (mutant[index] ?? 0) ^ 1;
      const opened = read(mutant);
      const holds = opened.ok && checkSeal(opened.value, sealer, trust, asOf).length === 0;
      assert(!holds, `byte ${index}: ${text.slice(index - 20, index + 20)}`);
    }
  });

  test(`${name}: cut anywhere, it is unreadable`, () => {
    for (let length = 0; length < bytes.length - 1; length += 61) {
      assert(!read(bytes.subarray(0, length)).ok, String(length));
    }
  });

  test(`${name}: the body is as the golden file has it`, () => {
    const file = new URL(`../../../test/fixtures/packages/${name}.xml`, import.meta.url);
    // Keys are new in each run; all but the seal is compared.
    const body = bytes.toString().replace(/<Signature.*<\/Signature>/, '');
    if (process.env['UPDATE'] === '1') writeFileSync(file, body);
    assert.equal(body, readFileSync(file, 'utf8'));
  });
}

const mutants: readonly (readonly [string, (text: string) => string, string])[] = [
  [
    'an unknown element',
    (text) => text.replace('<SO_LUONG>', '<X></X><SO_LUONG>'),
    'unexpected-element',
  ],
  [
    'an element left out',
    (text) => text.replace('<TEN_LOP>6A &amp; «B»</TEN_LOP>', ''),
    'missing-element',
  ],
  [
    'an attribute that nobody signs',
    (text) => text.replace('<KY_GOI_TIN>', '<KY_GOI_TIN x="1">'),
    'unexpected-attribute',
  ],
  [
    'text beside the elements',
    (text) => text.replace('</NOI_DUNG_GOI_TIN>', '</NOI_DUNG_GOI_TIN>x'),
    'mixed-content',
  ],
  ['another Id', (text) => text.replace('Id="package"', 'Id="data"'), 'invalid-value'],
  [
    'a second body',
    (text) => text.replace(/(<NOI_DUNG_GOI_TIN.*<\/NOI_DUNG_GOI_TIN>)/, '$1$1'),
    'unexpected-element',
  ],
  ['base64 that is not canonical', (text) => text.replace('>AP8K<', '>AP8L=<'), 'invalid-value'],
  [
    'an id in capitals',
    (text) => text.replace(`>${head.id}<`, `>${head.id.toUpperCase()}<`),
    'invalid-value',
  ],
  [
    'a time with another zone',
    (text) => text.replace('T01:00:00Z', 'T08:00:00+07:00'),
    'invalid-value',
  ],
  [
    'another root',
    (text) => text.replaceAll('GOI_TIN>', 'GOI>').replaceAll('GOI_TIN ', 'GOI '),
    'unknown-profile',
  ],
  ['no record', (text) => text.replace(/<HOC_BA_GUI>.*<\/HOC_BA_GUI>/, ''), 'missing-element'],
];

for (const [name, mutate, fault] of mutants) {
  test(`a package is refused: ${name}`, () => {
    const text = finish(preparePackage(submitted, request)).toString();
    const mutant = mutate(text);
    assert.notEqual(mutant, text);
    const read = readPackage(Buffer.from(mutant));
    const codes = read.ok ? [] : read.refusal.map((found) => found.code);
    assert(codes.includes(fault as (typeof codes)[number]), codes.join(' '));
  });
}

test('a package holds 200 records and no more', () => {
  const records = (count: number): Package => ({
    ...submitted,
    count,
    records: Array.from({ length: count }, () => sentRecord),
  });
  assert(readPackage(finish(preparePackage(records(200), request))).ok);
  assert(!readPackage(finish(preparePackage(records(201), request))).ok);
});

test('a reply whose count is not that of its items is refused', () => {
  const text = finish(prepareReply(reply, request)).toString();
  assert(!readReply(Buffer.from(text.replace('<SO_LUONG>3<', '<SO_LUONG>2<'))).ok);
});
