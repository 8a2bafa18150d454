import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  parseSignerKey,
  parseVerifierKey,
  privateKeyOf,
  type SignerKey,
  signerKey,
  type VerifierKey,
  verifierOf,
} from './key.ts';
import { openNote, parseNote, signNote, writeNote } from './note.ts';

const peterText =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const peterLine =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const peterNote = `${peterText}\n${peterLine}`;

function verifier(text: string): VerifierKey {
  const key = parseVerifierKey(text);
  assert.ok(key.ok);
  return key.value;
}
const peter = verifier('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
const foo = verifier('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k');

function signer(name: string, byte: number): SignerKey {
  const key = privateKeyOf(new Uint8Array(32).fill(byte));
  assert.ok(key);
  const named = signerKey(name, key);
  assert.ok(named.ok);
  return named.value;
}

function open(text: string, keys: readonly VerifierKey[]): string {
  const note = parseNote(text);
  if (!note.ok) return note.refusal.code;
  const opened = openNote(note.value, keys);
  return opened.ok ? opened.value.map(({ name }) => name).join(' ') : opened.refusal.code;
}

test("the specification's note and Go's are opened", () => {
  const note =
    'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';
  assert.equal(open(note, [foo]), 'example.com/foo');
  assert.equal(open(peterNote, [foo, peter]), 'PeterNeumann');
});

test("signing with Go's key gives Go's note, byte for byte", () => {
  const key = parseSignerKey(
    'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  );
  assert.ok(key.ok);
  const note = signNote(peterText, [key.value]);
  assert.ok(note.ok);
  assert.equal(writeNote(note.value), peterNote);
});

test("the specification's poem parts at its last blank line and is written back unchanged", () => {
  const poem =
    'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n';
  const note = parseNote(poem);
  assert.ok(note.ok);
  assert.ok(note.value.text.endsWith('\n\ned è subito sera.\n'));
  assert.equal(note.value.signatures[0]?.keyId, 0x367ba04b);
  assert.equal(writeNote(note.value), poem);
});

test('several sign; unknown ones are passed over; one wrong known signature refuses all', () => {
  const a = signer('a.example', 1);
  const b = signer('b.example', 2);
  const note = signNote('hello\n', [a, b]);
  assert.ok(note.ok);
  const text = writeNote(note.value);
  const [keyA, keyB] = [verifierOf(a), verifierOf(b)];
  assert.equal(open(text, [keyA, keyB]), 'a.example b.example');
  assert.equal(open(text, [keyB]), 'b.example');
  assert.equal(open(text, [peter]), 'no-known-signature');
  assert.equal(open(text, []), 'no-known-signature');
  assert.equal(open(text.replace('hello', 'hallo'), [keyA]), 'signature-invalid');
  // A known name with an unknown identifier is unknown, and so is a known identifier under another name.
  assert.equal(open(text, [{ ...keyA, id: keyA.id + 1 }, keyB]), 'b.example');
  assert.equal(open(text.replace('— a.', '— c.'), [keyA, keyB]), 'b.example');
  // b's bytes under a's name and identifier: a is known, so the note falls.
  const forged = { ...note.value, signatures: note.value.signatures.map((s) => ({ ...s })) };
  const [first, second] = forged.signatures;
  assert.ok(first && second);
  const swapped = {
    text: forged.text,
    signatures: [{ ...first, signature: second.signature }, second],
  };
  assert.equal(open(writeNote(swapped), [keyA, keyB]), 'signature-invalid');
  assert.equal(open(writeNote(swapped), [keyB]), 'b.example');
  // The same signature twice is one signer; a good and a bad one of the same key are refused.
  const twice = { text: forged.text, signatures: [first, first] };
  assert.equal(open(writeNote(twice), [keyA]), 'a.example');
  const mixed = {
    text: forged.text,
    signatures: [first, { ...first, signature: second.signature }],
  };
  assert.equal(open(writeNote(mixed), [keyA]), 'signature-invalid');
  // A signature of another length is a wrong one, not a crash.
  const short = { text: forged.text, signatures: [{ ...first, signature: Uint8Array.of(1) }] };
  assert.equal(open(writeNote(short), [keyA]), 'signature-invalid');
});

test('texts that are not notes carry their code', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['', 'note-unfinished'],
    [peterText, 'note-without-signatures'],
    [`${peterText}\n`, 'note-without-signatures'],
    [peterNote.slice(0, -1), 'note-unfinished'],
    [`${peterText}${peterLine}`, 'note-without-signatures'],
    [`${peterNote}\n`, 'note-without-signatures'],
    [`${peterText}\n${peterLine.replace('— ', '-- ')}`, 'note-signature-malformed'],
    [`${peterText}\n${peterLine.replace('— ', '—')}`, 'note-signature-malformed'],
    [`${peterText}\n${peterLine.replace('— ', '—  ')}`, 'note-signature-malformed'],
    [`${peterText}\n${peterLine.replace('\n', ' \n')}`, 'note-signature-malformed'],
    [`${peterText}\n${peterLine.replace('AM=', 'AM')}`, 'note-signature-malformed'],
    [`${peterText}\n${peterLine.replace('AM=', 'AN=')}`, 'note-signature-malformed'],
    [`${peterText}\n— PeterNeumann AAAAAA==\n`, 'note-signature-malformed'],
    [`${peterText}\n— Peter+Neumann AAAAAAAA\n`, 'note-signature-malformed'],
    [`${peterText}\n— Peter\u00a0Neumann AAAAAAAA\n`, 'note-signature-malformed'],
    [peterNote.replace('If', 'If\t'), 'note-control-character'],
    [peterNote.replace('\n', '\r\n'), 'note-control-character'],
    [peterNote.replace('If', '\ud800'), 'note-not-utf8'],
    [`${peterText}\n${peterLine.repeat(101)}`, 'note-too-many-signatures'],
    ['a'.repeat(1_000_001), 'note-too-large'],
  ];
  for (const [text, code] of cases)
    assert.equal(open(text, [peter]), code, JSON.stringify(text.slice(-60)));
  assert.equal(open(`${peterText}\n${peterLine.repeat(100)}`, [peter]), 'PeterNeumann');
  assert.equal(open(`\n\n${peterLine}`, [foo]), 'no-known-signature');
});

test('what cannot be a note is not signed', () => {
  const a = signer('a.example', 1);
  const code = (text: string): string => {
    const note = signNote(text, [a]);
    return note.ok ? 'ok' : note.refusal.code;
  };
  assert.equal(code('no newline'), 'note-unfinished');
  assert.equal(code('bell\u0007\n'), 'note-control-character');
  assert.equal(code('\n'), 'ok');
  assert.ok(!signNote('text\n', []).ok);
});
