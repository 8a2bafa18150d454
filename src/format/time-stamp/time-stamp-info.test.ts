import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  writeBoolean,
  writeDer,
  writeExplicit,
  writeImplicit,
  writeInteger,
  writeOctetString,
  writeOid,
  writeSequence,
  writeSmallInteger,
} from '../certificate/der-write.ts';
import { writeExtension } from '../certificate/write-extension.ts';
import { writeDigestAlgorithm } from './digest.ts';
import { writeTimeStampRequest } from './request.ts';
import { timeStampInfoOf } from './time-stamp-info.ts';

const time = (text: string): Buffer => writeDer(0x18, Buffer.from(text, 'latin1'));
const integer = (octets: number[]): Buffer => writeInteger(Buffer.from(octets));

/** TSTInfo with a time and whatever follows it. */
const info = (text: string, ...rest: readonly Uint8Array[]): Buffer =>
  writeSequence(
    writeSmallInteger(1),
    writeOid('1.2.3.4.1'),
    writeSequence(writeDigestAlgorithm('sha256'), writeOctetString(Buffer.alloc(32, 7))),
    integer([1]),
    time(text),
    ...rest,
  );
const accuracy = (...parts: readonly Uint8Array[]): Buffer => writeSequence(...parts);
const millis = (value: number): Buffer =>
  writeImplicit(0, Buffer.from(value < 128 ? [value] : [value >> 8, value & 0xff]));

const times: readonly (readonly [
  Buffer,
  stated: string,
  latest: string,
  accuracyMs: number | null,
])[] = [
  [info('20260525011530Z'), '2026-05-25T01:15:30Z', '2026-05-25T01:15:30Z', null],
  [info('20260525011530.5Z'), '2026-05-25T01:15:30Z', '2026-05-25T01:15:31Z', null],
  [info('20260525011530.0000001Z'), '2026-05-25T01:15:30Z', '2026-05-25T01:15:31Z', null],
  [
    info('20260525235959.25Z', accuracy(millis(750))),
    '2026-05-25T23:59:59Z',
    '2026-05-26T00:00:00Z',
    750,
  ],
  [
    info('20260525011530Z', accuracy(integer([60]), millis(1), writeImplicit(1, Buffer.from([1])))),
    '2026-05-25T01:15:30Z',
    '2026-05-25T01:16:31Z',
    60_002,
  ],
];
for (const [der, stated, latest, accuracyMs] of times) {
  test(`${stated} comes out as ${latest} at the latest`, () => {
    const read = timeStampInfoOf(der);
    assert.deepEqual(
      [read?.statedTime, read?.latestTime, read?.accuracyMs],
      [stated, latest, accuracyMs],
    );
  });
}

const refused: readonly (readonly [title: string, Buffer])[] = [
  ['a fraction with a trailing zero (DER)', info('20260525011530.50Z')],
  ['an empty fraction', info('20260525011530.Z')],
  ['local time', info('20260525011530')],
  ['31 June', info('20260631011530Z')],
  ['a year beyond the fourth digit', info('99991231235959.5Z')],
  ['1000 milliseconds', info('20260525011530Z', accuracy(millis(1000)))],
  ['a negative accuracy', info('20260525011530Z', accuracy(writeDer(0x02, Buffer.from([0xff]))))],
  ['something after the end', info('20260525011530Z', writeOid('1.2.3'))],
  ['20,000 extensions', info('20260525011530Z', extensions(...numbered(20_000)))],
  ['an extension twice', info('20260525011530Z', extensions('2.999.1', '2.999.1'))],
];
for (const [title, der] of refused) {
  test(`not read: ${title}`, () => assert.equal(timeStampInfoOf(der), undefined));
}

function extensions(...oids: readonly string[]): Buffer {
  const written = oids.map((oid) =>
    writeExtension(oid, writeOctetString(Buffer.alloc(1)), 'critical'),
  );
  return writeExplicit(1, ...written);
}

function numbered(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `2.999.${index}`);
}

test('nonce, ordering and critical extensions are told', () => {
  const der = info(
    '20260525011530Z',
    writeBoolean(true),
    integer([0xff, 0x01]),
    extensions('2.999.1'),
  );
  const read = timeStampInfoOf(der);
  assert.equal(read?.nonce, '00ff01');
  assert.deepEqual(read.unknownCritical, ['2.999.1']);
});

test('a request is written as RFC 3161, 2.4.1 says', () => {
  const { der, nonce } = writeTimeStampRequest({
    stamped: Buffer.from('abc'),
    digest: 'sha256',
    nonce: Buffer.from('00f1', 'hex'),
    policy: '1.2.3',
    certificates: 'included',
  });
  assert.equal(nonce, '00f1');
  assert.equal(
    Buffer.from(der).toString('hex'),
    // version 1; sha256, NULL and the digest of «abc» of FIPS 180-4; policy; nonce; certReq
    `30410201013031300d060960864801650304020105000420${'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'}06022a03020200f10101ff`,
  );
});
