import assert from 'node:assert/strict';
import { test } from 'node:test';
import { append, emptyFrontier, frontierRoot } from './frontier.ts';
import { type Hash, leafHash, sameBytes } from './merkle.ts';
import {
  changedTiles,
  parseEntries,
  parseTile,
  parseTilePath,
  type Tile,
  tileHashes,
  tileNodes,
  tileOf,
  tilePath,
  writeEntries,
  writeTile,
} from './tiles.ts';
import { consistencyProof, inclusionNodes, inclusionProof, storedRoot } from './tree-proof.ts';
import { verifyConsistency, verifyInclusion } from './verify-tree-proof.ts';

test('paths are those of the specification', () => {
  const cases: readonly (readonly [Tile, string])[] = [
    [{ level: 0, index: 1234067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 0, index: 0, width: 1 }, 'tile/0/000.p/1'],
    [{ level: 63, index: 999, width: 255 }, 'tile/63/999.p/255'],
    [{ level: 1, index: 1000, width: 256 }, 'tile/1/x001/000'],
    [{ level: 'entries', index: 1234067, width: 8 }, 'tile/entries/x001/x234/067.p/8'],
  ];
  for (const [tile, path] of cases) {
    assert.equal(tilePath(tile), path);
    assert.deepEqual(parseTilePath(path), tile);
  }
  const wrong = [
    'tile/64/000',
    'tile/00/000',
    'tile/0/0',
    'tile/0/x000/001',
    'tile/0/001/000',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/data/000',
    '/tile/0/000',
    'tile/0/000/',
    'tile/0/../000',
    'tile/0/x009/x007/x199/x254/x740/992',
  ];
  for (const path of wrong) assert.equal(parseTilePath(path), undefined, path);
});

test("the specification's tree of 70,000 leaves has the tiles that it counts", () => {
  const tiles = changedTiles({ from: 0, to: 70_000 });
  const count = (level: Tile['level'], full: boolean): number =>
    tiles.filter((tile) => tile.level === level && (tile.width === 256) === full).length;
  assert.deepEqual([count(0, true), count(1, true), count(2, true)], [273, 1, 0]);
  assert.deepEqual([count('entries', true), count('entries', false)], [273, 1]);
  const partial = tiles.filter(({ level, width }) => level !== 'entries' && width < 256);
  assert.deepEqual(partial.map(tilePath), [
    'tile/0/273.p/112',
    'tile/1/001.p/17',
    'tile/2/000.p/1',
  ]);
  assert.deepEqual(changedTiles({ from: 0, to: 256 }).map(tilePath), [
    'tile/entries/000',
    'tile/0/000',
    'tile/1/000.p/1',
  ]);
});

test('growth writes what gained a hash and nothing else', () => {
  const paths = (from: number, to: number): string[] => changedTiles({ from, to }).map(tilePath);
  assert.deepEqual(paths(5, 5), []);
  assert.deepEqual(paths(256, 256), []);
  assert.deepEqual(paths(5, 6), ['tile/entries/000.p/6', 'tile/0/000.p/6']);
  assert.deepEqual(paths(255, 256), ['tile/entries/000', 'tile/0/000', 'tile/1/000.p/1']);
  assert.deepEqual(paths(256, 257), ['tile/entries/001.p/1', 'tile/0/001.p/1']);
  assert.deepEqual(paths(300, 520), [
    'tile/entries/001',
    'tile/0/001',
    'tile/entries/002.p/8',
    'tile/0/002.p/8',
    'tile/1/000.p/2',
  ]);
});

/** A log on a pretended disk that grows in steps, writing only changed tiles. */
function grow(steps: readonly number[]) {
  const files = new Map<string, Uint8Array>();
  const nodes = new Map<string, Hash>();
  const roots = new Map<number, Hash>();
  let frontier = emptyFrontier;
  for (const to of steps) {
    const from = frontier.size;
    while (frontier.size < to) {
      const step = append(frontier, leafHash(Buffer.from(`leaf ${frontier.size}`)));
      for (const { level, index, hash } of step.completed) nodes.set(`${level}/${index}`, hash);
      frontier = step.frontier;
    }
    for (const tile of changedTiles({ from, to })) {
      const hashes = tileNodes(tile).map(({ level, index }) => nodes.get(`${level}/${index}`));
      assert.ok(!files.has(tilePath(tile)));
      files.set(tilePath(tile), writeTile(hashes.filter((hash) => hash !== undefined)));
    }
    roots.set(to, frontierRoot(frontier));
  }
  return { files, roots };
}

