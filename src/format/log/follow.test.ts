import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '../../domain/result.ts';
import { type Checkpoint, signCheckpoint } from './checkpoint.ts';
import { type Followed, type FollowRefusal, follow } from './follow.ts';
import { privateKeyOf, type SignerKey, signerKey, verifierOf } from './key.ts';
import { emptyRoot, type Hash, leafHash, treeRoot } from './merkle.ts';
import { writeNote } from './note.ts';
import { consistencyProof } from './tree-proof.ts';

const origin = 'so-hanoi.example/hocba';
function signer(name: string, byte: number): SignerKey {
  const key = privateKeyOf(new Uint8Array(32).fill(byte));
  assert.ok(key);
  const named = signerKey(name, key);
  assert.ok(named.ok);
  return named.value;
}
const register = signer(origin, 1);
const leaves = (word: string): Hash[] =>
  Array.from({ length: 20 }, (_, i) => leafHash(Buffer.from(`${word} ${i}`)));
const honest = leaves('leaf');
const other = leaves('other');

const headOf = (tree: readonly Hash[], size: number): Checkpoint => ({
  origin,
  size,
  root: treeRoot(tree.slice(0, size)),
  extensions: [],
});
function signed(head: Checkpoint, by: SignerKey = register): string {
  const note = signCheckpoint(head, [by]);
  assert.ok(note.ok);
  return writeNote(note.value);
}
function proofOf(from: number, to: number): readonly Hash[] {
  const proof = consistencyProof({ from, to }, (level, index) =>
    treeRoot(honest.slice(index * 2 ** level, (index + 1) * 2 ** level)),
  );
  assert.ok(proof.ok);
  return proof.value;
}

test('a follower accepts what grew from what it knew and refuses the rest, by code', () => {
  const keys = [verifierOf(register)];
  const at = (size: number): Checkpoint => headOf(honest, size);
  const cases: readonly (readonly [string, Parameters<typeof follow>[0], string])[] = [
    ['first head', { origin, last: null, next: signed(at(7)), proof: [], keys }, 'first'],
    ['first, empty', { origin, last: null, next: signed(at(0)), proof: [], keys }, 'first'],
    [
      'first with a proof',
      { origin, last: null, next: signed(at(7)), proof: [emptyRoot], keys },
      'proof-not-empty',
    ],
    [
      'empty with a root',
      { origin, last: null, next: signed({ ...at(7), size: 0 }), proof: [], keys },
      'inconsistent',
    ],
    ['grown', { origin, last: at(7), next: signed(at(20)), proof: proofOf(7, 20), keys }, 'grown'],
    ['from empty', { origin, last: at(0), next: signed(at(20)), proof: [], keys }, 'grown'],
    [
      'from empty with a proof',
      { origin, last: at(0), next: signed(at(2)), proof: [emptyRoot], keys },
      'proof-not-empty',
    ],
    ['same', { origin, last: at(7), next: signed(at(7)), proof: [], keys }, 'same'],
    [
      'same with a proof',
      { origin, last: at(7), next: signed(at(7)), proof: [emptyRoot], keys },
      'proof-not-empty',
    ],
    [
      'smaller',
      { origin, last: at(7), next: signed(at(6)), proof: proofOf(6, 7), keys },
      'smaller-tree',
    ],
    [
      'same size, other tree',
      { origin, last: at(7), next: signed(headOf(other, 7)), proof: [], keys },
      'same-size-other-root',
    ],
    [
      'grown from another tree',
      { origin, last: headOf(other, 7), next: signed(at(20)), proof: proofOf(7, 20), keys },
      'inconsistent',
    ],
    [
      'proof of other sizes',
      { origin, last: at(7), next: signed(at(20)), proof: proofOf(8, 20), keys },
      'inconsistent',
    ],
    ['no proof', { origin, last: at(7), next: signed(at(20)), proof: [], keys }, 'inconsistent'],
    [
      'unknown key',
      { origin, last: null, next: signed(at(7), signer(origin, 2)), proof: [], keys },
      'no-known-signature',
    ],
    [
      'no keys',
      { origin, last: null, next: signed(at(7)), proof: [], keys: [] },
      'no-known-signature',
    ],
    [
      'other log',
      { origin: 'so-hue.example', last: null, next: signed(at(7)), proof: [], keys },
      'other-origin',
    ],
    [
      'changed text',
      { origin, last: null, next: signed(at(7)).replace('\n7\n', '\n8\n'), proof: [], keys },
      'signature-invalid',
    ],
    [
      'no note',
      { origin, last: null, next: 'hello\n', proof: [], keys },
      'note-without-signatures',
    ],
  ];
  const answer = (result: Result<Followed, FollowRefusal>): string =>
    result.ok ? result.value.step : result.refusal.code;
  for (const [name, request, expected] of cases)
    assert.equal(answer(follow(request)), expected, name);
});

test('for every pair of sizes the honest step is accepted and a fork is not', () => {
  const keys = [verifierOf(register)];
  for (let to = 1; to <= 20; to += 1) {
    const next = signed(headOf(honest, to));
    for (let from = 1; from <= to; from += 1) {
      const proof = proofOf(from, to);
      assert.ok(follow({ origin, last: headOf(honest, from), next, proof, keys }).ok);
      assert.ok(!follow({ origin, last: headOf(other, from), next, proof, keys }).ok);
    }
  }
});
