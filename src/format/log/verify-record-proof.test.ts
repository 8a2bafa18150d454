import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SchoolCode } from '../../domain/school/yearbook.ts';
import { type Instant, parseInstant } from '../../domain/time/instant.ts';
import { parseSchoolYear, type SchoolYear } from '../../domain/time/school-year.ts';
import { signCheckpoint } from './checkpoint.ts';
import { cosign } from './cosignature.ts';
import { type KeyKind, privateKeyOf, type SignerKey, signerKey, verifierOf } from './key.ts';
import { isSchoolCode, type LogLeaf, writeLeaf } from './leaf.ts';
import { lockSet } from './lock-set.ts';
import { type Hash, leafHash, treeRoot } from './merkle.ts';
import { writeNote } from './note.ts';
import { type LockProof, parseRecordProof, type RecordProof, writeRecordProof } from './proof.ts';
import { proofVerdict } from './proof-finding.ts';
import { type Sha256Hex, sha256Hex } from './sha256-hex.ts';
import { consistencyProof, type HashAt, inclusionProof } from './tree-proof.ts';
import { type RecordProofRequest, verifyRecordProof } from './verify-record-proof.ts';

const must = <T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T => {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};
const known = <T>(value: T | undefined): T => {
  assert.ok(value !== undefined);
  return value;
};
const instant = (text: string): Instant => known(parseInstant(text));
const year: SchoolYear = known(parseSchoolYear('2025-2026'));
const schoolOf = (text: string): SchoolCode => {
  assert.ok(isSchoolCode(text));
  return text;
};
const school = schoolOf('01THCS001');
const digest = (text: string): Sha256Hex => sha256Hex(Buffer.from(text));
const origin = 'so-hanoi.example/hocba';

function signer(name: string, byte: number, kind: KeyKind = 'ed25519'): SignerKey {
  const key = known(privateKeyOf(new Uint8Array(32).fill(byte)));
  return must(signerKey(name, key, kind));
}
const register = signer(origin, 1);
const ministry = signer('bo.example/witness', 2, 'cosignature/v1');
const second = signer('second.example/witness', 3, 'cosignature/v1');

const registered = (record: Sha256Hex): LogLeaf => ({
  type: 'record-registered',
  at: instant('2026-06-10T08:00:00Z'),
  school,
  year,
  record,
  code: digest(`code of ${record}`),
  version: 1,
});

/** A register with 37 records of 6A and 36 of 6B, locked, and a tree head before and after. */
const records = (name: string, size: number): Sha256Hex[] =>
  Array.from({ length: size }, (_, i) => digest(`${name} ${i}`));
const classes = [
  { school, class: '6A', enrolled: 38, records: records('6A', 37), excused: ['moved-away'] },
  { school, class: '6B', enrolled: 36, records: records('6B', 36), excused: [] },
];
const { membershipOf, ...totals } = must(lockSet(classes));
const lockLeaf: LogLeaf = {
  type: 'period-locked',
  at: instant('2026-06-30T17:00:00Z'),
  year,
  period: 'completed',
  ...totals,
};
const registrations = classes.flatMap((set) => set.records.map(registered));
const leaves = [...registrations, lockLeaf].map((leaf) => must(writeLeaf(leaf)));

interface Log {
  readonly hashes: readonly Hash[];
  readonly hashAt: HashAt;
}
function logOf(texts: readonly string[]): Log {
  const hashes = texts.map((text) => leafHash(Buffer.from(text)));
  const hashAt: HashAt = (level, i) => treeRoot(hashes.slice(i * 2 ** level, (i + 1) * 2 ** level));
  return { hashes, hashAt };
}
const log = logOf(leaves);

function head({ hashes }: Log, size: number, by: SignerKey = register): string {
  const checkpoint = { origin, size, root: treeRoot(hashes.slice(0, size)), extensions: [] };
  const note = must(signCheckpoint(checkpoint, [by]));
  const at = instant('2026-07-01T00:00:00Z');
  const cosignatures = [ministry, second].map((witness) => must(cosign(note.text, witness, at)));
  return writeNote({ ...note, signatures: [...note.signatures, ...cosignatures] });
}

