import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Result } from '../../domain/result.ts';
import { append, emptyFrontier, frontierRoot } from './frontier.ts';
import { emptyRoot, type Hash, leafHash, nodeHash, treeRoot } from './merkle.ts';
import {
  consistencyNodes,
  consistencyProof,
  type HashAt,
  inclusionNodes,
  inclusionProof,
  type NodeAddress,
  rootNodes,
  storedRoot,
  type TreeProofRefusal,
} from './tree-proof.ts';
import {
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from './verify-tree-proof.ts';

type Answer = Result<null, TreeProofRefusal>;
type Vector = Readonly<Record<string, unknown>>;

const folder = fileURLToPath(new URL('../../../test/fixtures/vectors/merkle', import.meta.url));
const number = (value: unknown): number => Number(value);
const bytes = (value: unknown): Uint8Array => Buffer.from(String(value), 'base64');
const hashes = (value: unknown): Uint8Array[] => (Array.isArray(value) ? value.map(bytes) : []);

const kinds: Readonly<Record<string, { count: number; verify: (v: Vector) => Answer }>> = {
  inclusion: {
    count: 98,
    verify: (v) =>
      verifyInclusion({
        index: number(v['leafIdx']),
        size: number(v['treeSize']),
        root: bytes(v['root']),
        leafHash: bytes(v['leafHash']),
        proof: hashes(v['proof']),
      }),
  },
  consistency: {
    count: 98,
    verify: (v) =>
      verifyConsistency({
        from: number(v['size1']),
        to: number(v['size2']),
        fromRoot: bytes(v['root1']),
        toRoot: bytes(v['root2']),
        proof: hashes(v['proof']),
      }),
  },
  subtreeinclusion: {
    count: 204,
    verify: (v) =>
      verifySubtreeInclusion({
        index: number(v['leafIdx']),
        start: number(v['start']),
        end: number(v['end']),
        root: bytes(v['root']),
        leafHash: bytes(v['leafHash']),
        proof: hashes(v['proof']),
      }),
  },
  subtreeconsistency: {
    count: 118,
    verify: (v) =>
      verifySubtreeConsistency({
        start: number(v['start']),
        end: number(v['end']),
        size: number(v['size']),
        subtreeRoot: bytes(v['root1']),
        root: bytes(v['root2']),
        proof: hashes(v['proof']),
      }),
  },
};

for (const [kind, { count, verify }] of Object.entries(kinds)) {
  test(`transparency-dev's ${kind} vectors`, () => {
    const files = readdirSync(join(folder, kind), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(folder, kind, name));
    assert.equal(files.length, count);
    for (const file of files) {
      const vector: Vector = JSON.parse(readFileSync(file, 'utf8'));
      assert.equal(verify(vector).ok, vector['wantErr'] === false, file);
    }
  });
}

/** Leaves, their hashes, and a store of every full subtree, made by the recursive definition. */
function treeOf(size: number): { leafHashes: Hash[]; hashAt: HashAt; asked: NodeAddress[] } {
  const leafHashes = Array.from({ length: size }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)));
  const asked: NodeAddress[] = [];
  const hashAt: HashAt = (level, index) => {
    asked.push({ level, index });
    const end = (index + 1) * 2 ** level;
    return end > size ? undefined : treeRoot(leafHashes.slice(index * 2 ** level, end));
  };
  return { leafHashes, hashAt, asked };
}

