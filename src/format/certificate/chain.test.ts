import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Instant } from '../../domain/time/instant.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import { type ChainReport, checkChain } from './chain.ts';
import { createChainChecker } from './chain-cache.ts';
import { parsePem } from './pem.ts';
import { signerTrustOf } from './signer-trust.ts';
import { type TrustFile, trustStoreOf } from './trust-store.ts';

/** Certificates made by OpenSSL (test/fixtures/pki/make.ts). */
const folder = new URL('../../../test/fixtures/pki/', import.meta.url);
const file = (name: string): TrustFile => ({ name, bytes: readFileSync(new URL(name, folder)) });
const store = trustStoreOf(
  [
    ...['root.pem', 'ca.pem', 'root-p384.pem', 'ca-p256.pem'],
    ...['root.crl', 'ca.crl', 'root-p384.crl', 'ca-p256.crl'],
  ].map(file),
);

function certificateOf(name: string): Certificate {
  const [block] = parsePem(readFileSync(new URL(`${name}.pem`, folder), 'latin1')) ?? [];
  const read = parseCertificate(block?.der ?? Buffer.alloc(0));
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

const at = '2026-05-25T03:00:00Z' as Instant;

interface Options {
  readonly at?: string;
  readonly provenBy?: string;
  readonly trust?: typeof store;
}
function judge(name: string, { at: when = at, provenBy, trust = store }: Options = {}) {
  return checkChain({
    leaf: certificateOf(name),
    ...trust,
    at: when as Instant,
    provenBy: (provenBy ?? when) as Instant,
    usage: 'signature',
  });
}
const against = ({ findings }: ChainReport): string =>
  findings
    .filter(({ outcome }) => outcome !== 'passed')
    .map(({ code, outcome }) => `${outcome} ${code}`)
    .join();

test('the store knows roots from other authorities', () => {
  const names = (certificates: readonly Certificate[]): readonly string[] =>
    certificates.map(({ subject }) => subject.attributes.at(-1)?.value ?? '');
  assert.deepEqual(names(store.anchors), ['Gốc kiểm thử', 'Gốc P-384']);
  assert.deepEqual(names(store.intermediates), ['CA kiểm thử', 'CA P-256']);
  assert.equal(store.crls.length, 4);
  assert.deepEqual(store.faults, []);
});

for (const name of ['good', 'school', 'ec-p256', 'ec-p384']) {
  test(`${name}: every check passes`, () => {
    const report = judge(name);
    assert.equal(report.path.length, 3);
    assert.deepEqual(
      report.findings.map(({ code, outcome }) => `${outcome} ${code}`),
      [
        'passed path-trusted',
        'passed path-signatures-good',
        'passed path-in-validity',
        'passed path-usage-allowed',
        'passed path-not-revoked',
      ],
    );
  });
}

const refused: readonly (readonly [name: string, answer: string])[] = [
  ['expired', 'failed certificate-expired'],
  ['not-yet-valid', 'failed certificate-not-yet-valid'],
  ['revoked', 'failed certificate-revoked'],
  ['sha1', 'failed certificate-algorithm-refused'],
  ['rsa-1024', 'failed certificate-key-refused'],
  ['ec-p521', 'failed certificate-key-refused'],
  ['ed25519', 'failed certificate-key-refused'],
  ['not-for-signing', 'failed certificate-not-for-usage'],
  ['critical', 'failed critical-extension-unknown'],
  ['other-issuer', 'failed issuer-not-found'],
  ['self-made-root', 'failed issuer-not-found'],
  ['issued-by-teacher', 'failed issuer-not-found'],
  ['forged', 'failed certificate-signature-wrong'],
];
for (const [name, answer] of refused) {
  test(`${name}: ${answer}`, () => assert.equal(against(judge(name)), answer));
}

test('who is not an authority cannot issue, even when handed over as one', () => {
  const { findings } = checkChain({
    ...store,
    leaf: certificateOf('issued-by-teacher'),
    intermediates: [...store.intermediates, certificateOf('good')],
    at,
    usage: 'signature',
  });
  const codes = findings.filter(({ outcome }) => outcome === 'failed').map(({ code }) => code);
  assert.deepEqual(codes, ['issuer-not-authority', 'issuer-may-not-certify']);
});

test('a false CA of the right name does not hide the right one', () => {
  const intermediates = [certificateOf('false-ca'), ...store.intermediates];
  const trust = { ...store, intermediates };
  assert.equal(against(judge('good', { trust })), '');
  assert.notEqual(against(judge('forged', { trust })), '');
});

const times: readonly (readonly [title: string, name: string, options: Options, answer: string])[] =
  [
    [
      'valid to the last second',
      'good',
      { at: '2028-12-31T23:59:59Z' },
      'undetermined crl-out-of-date,undetermined crl-out-of-date',
    ],
    [
      'expired one second later',
      'good',
      { at: '2029-01-01T00:00:00Z' },
      'failed certificate-expired,undetermined crl-out-of-date',
    ],
    [
      'valid from the first second; a later list speaks for earlier times',
      'good',
      { at: '2026-01-01T00:00:00Z' },
      '',
    ],
    [
      'not yet valid one second before',
      'good',
      { at: '2025-12-31T23:59:59Z' },
      'failed certificate-not-yet-valid,failed certificate-not-yet-valid,failed certificate-not-yet-valid',
    ],
    [
      'revoked from that second',
      'revoked',
      { at: '2026-03-01T00:00:00Z' },
      'failed certificate-revoked',
    ],
    ['signed and proven before the revocation', 'revoked', { at: '2026-02-28T23:59:59Z' }, ''],
    [
      'signed before, as it says, but seen after the revocation',
      'revoked',
      { at: '2026-02-28T23:59:59Z', provenBy: at },
      'undetermined certificate-revoked-later',
    ],
    [
      'signed in time, seen after the certificate expired',
      'expired',
      { at: '2025-06-01T00:00:00Z', provenBy: at },
      'undetermined certificate-expired-later,failed certificate-not-yet-valid,failed certificate-not-yet-valid,undetermined crl-not-usable',
    ],
    [
      'the list has run out',
      'good',
      { at: '2027-05-01T00:00:01Z' },
      'undetermined crl-out-of-date,undetermined crl-out-of-date',
    ],
  ];
for (const [title, name, options, answer] of times) {
  test(title, () => assert.equal(against(judge(name, options)), answer));
}

test('no list, or a list that another key signed: undetermined, never valid', () => {
  const crls = store.crls.filter(({ issuer }) => !issuer.key.includes('ca kiểm thử'));
  assert.equal(against(judge('good', { trust: { ...store, crls } })), 'undetermined crl-missing');
  const own = store.crls.find((crl) => !crls.includes(crl));
  assert.ok(own !== undefined);
  const forged = { ...own, signature: Uint8Array.from(own.signature).fill(7, 0, 1) };
  const trust = { ...store, crls: [...crls, forged] };
  assert.equal(against(judge('good', { trust })), 'undetermined crl-not-usable');
  const strange = { ...own, unknownCritical: ['2.999.9'] };
  const unknown = { ...store, crls: [...crls, strange] };
  assert.equal(against(judge('good', { trust: unknown })), 'undetermined crl-not-usable');
});

test('the cache answers exactly as the check does, at every bound, and computes once between bounds', () => {
  const checker = createChainChecker(store);
  const leaf = certificateOf('revoked');
  const seconds = [
    '2025-12-31T23:59:59',
    '2026-01-01T00:00:00',
    '2026-02-28T23:59:59',
    '2026-03-01T00:00:00',
    '2026-03-01T00:00:01',
    '2026-04-30T23:59:59',
    '2026-05-01T00:00:00',
    '2027-05-01T00:00:00',
    '2027-05-01T00:00:01',
    '2028-12-31T23:59:59',
    '2029-01-01T00:00:00',
    '2051-01-01T00:00:00',
  ];
  const instants = seconds.map((second) => `${second}Z` as Instant);
  for (const early of instants) {
    for (const provenBy of instants.filter((each) => each >= early)) {
      const wanted = checkChain({ leaf, ...store, at: early, provenBy, usage: 'signature' });
      assert.deepEqual(
        checker.check(leaf, early, provenBy).findings,
        wanted.findings,
        `${early} ${provenBy}`,
      );
    }
  }
  const before = checker.computed;
  const good = certificateOf('good');
  for (let minute = 10; minute < 60; minute += 1) {
    const signedAt = `2026-05-25T03:${minute}:00Z` as Instant;
    assert.equal(against(checker.check(good, signedAt, at > signedAt ? at : signedAt)), '');
  }
  assert.equal(checker.computed, before + 1);
});

test('trust as the signature verifier asks for it', () => {
  const trust = signerTrustOf(store);
  const base64 = Buffer.from(certificateOf('school').der).toString('base64');
  const signer = trust.certificate(base64);
  assert.ok(signer !== undefined);
  assert.equal(trust.certificate(base64), signer);
  assert.equal(signer.name, 'Trường THCS Lê Lợi');
  assert.deepEqual(signer.ids, ['MST:0101234567-001']);
  assert.deepEqual([signer.keyType, signer.keyBits], ['rsa', 2048]);
  assert.ok(trust.chain(signer, at, at).every(({ outcome }) => outcome === 'passed'));
  assert.equal(trust.certificate('AAAA'), undefined);
  assert.equal(trust.certificate(`${base64}!`), undefined);
});

test('a folder of trust lists what it could not take', () => {
  const pem = readFileSync(new URL('root.pem', folder), 'latin1');
  const { faults, anchors } = trustStoreOf([
    { name: 'root.pem', bytes: Buffer.from(`Gốc\n${pem}${pem}`) },
    { name: 'README', bytes: Buffer.from('không phải chứng thư') },
    { name: 'cut.pem', bytes: Buffer.from(pem.slice(0, -30)) },
    {
      name: 'key.pem',
      bytes: Buffer.from('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'),
    },
    file('good.pem'),
    { name: 'cut.cer', bytes: certificateOf('ca').der.subarray(0, 500) },
    {
      name: 'bad.crl',
      bytes: Buffer.from('-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----'),
    },
  ]);
  assert.equal(anchors.length, 1);
  assert.deepEqual(
    faults.map(({ code, file: name }) => `${name} ${code}`),
    [
      'README trust-file-unreadable',
      'cut.pem trust-file-unreadable',
      'key.pem trust-entry-unknown',
      'good.pem trust-certificate-not-authority',
      'cut.cer trust-certificate-refused',
      'bad.crl trust-crl-refused',
    ],
  );
});
