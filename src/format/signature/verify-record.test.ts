import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  goodRecord,
  inSignature,
  lsdl,
  signatureIn,
  toan,
} from '../../../test/support/attacks/attack.ts';
import { resign } from '../../../test/support/resign.ts';
import {
  asOf,
  complaints,
  type HolderName,
  holderOf,
  people,
  type SignOptions,
  signedContent,
  signSample,
  slotOf,
  trust,
  trustWithoutLists,
  verifySample,
} from '../../../test/support/signed-sample.ts';
import type { PersonalId } from '../../domain/person/identity.ts';
import { slotsOfRecord } from '../../domain/record/slot.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { verifyRecord } from './verify-record.ts';

test('a signed record is valid, and the report says who signed what and when', () => {
  const report = verifySample(goodRecord());
  assert.equal(report.verdict, 'valid');
  assert.deepEqual(
    report.signatures.map(({ slot }) => slot),
    slotsOfRecord(signedContent),
  );
  const [first] = report.signatures;
  assert.deepEqual(first, {
    slot: toan,
    signer: 'Nguyễn Văn Toán',
    signerIds: [`CCCD:${people.toan.personalId}`],
    signedAt: '2026-06-01T01:00:00Z',
    role: 'GVBM',
    algorithm: 'rsa-sha256',
    certificateSha256: Buffer.from(holderOf('toan').certificate.sha256, 'base64').toString('hex'),
  });
  assert.deepEqual(report.content, signedContent);
});

test('RSA, ECDSA P-256 and P-384 sign the same record', () => {
  const algorithms = verifySample(goodRecord()).signatures.map(({ algorithm }) => algorithm);
  assert.deepEqual([...new Set(algorithms)].sort(), ['ecdsa-sha256', 'ecdsa-sha384', 'rsa-sha256']);
});

test('a teacher with two subjects signs once over both; two teachers of a subject sign it each', () => {
  const references = (slot: typeof toan): readonly string[] =>
    [...signatureIn(goodRecord(), slot).matchAll(/<Reference URI="([^"]*)"/g)].map(
      ([, uri]) => uri ?? '',
    );
  assert.deepEqual(references(toan), ['#mon-TOAN', '#mon-TIN']);
  assert.deepEqual(references(slotOf('nhac')), ['#mon-NT']);
  assert.deepEqual(references(slotOf('hoa')), ['#mon-NT']);
});

test('without revocation lists the verdict stays open, for that reason alone', () => {
  const report = verifySample(goodRecord(), trustWithoutLists);
  assert.equal(report.verdict, 'undetermined');
  const codes = report.findings.filter(({ outcome }) => outcome !== 'passed').map((f) => f.code);
  assert.deepEqual([...new Set(codes)], ['crl-missing']);
});

const at = (time: string): Instant => time as Instant;
const verifyAt = (text: string, time: string) =>
  verifyRecord(Buffer.from(text), trust, { asOf: at(time), environment: 'trial' });

test('with revocation lists that are too old the verdict stays open', () => {
  const report = verifyAt(goodRecord(), '2026-09-01T00:00:00Z');
  assert.equal(report.verdict, 'undetermined');
  assert.ok(complaints(report).every((complaint) => complaint.endsWith('crl-out-of-date')));
});

test('a signature from the future is refused', () => {
  const report = verifyAt(goodRecord(), '2026-06-01T01:02:00Z');
  assert.equal(report.verdict, 'invalid');
  const future = complaints(report).filter((line) => line.endsWith('signing-time-in-future'));
  assert.equal(future.length, 7, 'all but the first signature');
});

test('a trial record is no real one', () => {
  const report = verifyRecord(Buffer.from(goodRecord()), trust, { asOf, environment: 'real' });
  assert.deepEqual(complaints(report), ['- environment-not-expected']);
});

