import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Result } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type CrlFault, parseCrl, type RevocationList } from './crl.ts';
import { writeSequence, writeUtf8 } from './der-write.ts';
import { attribute } from './oid.ts';
import { writeName } from './write-certificate.ts';
import { type CrlContent, type RevokedSerial, writeCrl } from './write-crl.ts';
import { writeExtension } from './write-extension.ts';

const keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const issuer = writeName([{ oid: attribute.commonName, value: 'CA' }]);
const content: CrlContent = {
  issuer,
  authorityKeyId: Buffer.from('0a0b', 'hex'),
  number: 300,
  thisUpdate: '2026-05-01T00:00:00Z' as Instant,
  nextUpdate: '2050-01-01T00:00:00Z' as Instant,
  revoked: [],
};
const write = (change: Partial<CrlContent> = {}): Buffer =>
  writeCrl({ ...content, ...change }, { privateKey: keys.privateKey, algorithm: 'ecdsa-sha256' });
const value = (result: Result<RevocationList, CrlFault>): RevocationList => {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};

const entry = (serial: string, reason: RevokedSerial['reason'] = 'unspecified'): RevokedSerial => ({
  serial,
  revokedAt: '2026-03-04T05:06:07Z' as Instant,
  reason,
});

test('what is written is read back', () => {
  const revoked = [entry('01'), entry('00ff', 'keyCompromise'), entry('7f', 'aACompromise')];
  const list = value(parseCrl(write({ revoked })));
  assert.deepEqual([list.thisUpdate, list.nextUpdate], [content.thisUpdate, content.nextUpdate]);
  assert.deepEqual([list.number, list.authorityKeyId, list.deltaOf], ['012c', '0a0b', null]);
  assert.equal(list.entryCount, 3);
  for (const { serial, revokedAt, reason } of revoked) {
    const found = list.find(serial, list.issuer.key);
    assert.deepEqual(found, { revokedAt, reason, invalidSince: null });
  }
  assert.equal(list.find('ff', list.issuer.key), undefined);
  assert.equal(list.find('02', list.issuer.key), undefined);
  assert.equal(list.find('01', 'another issuer'), undefined);
});

test('unknown critical extensions are facts of the list', () => {
  const strange = writeExtension('2.999.1', writeUtf8('x'), 'critical');
  const plain = writeExtension('2.999.2', writeUtf8('x'));
  const list = value(parseCrl(write({ extensions: [strange, plain] })));
  assert.deepEqual(list.unknownCritical, ['2.999.1']);
});

test('all lists of PKITS are read, but the one whose signature has impossible padding bits', () => {
  const folder = new URL('../../../test/fixtures/vectors/pkits/crls/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.crl'));
  assert.equal(names.length, 173);
  const unread = names.filter((name) => !parseCrl(readFileSync(new URL(name, folder))).ok);
  assert.deepEqual(unread, ['BadCRLSignatureCACRL.crl']);
});

test('no truncation and no changed octet throws', () => {
  const der = write({ revoked: [entry('01'), entry('02', 'superseded'), entry('03')] });
  for (let at = 0; at < der.length; at += 1) {
    assert.equal(parseCrl(der.subarray(0, at)).ok, false, `cut at ${at}`);
    for (const octet of [0x00, 0x80, 0xff, (der[at] ?? 0) ^ 1]) {
      const mutant = Buffer.from(der);
      mutant[at] = octet;
      const read = parseCrl(mutant);
      if (read.ok) read.value.find('02', read.value.issuer.key);
    }
  }
});

const refusals: readonly (readonly [string, Uint8Array, CrlFault['code']])[] = [
  ['nothing', Buffer.alloc(0), 'crl-not-der'],
  ['something after it', Buffer.concat([write(), Buffer.alloc(1)]), 'crl-not-der'],
  ['another sequence', writeSequence(), 'crl-malformed'],
  [
    'an extension twice',
    write({ extensions: [writeExtension('2.5.29.20', Buffer.from('020101', 'hex'))] }),
    'crl-malformed',
  ],
];
for (const [title, der, code] of refusals) {
  test(`refused: ${title}`, () => {
    const read = parseCrl(der);
    assert.equal(read.ok ? 'read' : read.refusal.code, code);
  });
}

test('an impossible date still means revoked', () => {
  const der = write({ revoked: [entry('55')] }).toString('latin1');
  const list = value(
    parseCrl(Buffer.from(der.replace('260304050607Z', '261304050607Z'), 'latin1')),
  );
  assert.equal(list.find('55', list.issuer.key)?.revokedAt, '0001-01-01T00:00:00Z');
});