function proofOf(record: Sha256Hex, from: Log = log): RecordProof {
  const size = from.hashes.length;
  const leafIndex = registrations.findIndex((leaf) => 'record' in leaf && leaf.record === record);
  const path = (index: number): readonly Hash[] =>
    must(inclusionProof({ index, size }, from.hashAt));
  const older = (n: number) => ({
    from: head(from, n),
    proof: must(consistencyProof({ from: n, to: size }, from.hashAt)),
  });
  return {
    checkpoint: head(from, size),
    leafIndex,
    leaf: known(leaves[leafIndex]),
    leafHash: null,
    inclusionProof: path(leafIndex),
    evidence: null,
    consistency: [older(20), older(64)],
    record: { sha256: record, file: 'hb-6a-17.xml' },
    lock: {
      leafIndex: size - 1,
      leaf: known(leaves.at(-1)),
      inclusionProof: path(size - 1),
      ...known(membershipOf(record)),
    },
  };
}

const record = known(classes[0]?.records[17]);
const proof = proofOf(record);
const lock: LockProof = proof.lock ?? assert.fail('no lock');
const trust = {
  registerKeys: [verifierOf(register)],
  witnessKeys: [verifierOf(ministry), verifierOf(second)],
  quorum: 2,
};
const request: RecordProofRequest = { proof, recordSha256: record, ...trust };

/** What is not passed, as `check code`. */
function complaints(changed: Partial<RecordProofRequest>): readonly string[] {
  return verifyRecordProof({ ...request, ...changed }).findings.flatMap((finding) =>
    finding.outcome === 'passed' ? [] : [`${finding.check} ${finding.reason.code}`],
  );
}
const verdict = (changed: Partial<RecordProofRequest>): string =>
  proofVerdict(verifyRecordProof({ ...request, ...changed }).findings);
const flipped = (hash: Hash): Hash => hash.map((byte, i) => (i === 0 ? byte ^ 1 : byte));

test('the proof of every record is valid, also after a journey through JSON', () => {
  for (const { records: all } of classes) {
    for (const recordSha256 of all) {
      const made = proofOf(recordSha256);
      const read = must(parseRecordProof(JSON.parse(JSON.stringify(writeRecordProof(made)))));
      assert.deepEqual(complaints({ proof: read, recordSha256 }), []);
    }
  }
  const report = verifyRecordProof(request);
  assert.equal(proofVerdict(report.findings), 'valid');
  assert.equal(report.checkpoint?.size, 74);
  assert.deepEqual(
    report.cosignatures.map(({ at }) => at),
    ['2026-07-01T00:00:00Z', '2026-07-01T00:00:00Z'],
  );
  assert.equal(report.leaf?.type, 'record-registered');
  assert.equal(report.lock?.inForce, 73);
  assert.deepEqual(
    report.findings.map(({ check }) => check),
    [
      'record-digest',
      'checkpoint-signature',
      'witnesses',
      'leaf',
      'inclusion',
      'consistency',
      'consistency',
      'lock-leaf',
      'lock-inclusion',
      'lock-membership',
      'lock-counts',
    ],
  );
});

