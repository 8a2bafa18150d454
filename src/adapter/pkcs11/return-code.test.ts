import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layoutOf, tripleOf } from './layout.ts';
import { nameOfCode } from './return-code.ts';
import { wholeRefusal } from './sign-batch.ts';
import { signaturePlan } from './signature-input.ts';

const token = { label: 'Cô Lan', model: '', serial: '12AB', flags: 0, certificates: [] };
const low = 0x10000;
const lastTry = 0x20000;
const locked = 0x40000;

/**
 * SoftHSM2 2.6.1 locks no PIN (twelve wrong ones leave it open), so that CKR_PIN_LOCKED and most other answers are held by
 * the specification's numbers alone.
 */
const cases = [
  { code: 0xa0, flags: 0, expected: { code: 'pin-wrong' } },
  { code: 0xa0, flags: low, expected: { code: 'pin-wrong', tries: 'few' } },
  { code: 0xa0, flags: low | lastTry, expected: { code: 'pin-wrong', triesLeft: '1' } },
  { code: 0xa0, flags: locked, expected: { code: 'pin-locked', triesLeft: '0' } },
  { code: 0xa2, flags: 0, expected: { code: 'pin-wrong' } },
  { code: 0xa4, flags: locked, expected: { code: 'pin-locked', triesLeft: '0' } },
  { code: 0x32, flags: null, expected: { code: 'token-removed' } },
  { code: 0xe0, flags: 0, expected: { code: 'token-removed' } },
  { code: 0xb3, flags: 0, expected: { code: 'token-removed' } },
  { code: 0x05, flags: null, expected: { code: 'token-removed' } },
  { code: 0x05, flags: 0, expected: undefined },
  { code: 0x30, flags: 0, expected: undefined },
  { code: 0x80001234, flags: 0, expected: undefined },
  { code: 0x68, flags: 0, expected: { code: 'key-not-usable' } },
  { code: 0x102, flags: 0, expected: { code: 'key-not-usable' } },
  { code: 0x200, flags: 0, expected: { code: 'approval-declined' } },
] as const;

for (const { code, flags, expected } of cases) {
  test(`${nameOfCode(code)} with flags ${flags} means ${expected?.code ?? 'an outage'}`, () => {
    const refusal = wholeRefusal({ code, flags }, token);
    assert.equal(refusal?.code, expected?.code);
    if (refusal === undefined || expected === undefined) return;
    assert.equal(refusal.facts['place'], 'Cô Lan (12AB)');
    const { triesLeft, tries } = { triesLeft: undefined, tries: undefined, ...expected };
    assert.equal(refusal.facts['triesLeft'], triesLeft);
    assert.equal(refusal.facts['tries'], tries);
  });
}

test("vendors' own codes are told by their number", () => {
  assert.equal(nameOfCode(0x80001234), 'CKR 0x80001234');
});

test('structures: CK_ATTRIBUTE and the function list by platform', () => {
  const linux = layoutOf('linux', 'x64');
  assert.deepEqual([tripleOf(linux).size, linux.firstFunction], [24, 8]);
  const windows = layoutOf('win32', 'x64');
  assert.deepEqual(
    [tripleOf(windows).pointer, tripleOf(windows).size, windows.firstFunction],
    [4, 16, 2],
  );
});

test('the token hashes only where it offers nothing else; what it does not offer is not asked of it', () => {
  const bytes = Buffer.from('SignedInfo');
  const own = signaturePlan('rsa-sha256', new Set([0x1, 0x40]));
  assert.equal(own?.mechanism, 0x1);
  assert.equal(own.input(bytes).length, 19 + 32);
  const hashing = signaturePlan('rsa-sha256', new Set([0x40]));
  assert.equal(hashing?.mechanism, 0x40);
  assert.deepEqual(hashing.input(bytes), bytes);
  assert.equal(signaturePlan('ecdsa-sha384', new Set([0x1041]))?.input(bytes).length, 48);
  assert.equal(signaturePlan('ecdsa-sha256', new Set([0x1])), undefined);
});
