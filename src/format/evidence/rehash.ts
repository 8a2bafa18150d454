import { digestOf, type StrongDigest } from '../time-stamp/digest.ts';
import { digestLeaf, rootAt, type TreePlace } from './digest-tree.ts';

/**
 * One leaf of the log's tree under a new digest: the leaf's bytes and, where it registered a record, the record's exact
 * file, hashed anew (RFC 4998, 5.3: hash-tree renewal reads the documents again). A leaf names its file by SHA-256
 * alone, which would not bind the file once SHA-256 has fallen.
 */
export function rehashedLeaf(
  digest: StrongDigest,
  leaf: Uint8Array,
  file: Uint8Array | null,
): Uint8Array {
  const parts = [digestOf(digest, leaf)];
  if (file !== null) parts.push(digestOf(digest, file));
  return digestLeaf(digest, Buffer.concat(parts));
}

/** Whether this leaf and file stand at this place of the tree that a renewal hashed anew. */
export function isInRehash(claim: {
  readonly digest: StrongDigest;
  readonly root: Uint8Array;
  readonly leaf: Uint8Array;
  readonly file: Uint8Array | null;
  readonly place: TreePlace;
}): boolean {
  const { digest, root, leaf, file, place } = claim;
  const found = rootAt(digest, rehashedLeaf(digest, leaf, file), place);
  return found !== undefined && Buffer.compare(found, root) === 0;
}