const deputy = { name: 'Vũ Thị Phó', personalId: '099082200002' as PersonalId };
const deputies = [
  ['a deputy signs for the head', 'Hiệu trưởng', 'CBQL-KT', []],
  ['a deputy signs as if the head', 'Hiệu trưởng', 'CBQL', ['head role-not-expected']],
  ['the record does not say for whom', null, 'CBQL-KT', ['head role-not-expected']],
  ['nobody is signed for', null, 'CBQL', []],
] as const;
for (const [name, onBehalf, role, expected] of deputies) {
  test(`${name}: role ${role}`, () => {
    const head = { ...deputy, title: 'Phó Hiệu trưởng', onBehalf };
    const report = verifySample(
      signSample({
        content: { ...signedContent, head },
        by: new Map([['head', 'deputy']]),
        roles: new Map([['head', role]]),
      } as SignOptions),
    );
    assert.deepEqual(complaints(report), expected);
    assert.equal(report.signatures.at(-2)?.role, role);
  });
}

const ordered: readonly (readonly [string, SignOptions['times'], readonly string[]])[] = [
  ['teachers sign in any order', new Map([[toan, '2026-06-01T01:14:00Z']]), []],
  ['times may be equal', new Map([['head', '2026-06-01T01:35:00Z']]), []],
  ['times may have a zone', new Map([[toan, '2026-06-01T08:00:00+07:00']]), []],
  [
    'the head before a teacher',
    new Map([[lsdl, '2026-06-01T01:31:00Z']]),
    ['head signed-too-early', 'homeroom signed-too-early'],
  ],
  [
    'the homeroom teacher before a teacher',
    new Map([['homeroom', '2026-06-01T00:59:00Z']]),
    ['homeroom signed-too-early'],
  ],
  [
    'the head before the homeroom teacher',
    new Map([['head', '2026-06-01T01:24:59Z']]),
    ['head signed-too-early'],
  ],
  [
    'the seal before the head',
    new Map([['seal', '2026-06-01T01:29:00Z']]),
    ['seal signed-too-early'],
  ],
  [
    'the seal before everybody',
    new Map([['seal', '2026-05-30T01:29:00Z']]),
    ['seal signed-too-early'],
  ],
] as never;

for (const [name, times = new Map(), expected] of ordered) {
  test(`order of times: ${name}`, () => {
    assert.deepEqual(complaints(verifySample(signSample({ times }))), expected);
  });
}

/** The list is younger than the expired certificate: lists need not name such certificates any more. */
const claimed: readonly (readonly [HolderName, string, readonly string[]])[] = [
  ['toanRevoked', '2026-04-01T01:00:00Z', ['certificate-revoked-later']],
  ['toanExpired', '2026-02-01T01:00:00Z', ['certificate-expired-later', 'crl-not-usable']],
];

for (const [holder, time, codes] of claimed) {
  test(`a signing time that only the signer vouches for leaves the verdict open: ${codes.join()}`, () => {
    const text = signSample({ by: new Map([[toan, holder]]), times: new Map([[toan, time]]) });
    const report = verifySample(text);
    assert.deepEqual(
      complaints(report),
      codes.map((code) => `${toan} ${code}`),
    );
    assert.equal(report.verdict, 'undetermined');
  });
}

test('both ECDSA values that hold for a message are taken: neither says anything else', () => {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const value = /<SignatureValue>([^<]*)/.exec(signatureIn(goodRecord(), lsdl))?.[1] ?? '';
  const raw = Buffer.from(value, 'base64');
  const s = order - BigInt(`0x${raw.subarray(32).toString('hex')}`);
  const other = Buffer.concat([
    raw.subarray(0, 32),
    Buffer.from(s.toString(16).padStart(64, '0'), 'hex'),
  ]).toString('base64');
  const text = inSignature(goodRecord(), lsdl, value, other);
  assert.deepEqual(complaints(verifySample(text)), ['seal content-changed danhsachky']);
  assert.deepEqual(complaints(verifySample(resign(text, { only: ['sig-seal'] }))), []);
});
