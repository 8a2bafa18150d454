import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { PersonalId } from '../../domain/person/identity.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { writePem } from '../../format/certificate/pem.ts';
import { type Authority, createAuthority, yearsAfter } from './authority.ts';
import type { Credential } from './issue.ts';
import { type KeyFile, writePkcs12 } from './pkcs12.ts';
import { readPkcs12 } from './read-pkcs12.ts';

const from = '2026-01-01T00:00:00Z' as Instant;
const folder = mkdtempSync(join(tmpdir(), 'hocba-pkcs12-'));
after(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);

let authority: Authority;
let teacher: Credential;
before(async () => {
  authority = await createAuthority({
    name: 'Kiểm thử',
    crlBase: 'http://crl.hocba.example',
    validFrom: from,
    rootKey: 'ec-p256',
    caKey: 'rsa-2048',
  });
  const validity = { notBefore: from, notAfter: yearsAfter(from, 3) };
  const subject = { name: 'Trần Thị Bình', personalId: '001085012345' as PersonalId };
  teacher = await authority.issuePerson(subject, validity);
});

const keyFile = (): KeyFile => ({
  ...teacher,
  chain: [authority.ca.certificate, authority.root.certificate],
  friendlyName: 'Trần Thị Bình',
});

for (const password of ['mat-khau', 'Mật khẩu có dấu', '']) {
  test(`what is written with password «${password}» is read back`, () => {
    const read = readPkcs12(writePkcs12(keyFile(), password), password);
    assert.ok(read.ok);
    assert.ok(read.value.privateKey.equals(teacher.privateKey));
    assert.equal(read.value.certificate.sha256, teacher.certificate.sha256);
    assert.deepEqual(
      read.value.chain.map(({ sha256 }) => sha256),
      keyFile().chain.map(({ sha256 }) => sha256),
    );
    assert.equal(read.value.friendlyName, 'Trần Thị Bình');
  });
}

test('OpenSSL opens the file without -legacy, and finds the same key and certificates', () => {
  writeFileSync(path('ours.p12'), writePkcs12(keyFile(), 'Mật khẩu'));
  const args = ['pkcs12', '-in', path('ours.p12'), '-passin', 'pass:Mật khẩu', '-nodes'];
  const text = execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' });
  assert.equal(text.match(/BEGIN CERTIFICATE/g)?.length, 3);
  assert.ok(
    createPublicKey(text.slice(text.indexOf('-----BEGIN PRIVATE KEY'))).equals(
      teacher.certificate.publicKey,
    ),
  );
  assert.match(text, /localKeyID/);
  const info = spawnSync('openssl', [...args, '-info', '-noout'], { encoding: 'utf8' });
  assert.match(info.stderr, /MAC: sha256, Iteration 2048/);
  assert.match(info.stderr, /PBES2, PBKDF2, AES-256-CBC, Iteration 10000, PRF hmacWithSHA256/);
  const wrong = spawnSync('openssl', [
    'pkcs12',
    '-in',
    path('ours.p12'),
    '-passin',
    'pass:sai',
    '-noout',
  ]);
  assert.notEqual(wrong.status, 0);
});

/** Files that OpenSSL wrote, in the ways that it and older programs write them. */
const foreign: readonly (readonly [name: string, options: readonly string[]])[] = [
  ['as it likes', []],
  [
    'with 3DES and SHA-1',
    ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'],
  ],
  [
    'with AES-128 and a MAC of SHA-512',
    ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-macalg', 'sha512'],
  ],
  ['with certificates in the clear', ['-certpbe', 'NONE']],
  ['with a key in the clear', ['-keypbe', 'NONE']],
];
for (const [name, options] of foreign) {
  test(`a file that OpenSSL wrote ${name} is read`, () => {
    const read = readPkcs12(fromOpenssl(options), 'Mật khẩu');
    assert.ok(read.ok, JSON.stringify(read));
    assert.ok(read.value.privateKey.equals(teacher.privateKey));
    assert.equal(read.value.certificate.sha256, teacher.certificate.sha256);
    assert.deepEqual(
      read.value.chain.map(({ sha256 }) => sha256),
      [authority.ca.certificate.sha256],
    );
    assert.equal(read.value.friendlyName, 'Bình');
  });
}

function fromOpenssl(options: readonly string[]): Buffer {
  writeFileSync(path('key.pem'), teacher.privateKey.export({ format: 'pem', type: 'pkcs8' }));
  writeFileSync(path('leaf.pem'), writePem('CERTIFICATE', teacher.certificate.der));
  writeFileSync(path('ca.pem'), writePem('CERTIFICATE', authority.ca.certificate.der));
  execFileSync('openssl', [
    ...['pkcs12', '-export', '-inkey', path('key.pem'), '-in', path('leaf.pem')],
    ...['-certfile', path('ca.pem'), '-name', 'Bình', '-passout', 'pass:Mật khẩu'],
    ...['-out', path('theirs.p12'), ...options],
  ]);
  return readFileSync(path('theirs.p12'));
}

const codeOf = (bytes: Uint8Array, password: string): string => {
  const read = readPkcs12(bytes, password);
  return read.ok ? 'read' : read.refusal.code;
};

test('refusals', () => {
  const file = writePkcs12(keyFile(), 'đúng');
  assert.equal(codeOf(file, 'sai'), 'key-file-password-wrong');
  assert.equal(codeOf(file, ''), 'key-file-password-wrong');
  assert.equal(codeOf(file.subarray(0, file.length - 1), 'đúng'), 'key-file-unreadable');
  assert.equal(codeOf(Buffer.from('PK\x03\x04'), 'đúng'), 'key-file-unreadable');
  const other = { ...keyFile(), certificate: authority.ca.certificate, chain: [] };
  assert.equal(codeOf(writePkcs12(other, 'đúng'), 'đúng'), 'key-file-without-certificate');
  assert.equal(codeOf(fromOpenssl(['-nomac']), 'sai'), 'key-file-password-wrong');
  const onlyCertificates = ['pkcs12', '-export', '-nokeys', '-in', path('leaf.pem')];
  const output = ['-passout', 'pass:đúng', '-out', path('certs.p12')];
  execFileSync('openssl', [...onlyCertificates, ...output]);
  assert.equal(codeOf(readFileSync(path('certs.p12')), 'đúng'), 'key-file-without-key');
});

test('a changed octet is refused or changes nothing, and never throws', () => {
  const file = writePkcs12(keyFile(), 'đúng');
  for (let at = 0; at < 200; at += 1) {
    const changed = Buffer.from(file);
    const place = at < 100 ? at : file.length - 1 - (at - 100);
    changed[place] = (changed[place] ?? 0) ^ 0x41;
    const read = readPkcs12(changed, 'đúng');
    if (read.ok) assert.ok(read.value.privateKey.equals(teacher.privateKey), `octet ${place}`);
  }
});
