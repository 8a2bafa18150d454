import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { PersonalId } from '../../domain/person/identity.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Certificate } from '../../format/certificate/certificate.ts';
import { checkChain } from '../../format/certificate/chain.ts';
import { holderOf } from '../../format/certificate/holder.ts';
import { writePem } from '../../format/certificate/pem.ts';
import { trustStoreOf } from '../../format/certificate/trust-store.ts';
import { type Authority, createAuthority, type IssueRequest, yearsAfter } from './authority.ts';
import { loadAuthority, saveAuthority } from './authority-store.ts';

const from = '2026-01-01T00:00:00Z' as Instant;
// OpenSSL's -attime takes seconds; the CRLs stand then.
const at = '2026-05-25T03:00:00Z' as Instant;
const later = '2026-12-31T00:00:00Z' as Instant;
const validity = { notBefore: from, notAfter: yearsAfter(from, 3) };

const folder = mkdtempSync(join(tmpdir(), 'hocba-authority-'));
after(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);

let authority: Authority;
const progress: number[] = [];
const requests: readonly IssueRequest[] = [
  {
    kind: 'person',
    subject: {
      name: 'Nguyễn Thị Ánh Tuyết',
      personalId: '001185012345' as PersonalId,
      organization: 'Trường THCS Nguyễn Trãi',
      title: 'Giáo viên',
      province: 'Hà Nội',
    },
    validity,
  },
  { kind: 'school', subject: { name: 'Trường THCS Nguyễn Trãi', taxCode: '0101234567' }, validity },
  {
    kind: 'person',
    subject: { name: 'Đỗ Văn Ước', personalId: '036088000001' as PersonalId },
    validity,
    key: 'ec-p384',
  },
];
before(async () => {
  authority = await createAuthority({
    name: 'Cơ quan chứng thực thử nghiệm Học bạ số',
    crlBase: 'http://crl.hocba.example',
    validFrom: from,
    rootKey: 'rsa-3072',
  });
  await authority.issueAll(requests, (done) => progress.push(done));
  writeFileSync(path('root.pem'), writePem('CERTIFICATE', authority.root.certificate.der));
  writeFileSync(path('ca.pem'), writePem('CERTIFICATE', authority.ca.certificate.der));
});

const issuedTo = (id: string): Certificate => {
  const credential = authority.issued.get(id);
  assert.ok(credential !== undefined, id);
  return credential.certificate;
};

/** What `openssl verify` says of a certificate with these CRLs. */
function openssl(certificate: Certificate, crls: { readonly root: Buffer; readonly ca: Buffer }) {
  writeFileSync(path('leaf.pem'), writePem('CERTIFICATE', certificate.der));
  writeFileSync(path('crls.pem'), writePem('X509 CRL', crls.root) + writePem('X509 CRL', crls.ca));
  return spawnSync(
    'openssl',
    [
      ...['verify', '-x509_strict', '-crl_check_all', '-attime', String(Date.parse(at) / 1000)],
      ...['-CAfile', path('root.pem'), '-untrusted', path('ca.pem')],
      ...['-CRLfile', path('crls.pem'), path('leaf.pem')],
    ],
    { encoding: 'utf8' },
  );
}

const emptyLists = () => authority.crls({ number: 1, thisUpdate: from, nextUpdate: later });

test('OpenSSL accepts every certificate and both lists', () => {
  assert.deepEqual(progress, [1, 2, 3]);
  for (const id of ['CCCD:001185012345', 'MST:0101234567', 'CCCD:036088000001']) {
    const { stdout, stderr, status } = openssl(issuedTo(id), emptyLists());
    assert.equal(status, 0, stdout + stderr);
  }
});

test('OpenSSL refuses a revoked one, and so do we, with the reason', () => {
  const { serial } = issuedTo('MST:0101234567');
  const revokedAt = '2026-02-01T00:00:00Z' as Instant;
  const crls = authority.crls({
    number: 2,
    thisUpdate: from,
    nextUpdate: later,
    revokedSubscribers: [{ serial, revokedAt, reason: 'keyCompromise' }],
  });
  assert.match(openssl(issuedTo('MST:0101234567'), crls).stderr, /certificate revoked/);
  assert.equal(openssl(issuedTo('CCCD:001185012345'), crls).status, 0);
  const store = trustStoreOf([
    { name: 'root.pem', bytes: readFileSync(path('root.pem')) },
    { name: 'ca.cer', bytes: authority.ca.certificate.der },
    { name: 'root.crl', bytes: crls.root },
    { name: 'ca.crl', bytes: crls.ca },
  ]);
  assert.deepEqual(store.faults, []);
  const leaf = issuedTo('MST:0101234567');
  const { findings } = checkChain({ leaf, ...store, at, usage: 'signature' });
  const revoked = findings.find(({ code }) => code === 'certificate-revoked');
  assert.deepEqual(revoked?.facts, {
    certificate: 'Trường THCS Nguyễn Trãi',
    serial,
    revokedAt,
    reason: 'keyCompromise',
  });
});

