import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  isKeyName,
  parseSignerKey,
  parseVerifierKey,
  privateKeyOf,
  publicKeyOf,
  rawPublicKey,
  seedOf,
  signerKey,
  verifierKey,
  verifierOf,
  writeSignerKey,
  writeVerifierKey,
} from './key.ts';

// Keys that others published: the signed-note specification, Go's sumdb/note tests, public witnesses and logs.
const published = [
  'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop',
  'geomys.org/witness/test-log+c0787ff4+AeMb5VOzy60PTGdGmLPxOKGAa0jNyDGsgv2rnprGju1t',
  'witness.navigli.sunlight.geomys.org+a3e00fe2+BNy/co4C1Hn1p+INwJrfUlgz7W55dSZReusH/GhUhJ/G',
  'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2',
] as const;
const peter = published[1];
const peterPrivate =
  'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';

test('published verifier keys are read and written unchanged', () => {
  for (const text of published) {
    const key = parseVerifierKey(text);
    assert.ok(key.ok, text);
    assert.equal(writeVerifierKey(key.value), text);
    assert.equal(key.value.kind, text.includes('+B') ? 'cosignature/v1' : 'ed25519');
  }
});

test('a published signer key is read, written, and yields its verifier key', () => {
  const key = parseSignerKey(peterPrivate);
  assert.ok(key.ok);
  assert.equal(writeSignerKey(key.value), peterPrivate);
  assert.equal(writeVerifierKey(verifierOf(key.value)), peter);
});

test('no part of a verifier key is a verifier key, and no other character will do', () => {
  for (let from = 0; from < peter.length; from += 1) {
    for (let to = from + 1; to <= peter.length; to += 1) {
      const part = peter.slice(from, to);
      if (part !== peter) assert.ok(!parseVerifierKey(part).ok, part);
    }
    const next = String.fromCharCode(peter.charCodeAt(from) + 1);
    const mangled = peter.slice(0, from) + next + peter.slice(from + 1);
    assert.ok(!parseVerifierKey(mangled).ok, mangled);
  }
});

test('faults of keys carry their code', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==', 'key-malformed'],
    ['PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'key-type-unknown'],
    [peter.replace('c74f20a3', 'c74f20a4'), 'key-id-differs'],
    [peter.replace('c74f20a3', 'C74F20A3'), 'key-malformed'],
    [peter.replace('Peter', 'Peter '), 'key-name-impossible'],
    [peter.replace('PeterNeumann', ''), 'key-name-impossible'],
    ['rekor.sigstore.dev+12345678+AwEB', 'key-type-unknown'],
    [peterPrivate, 'key-malformed'],
  ];
  for (const [text, code] of cases) {
    const key = parseVerifierKey(text);
    assert.equal(key.ok ? 'ok' : key.refusal.code, code, text);
  }
  const asPublic = parseSignerKey(peter);
  assert.equal(asPublic.ok ? 'ok' : asPublic.refusal.code, 'key-malformed');
});

test('raw bytes and keys turn into each other (RFC 8032, 7.1, test 1)', () => {
  const seed = Buffer.from(
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'hex',
  );
  const raw = Buffer.from(
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    'hex',
  );
  const key = privateKeyOf(seed);
  assert.ok(key);
  assert.deepEqual(seedOf(key), seed);
  assert.deepEqual(rawPublicKey(key), raw);
  const half = publicKeyOf(raw);
  assert.ok(half);
  assert.deepEqual(rawPublicKey(half), raw);
  assert.equal(publicKeyOf(raw.subarray(1)), undefined);
  assert.equal(privateKeyOf(Buffer.concat([seed, raw])), undefined);
});

test('the same key has another identifier under another name or kind', () => {
  const key = privateKeyOf(new Uint8Array(32));
  assert.ok(key);
  const ids = [
    verifierKey('so-hanoi.example', key),
    verifierKey('so-hanoi.example', key, 'cosignature/v1'),
    verifierKey('bo.example', key),
  ].map((made) => (made.ok ? made.value.id : undefined));
  assert.equal(new Set(ids).size, 3);
  assert.ok(!ids.includes(undefined));
  const half = publicKeyOf(rawPublicKey(key));
  assert.ok(half);
  assert.ok(!signerKey('so-hanoi.example', half).ok);
});

test('key names hold no spaces, plus signs or control characters', () => {
  for (const name of ['a', 'so-hanoi.example/hocba', 'Sở-Hà-Nội']) assert.ok(isKeyName(name), name);
  for (const name of [
    '',
    'a b',
    'a+b',
    'a\u00a0b',
    'a\u2003b',
    'a\nb',
    'a\u0085b',
    'a\u0001b',
    '\ud800',
  ]) {
    assert.ok(!isKeyName(name), JSON.stringify(name));
  }
});