function must<T>(result: Result<T, unknown>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

function flipped(hash: Hash, bit: number): Hash {
  const copy = Uint8Array.from(hash);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

test('for every size to 64 each leaf proves, at its own place only', () => {
  for (let size = 1; size <= 64; size += 1) {
    const { leafHashes, hashAt, asked } = treeOf(size);
    const root = treeRoot(leafHashes);
    for (const [index, leaf] of leafHashes.entries()) {
      asked.length = 0;
      const proof = must(inclusionProof({ index, size }, hashAt));
      const key = ({ level, index: i }: NodeAddress): string => `${level}/${i}`;
      assert.deepEqual(asked.map(key).sort(), inclusionNodes({ index, size }).map(key).sort());
      const claim = { leafHash: leaf, index, size, proof, root };
      assert.ok(verifyInclusion(claim).ok, `${index} of ${size}`);
      for (let other = 0; other < size; other += 1) {
        if (other !== index) assert.ok(!verifyInclusion({ ...claim, index: other }).ok);
      }
    }
  }
});

test('for every size to 64 each flipped bit of proof, leaf or root fails', () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  let state = seed;
  const random = (n: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  for (let size = 1; size <= 64; size += 1) {
    const { leafHashes, hashAt } = treeOf(size);
    const root = treeRoot(leafHashes);
    // Every bit at the sizes where the tree's shape changes; one random bit of every hash elsewhere.
    const every = size <= 5 || size === 64;
    for (const [index, leaf] of leafHashes.entries()) {
      const proof = must(inclusionProof({ index, size }, hashAt));
      const claim = { leafHash: leaf, index, size, proof, root };
      const bits =
        every && index % 9 === 0 ? Array.from({ length: 256 }, (_, b) => b) : [random(256)];
      for (const bit of bits) {
        assert.ok(!verifyInclusion({ ...claim, leafHash: flipped(leaf, bit) }).ok);
        assert.ok(!verifyInclusion({ ...claim, root: flipped(root, bit) }).ok);
        for (const place of proof.keys()) {
          const wrong = proof.map((hash, i) => (i === place ? flipped(hash, bit) : hash));
          assert.ok(!verifyInclusion({ ...claim, proof: wrong }).ok, `${index}/${size} bit ${bit}`);
        }
      }
      assert.ok(!verifyInclusion({ ...claim, proof: [...proof, root] }).ok);
      assert.ok(!verifyInclusion({ ...claim, proof: proof.slice(1) }).ok || proof.length === 0);
    }
  }
});

test('for every pair of sizes to 64 the older tree is part of the newer, and no other tree is', () => {
  const { leafHashes, hashAt } = treeOf(64);
  const roots = Array.from({ length: 65 }, (_, n) => treeRoot(leafHashes.slice(0, n)));
  const rootAt = (n: number): Hash => roots[n] ?? emptyRoot;
  for (let to = 1; to <= 64; to += 1) {
    for (let from = 1; from <= to; from += 1) {
      const proof = must(consistencyProof({ from, to }, hashAt));
      const claim = { from, to, fromRoot: rootAt(from), toRoot: rootAt(to), proof };
      assert.ok(verifyConsistency(claim).ok, `${from} to ${to}`);
      const bit = (from * 64 + to) % 256;
      assert.ok(!verifyConsistency({ ...claim, fromRoot: flipped(claim.fromRoot, bit) }).ok);
      assert.ok(!verifyConsistency({ ...claim, toRoot: flipped(claim.toRoot, bit) }).ok);
      for (const place of proof.keys()) {
        const wrong = proof.map((hash, i) => (i === place ? flipped(hash, bit) : hash));
        assert.ok(!verifyConsistency({ ...claim, proof: wrong }).ok, `${from} to ${to}`);
      }
      if (from < to)
        assert.ok(!verifyConsistency({ ...claim, from: from + 1 }).ok || proof.length === 0);
      assert.deepEqual(
        consistencyNodes({ from, to }).every(({ level, index }) => (index + 1) * 2 ** level <= to),
        true,
      );
    }
  }
});

test('the root from stored nodes and from the frontier is that of the definition', () => {
  const { leafHashes, hashAt } = treeOf(64);
  let frontier = emptyFrontier;
  for (let size = 0; size <= 64; size += 1) {
    const root = treeRoot(leafHashes.slice(0, size));
    assert.deepEqual(Buffer.from(frontierRoot(frontier)), Buffer.from(root));
    assert.deepEqual(Buffer.from(must(storedRoot(size, hashAt))), Buffer.from(root));
    assert.equal(rootNodes(size).length, frontier.nodes.length);
    frontier = append(frontier, leafHashes[size] ?? emptyRoot).frontier;
  }
});

test('what cannot be proved is refused with its code', () => {
  const { hashAt } = treeOf(5);
  const missing: HashAt = () => undefined;
  const code = (result: Result<unknown, TreeProofRefusal>): string =>
    result.ok ? 'ok' : result.refusal.code;
  const root = nodeHash(leafHash(Buffer.from('a')), leafHash(Buffer.from('b')));
  assert.equal(code(inclusionProof({ index: 5, size: 5 }, hashAt)), 'index-outside-tree');
  assert.equal(code(inclusionProof({ index: -1, size: 5 }, hashAt)), 'index-outside-tree');
  assert.equal(code(inclusionProof({ index: 0, size: 2 ** 53 }, hashAt)), 'index-outside-tree');
  assert.equal(code(inclusionProof({ index: 0, size: 5 }, missing)), 'hash-missing');
  assert.equal(code(consistencyProof({ from: 3, to: 2 }, hashAt)), 'sizes-out-of-order');
  assert.equal(code(consistencyProof({ from: 0, to: 2 }, hashAt)), 'empty-tree-proves-nothing');
  const claim = { leafHash: leafHash(Buffer.from('a')), index: 0, size: 2, root };
  const right = leafHash(Buffer.from('b'));
  assert.equal(code(verifyInclusion({ ...claim, proof: [right] })), 'ok');
  assert.equal(code(verifyInclusion({ ...claim, proof: [] })), 'proof-length');
  assert.equal(
    code(verifyInclusion({ ...claim, proof: [right.subarray(1)] })),
    'hash-not-32-bytes',
  );
  assert.equal(code(verifyInclusion({ ...claim, proof: [root] })), 'root-differs');
  const grown = { from: 1, to: 2, toRoot: root, proof: [right] };
  assert.equal(code(verifyConsistency({ ...grown, fromRoot: claim.leafHash })), 'ok');
  // With one leaf the verifier's own root is part of the sum, so a wrong one shows in the newer root.
  assert.equal(code(verifyConsistency({ ...grown, fromRoot: right })), 'root-differs');
});
