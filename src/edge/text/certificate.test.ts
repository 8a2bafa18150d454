import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Instant } from '../../domain/time/instant.ts';
import type { ChainFinding } from '../../format/certificate/chain-finding.ts';
import { chainFindingText } from './certificate.ts';
import { certificateFaultText, keyFileRefusalText, trustFaultText } from './certificate-file.ts';

const about = { certificate: 'Nguyễn Thị Lan', serial: '53c2' };
const issuer = 'CA kiểm thử';
const time = '2026-03-01T00:00:00Z' as Instant;
const failed = { outcome: 'failed' } as const;
const open = { outcome: 'undetermined' } as const;

/** One finding of each code that calls for something to be done; the compiler keeps their facts right. */
const findings: readonly ChainFinding[] = [
  { code: 'issuer-not-found', ...failed, facts: { ...about, issuer } },
  { code: 'certificate-signature-wrong', ...failed, facts: { ...about, issuer } },
  { code: 'certificate-algorithm-refused', ...failed, facts: { ...about, algorithm: 'rsa-sha1' } },
  { code: 'certificate-key-refused', ...failed, facts: { ...about, key: 'RSA 1024' } },
  { code: 'certificate-expired', ...failed, facts: { ...about, notAfter: time } },
  { code: 'certificate-not-yet-valid', ...failed, facts: { ...about, notBefore: time } },
  { code: 'issuer-not-authority', ...failed, facts: about },
  { code: 'issuer-may-not-certify', ...failed, facts: about },
  { code: 'path-too-long', ...failed, facts: { ...about, allowed: '0' } },
  { code: 'certificate-not-for-usage', ...failed, facts: { ...about, usage: 'signature' } },
  { code: 'critical-extension-unknown', ...failed, facts: { ...about, oid: '2.999.7' } },
  { code: 'name-outside-constraints', ...failed, facts: { ...about, authority: issuer } },
  { code: 'policy-not-accepted', ...failed, facts: about },
  {
    code: 'certificate-revoked',
    ...failed,
    facts: { ...about, revokedAt: time, reason: 'keyCompromise' },
  },
  {
    code: 'certificate-revoked-later',
    ...open,
    facts: { ...about, revokedAt: time, reason: 'superseded' },
  },
  { code: 'certificate-expired-later', ...open, facts: { ...about, notAfter: time } },
  { code: 'crl-missing', ...open, facts: { ...about, issuer } },
  { code: 'crl-out-of-date', ...open, facts: { ...about, issuer, nextUpdate: time } },
  { code: 'crl-not-usable', ...open, facts: { ...about, issuer } },
];

for (const finding of findings) {
  test(`${finding.code} has a sentence with its facts, and a remedy`, () => {
    const text = chainFindingText(finding);
    assert.ok(text?.remedy, finding.code);
    const facts = Object.entries<string>(finding.facts);
    const named = facts.some(([, fact]) => text.sentence.includes(fact));
    assert.ok(named, text.sentence);
    assert.doesNotMatch(text.sentence, /undefined|\bsignature\b|keyCompromise|superseded|T00:/);
  });
}

test('what passed has a sentence and needs nothing done', () => {
  const text = chainFindingText({
    code: 'path-trusted',
    facts: { anchor: 'Gốc', length: '3' },
  } as { readonly code: string });
  assert.equal(text?.remedy, null);
  assert.match(text.sentence, /«Gốc»/);
});

test('codes of other tables are left to them', () =>
  assert.equal(chainFindingText({ code: 'content-changed' }), undefined));

test('a revocation is told with time and reason', () => {
  const finding = findings.find(({ code }) => code === 'certificate-revoked');
  assert.equal(
    finding && chainFindingText(finding)?.sentence,
    'Chứng thư số của Nguyễn Thị Lan đã bị thu hồi từ 07:00 ngày 01/03/2026 (khóa bí mật bị lộ), trước khi ký.',
  );
});

test('files: certificates, lists, folders of trust, keys', () => {
  assert.equal(
    certificateFaultText({ code: 'certificate-malformed', part: 'validity' }).sentence,
    'Chứng thư số sai quy cách ở phần thời hạn.',
  );
  assert.equal(
    trustFaultText({ code: 'trust-crl-refused', file: 'a.crl', fault: { code: 'crl-not-der' } })
      .sentence,
    'Tệp a.crl: tệp không phải danh sách thu hồi chứng thư số.',
  );
  assert.equal(
    keyFileRefusalText({ code: 'key-file-password-wrong' }).sentence,
    'Mật khẩu của tệp khóa không đúng.',
  );
  assert.match(
    keyFileRefusalText({ code: 'authority-damaged', file: 'authority.json' }).sentence,
    /authority\.json/,
  );
});