test('each attack is answered by its code', () => {
  const fork = logOf(leaves.map((text, i) => (i === 3 ? `${text} ` : text)));
  const stolen = known(classes[1]?.records[5]);
  const without = { ...proof, consistency: [], lock: null };
  const [first] = proof.consistency;
  const cases: readonly (readonly [string, Partial<RecordProofRequest>, readonly string[]])[] = [
    [
      'another record with this proof',
      { recordSha256: stolen },
      ['record-digest record-differs', 'leaf leaf-of-other-record'],
    ],
    [
      'another record, its digest written into the proof',
      { recordSha256: stolen, proof: { ...proof, record: { ...proof.record, sha256: stolen } } },
      ['leaf leaf-of-other-record', 'lock-membership record-not-in-class'],
    ],
    [
      'another record, its leaf made up',
      {
        recordSha256: stolen,
        proof: {
          ...without,
          record: { ...proof.record, sha256: stolen },
          leaf: must(writeLeaf(registered(stolen))),
        },
      },
      ['inclusion root-differs'],
    ],
    ['moved leaf', { proof: { ...without, leafIndex: 18 } }, ['inclusion root-differs']],
    [
      'leaf outside the tree',
      { proof: { ...without, leafIndex: 74 } },
      ['inclusion index-outside-tree'],
    ],
    [
      'flipped path',
      { proof: { ...without, inclusionProof: proof.inclusionProof.map(flipped) } },
      ['inclusion root-differs'],
    ],
    [
      'short path',
      { proof: { ...without, inclusionProof: proof.inclusionProof.slice(1) } },
      ['inclusion proof-length'],
    ],
    [
      'stated hash differs',
      { proof: { ...without, leafHash: flipped(known(log.hashes[17])) } },
      ['leaf leaf-hash-differs'],
    ],
    [
      'leaf spelled otherwise',
      { proof: { ...without, leaf: `${proof.leaf} ` } },
      ['leaf not-canonical-json', 'inclusion root-differs'],
    ],
    [
      'lock shown as registration',
      {
        proof: {
          ...without,
          leaf: lock.leaf,
          leafIndex: lock.leafIndex,
          inclusionProof: lock.inclusionProof,
        },
      },
      ['leaf leaf-of-other-type'],
    ],
    [
      'made-up tree head',
      { proof: { ...without, checkpoint: head(log, 74, signer(origin, 9)) } },
      ['checkpoint-signature no-known-signature'],
    ],
    [
      'tree head of other text',
      { proof: { ...without, checkpoint: proof.checkpoint.replace('\n74\n', '\n75\n') } },
      [
        'checkpoint-signature signature-invalid',
        'witnesses cosignature-invalid',
        'witnesses cosignature-invalid',
        'witnesses witnesses-too-few',
      ],
    ],
    [
      'no note',
      { proof: { ...without, checkpoint: 'x\n' } },
      [
        'checkpoint-signature note-without-signatures',
        'witnesses checkpoint-unreadable',
        'inclusion checkpoint-unreadable',
      ],
    ],
    [
      'older head of a fork',
      {
        proof: {
          ...proof,
          lock: null,
          consistency: [{ from: head(fork, 20), proof: first?.proof ?? [] }],
        },
      },
      ['consistency inconsistent'],
    ],
    [
      'older head of a stranger',
      {
        proof: {
          ...proof,
          lock: null,
          consistency: [{ from: head(log, 20, signer(origin, 9)), proof: first?.proof ?? [] }],
        },
      },
      ['consistency no-known-signature'],
    ],
    [
      'newer head as older',
      {
        proof: {
          ...proof,
          lock: null,
          consistency: [{ from: head(logOf([...leaves, 'x']), 75), proof: [] }],
        },
      },
      ['consistency smaller-tree'],
    ],
    [
      'same size, other tree',
      { proof: { ...proof, lock: null, consistency: [{ from: head(fork, 74), proof: [] }] } },
      ['consistency same-size-other-root'],
    ],
    [
      'older head unreadable',
      { proof: { ...proof, lock: null, consistency: [{ from: 'x', proof: [] }] } },
      ['consistency note-unfinished'],
    ],
    [
      'one enrolled less',
      { proof: { ...proof, lock: { ...lock, enrolled: 37 } } },
      ['lock-membership class-not-in-lock', 'lock-counts lock-counts-differ'],
    ],
    [
      'an excuse dropped, the counts mended',
      { proof: { ...proof, lock: { ...lock, enrolled: 37, excused: [] } } },
      ['lock-membership class-not-in-lock'],
    ],
    [
      'another excuse',
      { proof: { ...proof, lock: { ...lock, excused: ['died'] } } },
      ['lock-membership class-not-in-lock'],
    ],
    [
      'another class',
      { proof: { ...proof, lock: { ...lock, class: '6B' } } },
      ['lock-membership class-not-in-lock'],
    ],
    [
      'another school',
      { proof: { ...proof, lock: { ...lock, school: 'X' } } },
      ['lock-leaf lock-of-other-school', 'lock-membership class-not-in-lock'],
    ],
    [
      'a record more in the class',
      { proof: { ...proof, lock: { ...lock, inForce: 38, enrolled: 39 } } },
      ['lock-membership class-not-in-lock'],
    ],
    [
      'another root of records',
      { proof: { ...proof, lock: { ...lock, recordsRoot: flipped(lock.recordsRoot) } } },
      ['lock-membership record-not-in-class', 'lock-membership class-not-in-lock'],
    ],
    [
      'lock moved',
      { proof: { ...proof, lock: { ...lock, leafIndex: 72 } } },
      ['lock-inclusion root-differs'],
    ],
    [
      'lock before the record',
      { proof: { ...proof, lock: { ...lock, leafIndex: 3 } } },
      ['lock-leaf lock-before-registration', 'lock-inclusion proof-length'],
    ],
    [
      'lock of another year',
      { proof: { ...proof, lock: { ...lock, leaf: lock.leaf.replace('2025-2026', '2024-2025') } } },
      ['lock-leaf lock-of-other-year', 'lock-inclusion root-differs'],
    ],
    [
      'registration shown as lock',
      { proof: { ...proof, lock: { ...lock, leaf: known(leaves[20]) } } },
      [
        'lock-leaf leaf-of-other-type',
        'lock-inclusion root-differs',
        'lock-membership lock-leaf-unreadable',
        'lock-counts lock-leaf-unreadable',
      ],
    ],
    [
      'totals below the class',
      {
        proof: {
          ...proof,
          lock: {
            ...lock,
            leaf: lock.leaf.replace(
              '"enrolled":74,"excused":1,"inForce":73',
              '"enrolled":2,"excused":1,"inForce":1',
            ),
          },
        },
      },
      ['lock-inclusion root-differs', 'lock-counts lock-counts-differ'],
    ],
    [
      'lock of other totals',
      {
        proof: {
          ...proof,
          lock: { ...lock, leaf: lock.leaf.replace('"inForce":73', '"inForce":72') },
        },
      },
      ['lock-inclusion root-differs', 'lock-counts lock-counts-differ'],
    ],
  ];
  for (const [name, changed, expected] of cases) {
    assert.deepEqual(complaints(changed), expected, name);
    assert.equal(verdict(changed), 'invalid', name);
  }
});

