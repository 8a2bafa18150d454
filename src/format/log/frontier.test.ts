import assert from 'node:assert/strict';
import { test } from 'node:test';
import { append, emptyFrontier, frontierRoot, parseFrontier, writeFrontier } from './frontier.ts';
import { leafHash, treeRoot } from './merkle.ts';

const leaves = Array.from({ length: 100 }, (_, i) => leafHash(Buffer.from([i])));

test('each completed node is the root of its leaves, and every full subtree completes once', () => {
  let frontier = emptyFrontier;
  const seen = new Set<string>();
  for (const leaf of leaves) {
    const step = append(frontier, leaf);
    frontier = step.frontier;
    for (const { level, index, hash } of step.completed) {
      const range = leaves.slice(index * 2 ** level, (index + 1) * 2 ** level);
      assert.equal(range.length, 2 ** level);
      assert.deepEqual(Buffer.from(hash), Buffer.from(treeRoot(range)));
      assert.ok(!seen.has(`${level}/${index}`));
      seen.add(`${level}/${index}`);
    }
  }
  assert.equal(seen.size, 100 + 50 + 25 + 12 + 6 + 3 + 1);
});

test('written and read back it grows as before', () => {
  for (const size of [0, 1, 2, 37, 64, 99]) {
    const frontier = leaves.slice(0, size).reduce((f, l) => append(f, l).frontier, emptyFrontier);
    const read = parseFrontier(writeFrontier(frontier));
    assert.ok(read.ok);
    assert.equal(read.value.size, size);
    const next = leaves[size] ?? leafHash(Buffer.from('x'));
    assert.deepEqual(
      frontierRoot(append(read.value, next).frontier),
      frontierRoot(append(frontier, next).frontier),
    );
  }
});

test('a damaged frontier is refused', () => {
  const two = writeFrontier(
    leaves.slice(0, 3).reduce((f, l) => append(f, l).frontier, emptyFrontier),
  );
  const cases: readonly (readonly [string, unknown])[] = [
    ['', { code: 'frontier-malformed', line: 1 }],
    ['03\n', { code: 'frontier-malformed', line: 1 }],
    [two.trimEnd(), { code: 'frontier-malformed', line: 3 }],
    [two.replace('=', ''), { code: 'frontier-malformed', line: 2 }],
    [two.replace('3\n', '7\n'), { code: 'frontier-node-count', expected: 3, found: 2 }],
  ];
  for (const [text, refusal] of cases)
    assert.deepEqual(parseFrontier(text), { ok: false, refusal });
});
