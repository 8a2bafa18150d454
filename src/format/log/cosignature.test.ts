import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { test } from 'node:test';
import { type Instant, instantOf, parseInstant } from '../../domain/time/instant.ts';
import { cosign, verifyCosignature } from './cosignature.ts';
import { parseVerifierKey, privateKeyOf, type SignerKey, signerKey, verifierOf } from './key.ts';
import { type Note, openNote, parseNote, signNote, writeNote } from './note.ts';

// A checkpoint as Google's log and Geomys' witness published it; the log's own key is of a kind that we do not know.
const published =
  'coachandhorses2026h1.staging.certificate.transparency.goog\n185550722\nYXAM0VmnrfvLaBCOOYSJhCaE5F10oGBOo+hkbDa1kng=\n\n' +
  '— coachandhorses2026h1.staging.certificate.transparency.goog MpXgsHy8ZwxXnO+WjtVrPxAzL49Rs1gWTkNVNeEa//5peAzaocRCB3qt3EaibjzY5GILLtGgBP7dBhgcSHy+JQh0OAc=\n' +
  '— witness.navigli.sunlight.geomys.org o+AP4gAAAABqb7DzNrGFRJnQ9vrJ8xpnwZytnr/ZYczDIsvwvouiSjwOjn7a72ccxBk+lKnZ7dKqkYKER1s/KxLTaVwQD7lJZTC/CQ==\n';
const navigli = parseVerifierKey(
  'witness.navigli.sunlight.geomys.org+a3e00fe2+BNy/co4C1Hn1p+INwJrfUlgz7W55dSZReusH/GhUhJ/G',
);

function parsed(text: string): Note {
  const note = parseNote(text);
  assert.ok(note.ok, JSON.stringify(note));
  return note.value;
}

function witness(byte: number): SignerKey {
  const key = privateKeyOf(new Uint8Array(32).fill(byte));
  assert.ok(key);
  const named = signerKey('bo.example/witness', key, 'cosignature/v1');
  assert.ok(named.ok);
  return named.value;
}

function instant(text: string): Instant {
  const at = parseInstant(text);
  assert.ok(at);
  return at;
}

test('a cosignature that a public witness published is verified, with its time', () => {
  assert.ok(navigli.ok);
  const found = verifyCosignature(parsed(published), navigli.value);
  assert.ok(found.ok, JSON.stringify(found));
  assert.equal(found.value.at, instantOf(0x6a6fb0f3 * 1000));
  const other = parsed(published.replace('185550722', '185550723'));
  assert.deepEqual(verifyCosignature(other, navigli.value), {
    ok: false,
    refusal: { code: 'cosignature-invalid', name: navigli.value.name },
  });
});

test("the specification's example line holds the time of its example message", () => {
  const line =
    'x\n\n— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n';
  const signature = parsed(line).signatures[0];
  assert.ok(signature);
  assert.equal(signature.keyId, 0x8d66cf3f);
  const view = new DataView(signature.signature.buffer, signature.signature.byteOffset);
  assert.equal(view.getBigUint64(0), 1679315147n);
});

const text = 'so-hanoi.example/hocba\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';
const at = instant('2026-06-10T08:00:00Z');

test('a witness cosigns; the latest of its times counts', () => {
  const key = witness(3);
  const first = cosign(text, key, at);
  const later = cosign(text, key, instant('2026-06-11T08:00:00Z'));
  assert.ok(first.ok && later.ok);
  const note = parsed(writeNote({ text, signatures: [later.value, first.value] }));
  const found = verifyCosignature(note, verifierOf(key));
  assert.ok(found.ok);
  assert.equal(found.value.at, '2026-06-11T08:00:00Z');
});

test('a changed time, text or key fails; one wrong line spoils the right one', () => {
  const key = witness(3);
  const made = cosign(text, key, at);
  assert.ok(made.ok);
  const code = (note: Note, by: SignerKey): string => {
    const found = verifyCosignature(note, verifierOf(by));
    return found.ok ? 'ok' : found.refusal.code;
  };
  const note = { text, signatures: [made.value] };
  assert.equal(code(note, key), 'ok');
  assert.equal(code(note, witness(4)), 'cosignature-missing');
  assert.equal(code({ text, signatures: [] }, key), 'cosignature-missing');
  assert.equal(code({ ...note, text: text.replace('\n0\n', '\n1\n') }, key), 'cosignature-invalid');
  const moved = Uint8Array.from(made.value.signature);
  moved[7] = (moved[7] ?? 0) ^ 1;
  const late = { ...made.value, signature: moved };
  assert.equal(code({ text, signatures: [late] }, key), 'cosignature-invalid');
  assert.equal(code({ text, signatures: [made.value, late] }, key), 'cosignature-invalid');
  const short = { ...made.value, signature: made.value.signature.subarray(1) };
  assert.equal(code({ text, signatures: [short] }, key), 'cosignature-malformed');
  const endless = Uint8Array.from(made.value.signature).fill(255, 0, 8);
  const never = { ...made.value, signature: endless };
  assert.equal(code({ text, signatures: [never] }, key), 'cosignature-malformed');
});

test('a cosigning key does not sign notes, and a note key does not cosign', () => {
  const key = witness(3);
  const plain: SignerKey = { ...key, kind: 'ed25519' };
  assert.deepEqual(cosign(text, plain, at), {
    ok: false,
    refusal: { code: 'key-not-for-cosigning' },
  });
  assert.deepEqual(signNote(text, [key]), { ok: false, refusal: { code: 'key-not-for-notes' } });
  // A signature over the bare text, under the witness's identifier, is neither a note signature nor a cosignature.
  const signature = sign(null, Buffer.from(text), key.key);
  const note = { text, signatures: [{ name: key.name, keyId: key.id, signature }] };
  assert.ok(!openNote(note, [verifierOf(key)]).ok);
  assert.ok(!verifyCosignature(note, verifierOf(key)).ok);
  assert.ok(!cosign(text, key, instant('1969-12-31T23:59:59Z')).ok);
});
