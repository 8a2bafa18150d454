import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Checkpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  writeCheckpoint,
} from './checkpoint.ts';
import { parseVerifierKey, privateKeyOf, type SignerKey, signerKey, verifierOf } from './key.ts';
import { emptyRoot } from './merkle.ts';
import { writeNote } from './note.ts';

const sofa =
  'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
// A published checkpoint and its log's key (geomys.org/witness/test-log).
const geomys =
  'geomys.org/witness/test-log\n1\nBCml5C32yqMcl0gjTrcSOeNVx59oPnSdytBzDGBO5k0=\n\n— geomys.org/witness/test-log wHh/9BPsoBNr2x0Ol3qPBYasIN0HI2ZiBg5ac0v3LQq/7F+YO7U4oWbDeJn1VaWVrlbSEM30Gr7WWYQjj2SBxRoJ/Ao=\n';
const geomysKey = parseVerifierKey(
  'geomys.org/witness/test-log+c0787ff4+AeMb5VOzy60PTGdGmLPxOKGAa0jNyDGsgv2rnprGju1t',
);

function signer(name: string, byte: number): SignerKey {
  const key = privateKeyOf(new Uint8Array(32).fill(byte));
  assert.ok(key);
  const named = signerKey(name, key);
  assert.ok(named.ok);
  return named.value;
}

test("the specification's example is read and written unchanged", () => {
  const read = parseCheckpoint(sofa);
  assert.ok(read.ok);
  assert.equal(read.value.origin, 'example.com/behind-the-sofa');
  assert.equal(read.value.size, 20852163);
  assert.equal(writeCheckpoint(read.value), sofa);
  const extended = parseCheckpoint(`${sofa}extension\nanother\n`);
  assert.ok(extended.ok);
  assert.deepEqual(extended.value.extensions, ['extension', 'another']);
});

test('a checkpoint that another log published is opened with its key, and not once changed', () => {
  assert.ok(geomysKey.ok);
  const opened = openCheckpoint(geomys, [geomysKey.value]);
  assert.ok(opened.ok);
  assert.equal(opened.value.checkpoint.size, 1);
  const grown = openCheckpoint(geomys.replace('\n1\n', '\n2\n'), [geomysKey.value]);
  assert.equal(grown.ok ? 'ok' : grown.refusal.code, 'signature-invalid');
});

test('texts that are not checkpoints carry their code', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['origin\n1\n', 'checkpoint-lines-missing'],
    ['\n1\nAAAA\n', 'checkpoint-line-empty'],
    [`${sofa}\n`, 'checkpoint-line-empty'],
    [`${sofa}x\n\ny\n`, 'checkpoint-line-empty'],
    [sofa.replace('20852163', '020852163'), 'checkpoint-size-malformed'],
    [sofa.replace('20852163', '-1'), 'checkpoint-size-malformed'],
    [sofa.replace('20852163', '1e3'), 'checkpoint-size-malformed'],
    [sofa.replace('20852163', '9007199254740992'), 'checkpoint-size-malformed'],
    [sofa.replace('q2I=', 'q2I'), 'checkpoint-root-malformed'],
    [sofa.replace('q2I=', 'q2J='), 'checkpoint-root-malformed'],
    [sofa.replace('CsUY', ''), 'checkpoint-root-malformed'],
    [sofa.replace('\n', '\r\n'), 'note-control-character'],
  ];
  for (const [text, code] of cases) {
    const read = parseCheckpoint(text);
    assert.equal(read.ok ? 'ok' : read.refusal.code, code, JSON.stringify(text));
  }
});

test('one register cannot speak for the log of another', () => {
  const hanoi = signer('so-hanoi.example/hocba', 1);
  const hue = signer('so-hue.example/hocba', 2);
  const keys = [verifierOf(hanoi), verifierOf(hue)];
  const head: Checkpoint = { origin: hue.name, size: 0, root: emptyRoot, extensions: [] };
  const own = signCheckpoint(head, [hue]);
  const others = signCheckpoint(head, [hanoi]);
  assert.ok(own.ok && others.ok);
  assert.ok(openCheckpoint(writeNote(own.value), keys).ok);
  const opened = openCheckpoint(writeNote(others.value), keys);
  assert.equal(opened.ok ? 'ok' : opened.refusal.code, 'no-known-signature');
});

test('what would not be read back is not signed', () => {
  const head: Checkpoint = { origin: 'a', size: 0, root: emptyRoot, extensions: [] };
  const wrong: readonly Checkpoint[] = [
    { ...head, origin: '' },
    { ...head, size: 1.5 },
    { ...head, root: new Uint8Array(31) },
    { ...head, extensions: [''] },
  ];
  for (const checkpoint of wrong) assert.ok(!signCheckpoint(checkpoint, [signer('a', 1)]).ok);
});