test('a log that grew in steps proves every step from its tiles alone', () => {
  const steps = [1, 2, 200, 255, 256, 257, 511, 512, 700, 66_000];
  const { files, roots } = grow(steps);
  for (const size of steps) {
    const hashAt = tileHashes(size, (tile) => files.get(tilePath(tile)));
    const root = roots.get(size);
    const stored = storedRoot(size, hashAt);
    assert.ok(root && stored.ok && sameBytes(stored.value, root), `root at ${size}`);
    for (const index of [0, 1, size >> 1, size - 1].filter((i) => i < size)) {
      const proof = inclusionProof({ index, size }, hashAt);
      assert.ok(proof.ok, `leaf ${index} of ${size}`);
      const leaf = leafHash(Buffer.from(`leaf ${index}`));
      assert.ok(verifyInclusion({ leafHash: leaf, index, size, proof: proof.value, root }).ok);
    }
    for (const from of steps.filter((older) => older <= size)) {
      const proof = consistencyProof({ from, to: size }, hashAt);
      const fromRoot = roots.get(from);
      assert.ok(proof.ok && fromRoot, `${from} to ${size}`);
      const claim = { from, to: size, fromRoot, toRoot: root, proof: proof.value };
      assert.ok(verifyConsistency(claim).ok);
    }
  }
});

test('a partial tile that is gone is answered by the full one; a missing or cut tile is not', () => {
  const { files } = grow([200, 256]);
  const without = (paths: readonly string[]) =>
    tileHashes(200, (tile) =>
      paths.includes(tilePath(tile)) ? undefined : files.get(tilePath(tile)),
    );
  assert.ok(inclusionProof({ index: 3, size: 200 }, without(['tile/0/000.p/200'])).ok);
  assert.ok(
    !inclusionProof({ index: 3, size: 200 }, without(['tile/0/000.p/200', 'tile/0/000'])).ok,
  );
  const cut = tileHashes(200, (tile) => files.get(tilePath(tile))?.subarray(1));
  assert.ok(!inclusionProof({ index: 3, size: 200 }, cut).ok);
  // Beyond the size that was asked for there is nothing, even where the full tile holds more.
  assert.equal(without(['tile/0/000.p/200'])(0, 200), undefined);
});

test('the tiles that a proof needs are known before they are read', () => {
  const size = 66_000;
  const needed = new Set(
    inclusionNodes({ index: 40_000, size }).map((n) => tilePath(tileOf(n, size))),
  );
  assert.deepEqual([...needed].sort(), [
    'tile/0/156',
    'tile/0/257.p/208',
    'tile/1/000',
    'tile/1/001.p/1',
  ]);
});

test('entry bundles are read back; damaged ones are refused', () => {
  const entries = [Buffer.from('a'), Buffer.alloc(0), Buffer.alloc(300, 7)];
  const bundle = writeEntries(entries);
  assert.ok(bundle.ok);
  assert.deepEqual([...bundle.value.subarray(0, 5)], [0, 1, 97, 0, 0]);
  assert.deepEqual([...bundle.value.subarray(5, 7)], [1, 44]);
  const read = parseEntries(bundle.value, 3);
  assert.ok(read.ok);
  assert.deepEqual(
    read.value.map((entry) => Buffer.from(entry)),
    entries,
  );
  const code = (result: ReturnType<typeof parseEntries>): string =>
    result.ok ? 'ok' : result.refusal.code;
  assert.equal(code(parseEntries(bundle.value, 4)), 'entries-count');
  assert.equal(code(parseEntries(bundle.value.subarray(0, -1), 3)), 'entries-truncated');
  assert.equal(code(parseEntries(Uint8Array.of(0), 1)), 'entries-truncated');
  assert.ok(writeEntries([Buffer.alloc(65_535)]).ok);
  assert.ok(!writeEntries([Buffer.alloc(65_536)]).ok);
  assert.ok(!parseTile(Buffer.alloc(33), 1).ok);
});
