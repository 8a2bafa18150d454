import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bitLength, emptyRoot, leafHash, leftSize, nodeHash, treeRoot } from './merkle.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

// The eight leaves of certificate-transparency's reference tree, and its roots at each size.
const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

test('the reference tree has its known root at every size', () => {
  const hashes = leaves.map((leaf) => leafHash(Buffer.from(leaf, 'hex')));
  for (const [size, root] of roots.entries()) {
    assert.equal(hex(treeRoot(hashes.slice(0, size))), root, `size ${size}`);
  }
});

test('a leaf made of two hashes is not their node', () => {
  const left = leafHash(Buffer.from('a'));
  const right = leafHash(Buffer.from('b'));
  assert.notEqual(hex(leafHash(Buffer.concat([left, right]))), hex(nodeHash(left, right)));
  assert.equal(hex(emptyRoot), roots[0]);
});

test('sizes split at the largest power of two below them, also beyond 32 bits', () => {
  const cases = [
    [2, 1],
    [3, 2],
    [4, 2],
    [5, 4],
    [2 ** 31 + 1, 2 ** 31],
    [2 ** 32, 2 ** 31],
    [2 ** 32 + 1, 2 ** 32],
    [2 ** 53 - 1, 2 ** 52],
  ] as const;
  for (const [size, left] of cases) assert.equal(leftSize(size), left, `size ${size}`);
  assert.deepEqual([0, 1, 2, 255, 256, 2 ** 40].map(bitLength), [0, 1, 2, 8, 9, 41]);
});