test('what cannot be known is undetermined, never valid', () => {
  const hashOnly = { ...proof, leaf: null, leafHash: known(log.hashes[17]) };
  const bare = proof.checkpoint.replaceAll(/— (bo|second).*\n/g, '');
  const cases: readonly (readonly [string, Partial<RecordProofRequest>, readonly string[]])[] = [
    ['only the leaf hash', { proof: hashOnly }, ['leaf leaf-not-shown']],
    [
      'no register keys',
      { registerKeys: [] },
      ['checkpoint-signature', 'consistency', 'consistency'].map(
        (check) => `${check} no-register-keys`,
      ),
    ],
    ['no witness', { proof: { ...proof, checkpoint: bare } }, ['witnesses witnesses-too-few']],
    ['too few witnesses', { witnessKeys: [verifierOf(ministry)] }, ['witnesses witnesses-too-few']],
  ];
  for (const [name, changed, expected] of cases) {
    assert.deepEqual(complaints(changed), expected, name);
    assert.equal(verdict(changed), 'undetermined', name);
  }
  // One good of two is enough where policy asks for one; none where it asks for none; and no lock is no fault.
  assert.equal(verdict({ witnessKeys: [verifierOf(ministry)], quorum: 1 }), 'valid');
  assert.equal(verdict({ witnessKeys: [], quorum: 0 }), 'valid');
  assert.equal(verdict({ proof: { ...proof, lock: null } }), 'valid');
});

test('every flipped bit of every hash in the proof is noticed', () => {
  const json = JSON.stringify(writeRecordProof({ ...proof, leafHash: known(log.hashes[17]) }));
  const hashes = [...json.matchAll(/"([A-Za-z0-9+/]{43}=)"/g)];
  assert.ok(hashes.length > 20);
  for (const [n, { 1: text = '', index }] of hashes.entries()) {
    const bytes = Buffer.from(text, 'base64');
    const bit = (n * 37) % 256;
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const other =
      json.slice(0, index + 1) + bytes.toString('base64') + json.slice(index + 1 + text.length);
    assert.equal(
      verdict({ proof: must(parseRecordProof(JSON.parse(other))) }),
      'invalid',
      `hash ${n}`,
    );
  }
});
