import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aDigest, anInstant, signerSchool, someFacts } from '../../../test/support/signers.ts';
import type { CertificateState } from './certificate.ts';
import { expiringCertificates } from './expiring-certificates.ts';

const now = anInstant('2026-06-01T10:00:00Z');
const one = (until: string, state: CertificateState = 'approved', digest = 'c1') => ({
  ...someFacts({ certificate: aDigest(digest), validUntil: anInstant(until) }),
  school: signerSchool.code,
  state,
});

/** Ends at; warned of within 30 days; days left. */
const boundaries: readonly (readonly [string, number | null])[] = [
  ['2026-07-01T10:00:01Z', null],
  ['2026-07-01T10:00:00Z', 30],
  ['2026-07-01T09:59:59Z', 29],
  ['2026-06-02T09:59:59Z', 0],
  ['2026-06-01T10:00:00Z', 0],
  ['2026-06-01T09:59:59Z', -1],
  ['2026-05-01T10:00:00Z', -31],
];
for (const [until, expected] of boundaries) {
  test(`ends ${until}: ${expected ?? 'no warning'}`, () => {
    const [warning] = expiringCertificates([one(until)], now, 30);
    assert.equal(warning?.daysLeft ?? null, expected);
    assert.notEqual(warning?.isRenewed, true);
  });
}

test('what no longer counts is not warned about; the first to end comes first', () => {
  const list = [
    one('2026-06-20T00:00:00Z', 'approved', 'c1'),
    one('2026-06-10T00:00:00Z', 'suspended', 'c2'),
    one('2026-06-10T00:00:00Z', 'withdrawn', 'c3'),
    one('2026-06-10T00:00:00Z', 'proposed', 'c4'),
    one('2026-06-10T00:00:00Z', 'replaced', 'c5'),
  ];
  const found = expiringCertificates(list, now, 30).map(({ certificate }) => certificate);
  assert.deepEqual(
    found.map(({ certificate }) => certificate.slice(0, 2)),
    ['c2', 'c1'],
  );
});

test('a holder with an approved certificate that lasts longer is renewed', () => {
  const old = one('2026-06-20T00:00:00Z');
  const renewed = (state: CertificateState) =>
    expiringCertificates([old, one('2028-01-01T00:00:00Z', state, 'c2')], now, 30)[0]?.isRenewed;
  assert.equal(renewed('approved'), true);
  assert.equal(renewed('proposed'), false);
});
