import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServiceRefusalCode } from '../../app/signing/ports.ts';
import { serviceRefusalText, signingServiceOutageText } from './signing-service.ts';

const codes: { readonly [C in ServiceRefusalCode]: Readonly<Record<string, string>> } = {
  'token-absent': { place: 'Token 1' },
  'token-removed': { place: 'Token 1' },
  'pin-wrong': { place: 'Token 1', triesLeft: '2' },
  'pin-locked': { place: 'Token 1' },
  'pin-cancelled': {},
  'certificate-not-found': { place: 'VNPT SmartCA' },
  'certificate-not-usable': { place: 'VNPT SmartCA', status: 'revoked' },
  'key-not-usable': { place: 'VNPT SmartCA', code: '4003' },
  'approval-declined': { place: 'VNPT SmartCA' },
  'approval-expired': { place: 'VNPT SmartCA' },
  'credential-refused': { place: 'VNPT SmartCA', missing: 'OTP' },
  'too-many-items': { place: 'VNPT SmartCA', limit: '50' },
  'item-refused': { place: 'VNPT SmartCA', code: '4004' },
};

const coded = Object.entries(codes) as [ServiceRefusalCode, Readonly<Record<string, string>>][];

for (const [code, facts] of coded) {
  test(`${code}: a sentence with its facts, and what to do; sensible without facts too`, () => {
    const { sentence, remedy } = serviceRefusalText({ code, facts });
    assert.ok(remedy);
    for (const fact of Object.values(facts)) {
      if (fact !== 'revoked') assert.ok(sentence.includes(fact), sentence);
    }
    const bare = serviceRefusalText({ code, facts: {} });
    for (const words of [sentence, remedy, bare.sentence]) {
      assert.doesNotMatch(words, /undefined| {2}|revoked|\(\)/);
      assert.match(words, /^\p{Lu}.*\.$/u);
    }
  });
}

test('a status that we do not know is told as the provider writes it', () => {
  const facts = { status: 'LOCKED-3' };
  const { sentence } = serviceRefusalText({ code: 'certificate-not-usable', facts });
  assert.match(sentence, /«LOCKED-3»/);
});

test('every outage says what happened and what to do', () => {
  for (const [what, remedy] of Object.values(signingServiceOutageText)) {
    assert.match(what, /\.$/);
    assert.match(remedy, /\.$/);
  }
});