test('OpenSSL shows the names, extensions and lists that were meant', () => {
  const show = (command: string, file: string): string => {
    const options = ['-noout', '-text', '-nameopt', 'utf8,sep_comma_plus_space'];
    return execFileSync('openssl', [command, '-in', path(file), ...options], { encoding: 'utf8' });
  };
  writeFileSync(path('leaf.pem'), writePem('CERTIFICATE', issuedTo('CCCD:001185012345').der));
  const leaf = show('x509', 'leaf.pem');
  assert.match(
    leaf,
    /Subject: C=VN, ST=Hà Nội, O=Trường THCS Nguyễn Trãi, title=Giáo viên, CN=Nguyễn Thị Ánh Tuyết, UID=CCCD:001185012345/,
  );
  assert.match(leaf, /Key Usage: critical\s+Digital Signature, Non Repudiation\n/);
  assert.match(leaf, /Basic Constraints: critical\s+CA:FALSE/);
  assert.match(leaf, /URI:http:\/\/crl\.hocba\.example\/ca\.crl/);
  assert.match(leaf, /Policy: 2\.999\.1\.1/);
  assert.match(leaf, /Not After : Dec 31 23:59:59 2028 GMT/);
  assert.match(show('x509', 'ca.pem'), /Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
  assert.match(show('x509', 'root.pem'), /Basic Constraints: critical\s+CA:TRUE, pathlen:1/);
  const { serial } = issuedTo('MST:0101234567');
  const revokedAt = '2026-02-01T00:00:00Z' as Instant;
  const { ca } = authority.crls({
    number: 7,
    thisUpdate: from,
    nextUpdate: later,
    revokedSubscribers: [{ serial, revokedAt, reason: 'cessationOfOperation' }],
  });
  writeFileSync(path('ca.crl.pem'), writePem('X509 CRL', ca));
  const list = show('crl', 'ca.crl.pem');
  assert.match(list, new RegExp(`Serial Number: ${serial.toUpperCase()}`));
  assert.match(list, /Cessation Of Operation/);
  assert.match(list, /CRL Number:\s+7/);
});

test('the holder is read from the subject', () => {
  assert.deepEqual(holderOf(issuedTo('CCCD:001185012345')), {
    kind: 'person',
    personalId: '001185012345',
  });
  assert.deepEqual(holderOf(issuedTo('MST:0101234567')), {
    kind: 'organization',
    taxCode: '0101234567',
  });
  assert.equal(holderOf(authority.ca.certificate), undefined);
});

test('nothing is issued for more than three years', async () => {
  const long = { notBefore: from, notAfter: yearsAfter(from, 4) };
  const subject = { name: 'Trường', taxCode: '0101234567' };
  await assert.rejects(authority.issueSchool(subject, long), /three years/);
});

test('an authority goes on from its folder; keys are encrypted and for the owner only', async () => {
  const place = path('authority');
  await saveAuthority(authority, place, 'khẩu lệnh');
  const loaded = await loadAuthority(place, 'khẩu lệnh');
  assert.ok(loaded.ok);
  assert.equal(loaded.value.name, authority.name);
  assert.deepEqual([...loaded.value.issued.keys()], [...authority.issued.keys()]);
  assert.ok(loaded.value.ca.privateKey.equals(authority.ca.privateKey));
  assert.equal(statSync(place).mode & 0o777, 0o700);
  for (const file of readdirSync(place)) {
    assert.equal(statSync(join(place, file)).mode & 0o777, 0o600, file);
    assert.doesNotMatch(readFileSync(join(place, file), 'utf8'), /BEGIN (RSA )?PRIVATE/);
  }
  const fresh = await loaded.value.issueSchool(
    { name: 'Trường B', taxCode: '0109999999' },
    validity,
  );
  assert.equal(openssl(fresh.certificate, emptyLists()).status, 0);
});

test('a folder that cannot be used says why', async () => {
  const place = path('damaged');
  assert.deepEqual(await loadAuthority(place, 'x'), {
    ok: false,
    refusal: { code: 'authority-not-found' },
  });
  await saveAuthority(authority, place, 'khẩu lệnh');
  const codeOf = async (passphrase: string): Promise<string> => {
    const loaded = await loadAuthority(place, passphrase);
    return loaded.ok ? 'loaded' : loaded.refusal.code;
  };
  assert.equal(await codeOf('sai'), 'authority-passphrase-wrong');
  rmSync(join(place, `${authority.ca.certificate.sha256.slice(0, 32)}.pem`));
  assert.equal(await codeOf('khẩu lệnh'), 'authority-damaged');
  writeFileSync(join(place, 'authority.json'), '{"version":1,"name":');
  assert.equal(await codeOf('khẩu lệnh'), 'authority-damaged');
});
