import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '../../domain/result.ts';
import {
  type ClassSet,
  type LockRefusal,
  type LockSet,
  lockSet,
  memberHash,
  writeClassStatement,
} from './lock-set.ts';
import { leafHash, treeRoot } from './merkle.ts';
import { hexOf, type Sha256Hex, sha256Hex } from './sha256-hex.ts';
import { verifyInclusion } from './verify-tree-proof.ts';

const digest = (text: string): Sha256Hex => sha256Hex(Buffer.from(text));
const classOf = (name: string, size: number, excused: readonly string[] = []): ClassSet => ({
  school: '01THCS001',
  class: name,
  enrolled: size + excused.length,
  records: Array.from({ length: size }, (_, i) => digest(`${name} ${i}`)),
  excused,
});
const sets = [
  classOf('6B', 35),
  classOf('6A', 37, ['moved-away']),
  classOf('9C', 0, ['left', 'left']),
];

function made(result: Result<LockSet, LockRefusal>): LockSet {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

test('the totals are those of the classes', () => {
  const { classes, enrolled, inForce, excused } = made(lockSet(sets));
  assert.deepEqual(
    { classes, enrolled, inForce, excused },
    { classes: 3, enrolled: 75, inForce: 72, excused: 3 },
  );
});

test('every record is proved to its class, and every class to the one root', () => {
  const lock = made(lockSet(sets));
  for (const set of sets) {
    for (const record of set.records) {
      const member = lock.membershipOf(record);
      assert.ok(member);
      assert.equal(member.class, set.class);
      assert.ok(
        verifyInclusion({
          leafHash: memberHash(record),
          index: member.recordIndex,
          size: member.inForce,
          proof: member.recordProof,
          root: member.recordsRoot,
        }).ok,
      );
      assert.ok(
        verifyInclusion({
          leafHash: leafHash(Buffer.from(writeClassStatement(member))),
          index: member.classIndex,
          size: lock.classes,
          proof: member.classProof,
          root: Buffer.from(lock.classesRoot, 'hex'),
        }).ok,
      );
    }
  }
  assert.equal(lock.membershipOf(digest('stranger')), undefined);
});

test('a class statement is these bytes', () => {
  const member = made(lockSet(sets)).membershipOf(digest('6A 0'));
  assert.ok(member);
  const records = Array.from({ length: 37 }, (_, i) => digest(`6A ${i}`)).sort();
  const root = hexOf(treeRoot(records.map((record) => leafHash(Buffer.from(record, 'hex')))));
  assert.equal(
    writeClassStatement(member),
    `{"class":"6A","enrolled":38,"excused":"moved-away","inForce":37,"recordsRoot":"${root}","school":"01THCS001","v":1}`,
  );
});

test('order does not matter; one record more, less or other does', () => {
  const root = made(lockSet(sets)).classesRoot;
  const shuffled = sets.toReversed().map((set) => ({ ...set, records: set.records.toReversed() }));
  assert.equal(made(lockSet(shuffled)).classesRoot, root);
  const changed = [
    [classOf('6B', 36), ...sets.slice(1)],
    [classOf('6B', 34), ...sets.slice(1)],
    [{ ...classOf('6B', 34), enrolled: 35, excused: ['moved-away'] }, ...sets.slice(1)],
    [
      { ...classOf('6B', 34), enrolled: 35, records: [...classOf('6B', 34).records, digest('x')] },
      ...sets.slice(1),
    ],
    sets.slice(1),
  ];
  for (const other of changed) assert.notEqual(made(lockSet(other)).classesRoot, root);
});

test('an incomplete or doubled set is refused', () => {
  const a = classOf('6A', 2);
  const name = { school: '01THCS001', class: '6A' };
  const cases: readonly (readonly [readonly ClassSet[], LockRefusal])[] = [
    [[{ ...a, enrolled: 3 }], { code: 'class-counts-differ', ...name }],
    [[a, { ...a, records: [digest('u'), digest('v')] }], { code: 'class-twice', ...name }],
    [[a, { ...a, class: '6B' }], { code: 'record-twice', record: digest('6A 0') }],
    [
      [{ ...a, enrolled: 3, excused: ['An chuyển trường'] }],
      { code: 'excuse-not-a-code', ...name },
    ],
    [[{ ...a, school: 'a b' }], { code: 'school-code-impossible', ...name, school: 'a b' }],
  ];
  for (const [wrong, refusal] of cases) assert.deepEqual(lockSet(wrong), { ok: false, refusal });
});
