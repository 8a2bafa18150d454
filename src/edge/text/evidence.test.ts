import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EvidenceFinding } from '../../format/evidence/finding.ts';
import { evidenceText } from './evidence.ts';
import { stampRefusalSentence } from './stamp.ts';

const time = '2026-03-01T00:00:00Z';
const stamp = '2';
const failed = 'failed' as const;
const open = 'undetermined' as const;

const findings: readonly EvidenceFinding[] = [
  { code: 'evidence-head-refused', outcome: failed, facts: { reason: 'no-known-signature' } },
  { code: 'evidence-head-keys-missing', outcome: open, facts: {} },
  { code: 'evidence-token-unreadable', outcome: failed, facts: { stamp, fault: 'x' } },
  { code: 'evidence-place-impossible', outcome: failed, facts: { stamp } },
  {
    code: 'evidence-digest-differs',
    outcome: failed,
    facts: { stamp, stated: 'sha512', found: 'sha256' },
  },
  {
    code: 'evidence-stamp-wrong',
    outcome: failed,
    facts: { stamp, codes: 'time-stamp-imprint-differs', until: time },
  },
  {
    code: 'evidence-stamp-open',
    outcome: open,
    facts: { stamp, codes: 'certificate-expired-later crl-out-of-date', until: time },
  },
  {
    code: 'evidence-digest-retired',
    outcome: open,
    facts: { stamp, algorithm: 'sha256', since: time, until: time },
  },
  { code: 'evidence-tree-retired', outcome: open, facts: { algorithm: 'sha256', since: time } },
  { code: 'evidence-of-other-head', outcome: failed, facts: { size: '9' } },
  { code: 'evidence-head-without-record', outcome: failed, facts: { size: '9', leafIndex: '12' } },
  { code: 'evidence-record-not-rehashed', outcome: open, facts: { since: time } },
];

for (const finding of findings) {
  test(`${finding.code} says what is wrong and what to do`, () => {
    const { sentence, remedy } = evidenceText(finding);
    assert.match(sentence, /^[^a-z].*\.$/u);
    assert(remedy);
    assert.doesNotMatch(sentence, /undefined|T00:|certificate-|crl-/);
    if ('stamp' in finding.facts) assert.match(sentence, /thứ 2/);
  });
}

test('what passed tells the time as people read it, and needs nothing done', () => {
  const facts = { time, size: '7' };
  const { sentence, remedy } = evidenceText({
    code: 'evidence-record-time',
    outcome: 'passed',
    facts,
  });
  assert.match(sentence, /07:00 ngày 01\/03\/2026/);
  assert.equal(remedy, null);
});

test('why no stamp was taken', () => {
  const codes = ['crl-missing', 'crl-missing'];
  assert.match(stampRefusalSentence({ code: 'stamp-not-accepted', codes }), /\(crl-missing\)/);
  assert.match(stampRefusalSentence({ code: 'no-authority' }), /timeStamp/);
});
