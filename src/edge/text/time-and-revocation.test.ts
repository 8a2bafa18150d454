import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Instant } from '../../domain/time/instant.ts';
import type { OcspFinding } from '../../format/ocsp/finding.ts';
import type { TimeStampFinding } from '../../format/time-stamp/finding.ts';
import { ocspFindingText, ocspRefusalText } from './ocsp.ts';
import { timeStampFindingText, timeStampRefusalText } from './time-stamp.ts';

const failed = { outcome: 'failed' } as const;
const open = { outcome: 'undetermined' } as const;
const time = '2026-03-01T00:00:00Z' as Instant;
const about = { certificate: 'Nguyễn Thị Lan', serial: '53c2' };
const authority = 'TSA kiểm thử';
const responder = 'OCSP kiểm thử';

/** One finding of each code that calls for something to be done; the compiler keeps their facts right. */
const timeStamps: readonly TimeStampFinding[] = [
  { code: 'time-stamp-imprint-differs', ...failed, facts: {} },
  { code: 'time-stamp-imprint-algorithm-refused', ...failed, facts: { algorithm: 'sha1' } },
  { code: 'time-stamp-nonce-differs', ...failed, facts: {} },
  { code: 'time-stamp-policy-not-accepted', ...failed, facts: { policy: '1.2.3' } },
  {
    code: 'time-stamp-accuracy-too-wide',
    ...failed,
    facts: { accuracyMs: '5002', limitMs: '1000' },
  },
  { code: 'time-stamp-accuracy-not-stated', ...open, facts: { limitMs: '1000' } },
  { code: 'time-stamp-extension-unknown', ...failed, facts: { oid: '2.999.1' } },
  { code: 'time-stamp-from-future', ...failed, facts: { statedTime: time, provenBy: time } },
  { code: 'time-stamp-content-changed', ...failed, facts: {} },
  { code: 'time-stamp-digest-algorithm-refused', ...failed, facts: { algorithm: 'sha1' } },
  { code: 'time-stamp-signer-not-found', ...open, facts: { signer: 'CA 53c2' } },
  { code: 'time-stamp-signer-not-bound', ...failed, facts: { authority } },
  {
    code: 'time-stamp-signer-binding-refused',
    ...failed,
    facts: { authority, algorithm: 'sha1' },
  },
  { code: 'time-stamp-authority-name-differs', ...failed, facts: { authority } },
  { code: 'time-stamp-signature-wrong', ...failed, facts: { authority } },
  { code: 'time-stamp-signature-algorithm-refused', ...failed, facts: { algorithm: 'rsa-sha1' } },
];
const answers: readonly OcspFinding[] = [
  { code: 'ocsp-responder-not-found', ...open, facts: { responder } },
  { code: 'ocsp-responder-not-authorised', ...failed, facts: { responder, issuer: 'CA' } },
  { code: 'ocsp-signature-wrong', ...failed, facts: { responder } },
  { code: 'ocsp-signature-algorithm-refused', ...failed, facts: { algorithm: 'rsa-sha1' } },
  { code: 'ocsp-extension-unknown', ...failed, facts: { oid: '2.999.1' } },
  { code: 'ocsp-nonce-differs', ...failed, facts: {} },
  { code: 'ocsp-nonce-missing', ...open, facts: {} },
  { code: 'ocsp-from-future', ...failed, facts: { time, provenBy: time } },
  { code: 'ocsp-certificate-not-answered', ...open, facts: about },
  { code: 'ocsp-out-of-date', ...open, facts: { until: time } },
  { code: 'ocsp-silent-after-expiry', ...open, facts: { ...about, notAfter: time } },
  {
    code: 'ocsp-certificate-revoked',
    ...failed,
    facts: { ...about, revokedAt: time, reason: 'keyCompromise' },
  },
  { code: 'ocsp-certificate-unknown', ...open, facts: about },
];

for (const finding of [...timeStamps, ...answers]) {
  test(`${finding.code} has a sentence with its facts, and a remedy`, () => {
    const text = timeStampFindingText(finding) ?? ocspFindingText(finding);
    assert.ok(text?.remedy, finding.code);
    const facts = Object.values<string>(finding.facts);
    const told = facts.map((fact) => (fact === time ? '07:00 ngày 01/03/2026' : fact));
    const named = told.length === 0 || told.some((fact) => text.sentence.includes(fact));
    assert.ok(named || /\d giây/.test(text.sentence), text.sentence);
    assert.doesNotMatch(text.sentence, /undefined|keyCompromise|T00:/);
  });
}

test('seconds are written with a comma', () => {
  const finding = timeStamps.find(({ code }) => code === 'time-stamp-accuracy-too-wide');
  assert.equal(
    finding && timeStampFindingText(finding)?.sentence,
    'Sai số thời gian 5,002 giây vượt mức cho phép 1 giây.',
  );
});

test('what passed needs nothing done; codes of other tables are left to them', () => {
  const good = { code: 'time-stamp-signature-good', facts: { authority, algorithm: 'rsa-sha256' } };
  assert.equal(timeStampFindingText(good)?.remedy, null);
  assert.equal(timeStampFindingText({ code: 'path-trusted' }), undefined);
  assert.equal(ocspFindingText({ code: 'crl-missing' }), undefined);
});

test('refusals', () => {
  const failure = 'timeNotAvailable';
  assert.equal(
    timeStampRefusalText({ code: 'time-stamp-rejected', failure, text: 'no GPS' }).sentence,
    'Dịch vụ dấu thời gian từ chối: nguồn thời gian đang ngừng. Lời của dịch vụ: «no GPS».',
  );
  assert.match(
    timeStampRefusalText({ code: 'time-stamp-malformed', part: 'signer' }).sentence,
    /phần người ký/,
  );
  assert.match(
    ocspRefusalText({ code: 'ocsp-refused', status: 'tryLater' }).sentence,
    /hỏi lại sau/,
  );
});
