import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRecordProof, writeRecordProof } from './proof.ts';

const hash = Buffer.alloc(32, 7).toString('base64');
const plain = {
  checkpoint: 'origin\n1\nroot\n\n— origin AAAAAAAA\n',
  leafIndex: 17,
  leaf: '{}',
  inclusionProof: [hash, hash],
  consistency: [{ from: 'older', proof: [hash] }],
  record: { sha256: 'a'.repeat(64), file: 'hb.xml' },
};
const lock = {
  leafIndex: 900,
  leaf: '{}',
  inclusionProof: [hash],
  school: '01THCS001',
  class: '6A',
  enrolled: 38,
  inForce: 37,
  excused: [{ why: 'moved-away' }],
  recordsRoot: hash,
  recordIndex: 3,
  recordProof: [hash],
  classIndex: 2,
  classProof: [],
};

test('what is published is read and written unchanged', () => {
  const { leaf, ...hashed } = { ...plain, leafHash: hash };
  const { consistency, ...alone } = plain;
  for (const json of [plain, { ...plain, lock }, hashed, { ...hashed, leaf, lock }]) {
    const proof = parseRecordProof(json);
    assert.ok(proof.ok, JSON.stringify(proof));
    assert.deepEqual(JSON.parse(JSON.stringify(writeRecordProof(proof.value))), json);
  }
  // Nothing, null and an empty list say the same.
  assert.deepEqual(
    parseRecordProof(alone),
    parseRecordProof({ ...alone, consistency: [], lock: null }),
  );
  assert.equal(consistency.length, 1);
});

test('every fault is listed with its place', () => {
  const faultsOf = (json: unknown): string[] => {
    const proof = parseRecordProof(json);
    return proof.ok ? [] : proof.refusal.map(({ path, fault }) => `${path} ${fault}`).sort();
  };
  const { leaf, ...leafless } = plain;
  const cases: readonly (readonly [unknown, readonly string[]])[] = [
    [null, [' not-an-object']],
    ['x', [' not-an-object']],
    [[plain], [' not-an-object']],
    [
      {},
      [
        '/checkpoint missing',
        '/inclusionProof missing',
        '/leaf missing',
        '/leafIndex missing',
        '/record missing',
      ],
    ],
    [leafless, ['/leaf missing']],
    [{ ...leafless, leaf, extra: 1, 'a/b~': 2 }, ['/a~1b~0 unknown', '/extra unknown']],
    [
      {
        ...plain,
        leafIndex: -1,
        inclusionProof: [hash, 'AAAA', 5],
        record: { sha256: 'A'.repeat(64), file: 7 },
      },
      [
        '/inclusionProof/1 not-a-hash',
        '/inclusionProof/2 not-a-hash',
        '/leafIndex not-a-count',
        '/record/file not-a-text',
        '/record/sha256 not-a-digest',
      ],
    ],
    [{ ...plain, leafIndex: 1.5 }, ['/leafIndex not-a-count']],
    [{ ...plain, leafIndex: '17' }, ['/leafIndex not-a-count']],
    [{ ...plain, leafIndex: 2 ** 53 }, ['/leafIndex not-a-count']],
    [{ ...plain, leafHash: hash.replace('=', '') }, ['/leafHash not-a-hash']],
    [{ ...plain, leaf: '\ud800' }, ['/leaf not-a-text']],
    [{ ...plain, inclusionProof: hash }, ['/inclusionProof not-a-list']],
    [
      { ...plain, inclusionProof: Array.from({ length: 65 }, () => hash) },
      ['/inclusionProof too-many'],
    ],
    [{ ...plain, record: 'x' }, ['/record not-an-object']],
    [
      { ...plain, consistency: [{ from: 1, proof: [hash], at: 2 }, 'x'] },
      [
        '/consistency/0/at unknown',
        '/consistency/0/from not-a-text',
        '/consistency/1 not-an-object',
      ],
    ],
    [
      {
        ...plain,
        lock: { ...lock, school: 'a b', excused: [{ why: 'Lê An nghỉ' }], enrolled: null },
      },
      ['/lock/enrolled missing', '/lock/excused/0/why malformed', '/lock/school malformed'],
    ],
  ];
  for (const [json, faults] of cases) assert.deepEqual(faultsOf(json), faults);
});
