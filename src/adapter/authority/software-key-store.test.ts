import assert from 'node:assert/strict';
import { verify } from 'node:crypto';
import { test } from 'node:test';
import { makeKeyPair, type NewKey } from './key-pair.ts';
import { createSoftwareKeyStore } from './software-key-store.ts';

const cases: readonly (readonly [
  NewKey,
  'rsa-sha256' | 'ecdsa-sha256' | 'ecdsa-sha384',
  number,
])[] = [
  ['rsa-2048', 'rsa-sha256', 256],
  ['ec-p256', 'ecdsa-sha256', 64],
  ['ec-p384', 'ecdsa-sha384', 96],
];

for (const [kind, algorithm, length] of cases) {
  test(`${kind} signs ${algorithm} as XML signatures hold it`, async () => {
    const { publicKey, privateKey } = await makeKeyPair(kind);
    const store = createSoftwareKeyStore();
    store.add('lan', privateKey);
    assert.ok(store.has('lan'));
    assert.equal(store.algorithmOf('lan'), algorithm);
    const bytes = Buffer.from('học bạ');
    const hash = algorithm === 'ecdsa-sha384' ? 'sha384' : 'sha256';
    const values = [
      store.sign('lan', bytes, algorithm),
      await store.signAsync('lan', bytes, algorithm),
    ];
    for (const value of values) {
      assert.equal(value.length, length);
      assert.ok(verify(hash, bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, value));
    }
  });
}

test('a key that is not there, or of another kind, is a bug of the caller', async () => {
  const store = createSoftwareKeyStore();
  assert.throws(() => store.sign('lan', Buffer.alloc(1), 'rsa-sha256'), /no key lan/);
  store.add('lan', (await makeKeyPair('ec-p256')).privateKey);
  assert.throws(() => store.sign('lan', Buffer.alloc(1), 'rsa-sha256'), /cannot sign/);
});
