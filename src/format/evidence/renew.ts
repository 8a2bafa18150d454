import type { StrongDigest } from '../time-stamp/digest.ts';
import { type DigestTree, digestLeaf } from './digest-tree.ts';
import {
  type EvidenceRecord,
  type EvidenceStep,
  type KeptEvidence,
  type Renewal,
  renewedBytes,
} from './evidence-record.ts';

/** What one record brings into a renewal. */
export interface Renewed {
  readonly record: EvidenceRecord;
  readonly refreshed: KeptEvidence;
  readonly rehash: Uint8Array | null;
}

/**
 * The leaf that stands for a record in the tree of a renewal: 32 to 64 bytes, all that must be held of it. The token is
 * asked over the root of all these leaves.
 */
export const renewalLeaf = (digest: StrongDigest, { record, ...renewed }: Renewed): Uint8Array =>
  digestLeaf(digest, renewedBytes(record, renewed));

/** The step that a renewal adds to the record whose leaf stands at `index` of the tree. */
export function renewalStep(
  { refreshed, rehash }: Pick<Renewed, 'refreshed' | 'rehash'>,
  renewal: {
    readonly digest: StrongDigest;
    readonly tree: DigestTree;
    readonly index: number;
    readonly token: Uint8Array;
    readonly evidence: KeptEvidence;
  },
): EvidenceStep {
  const { digest, tree, index, token, evidence } = renewal;
  const added: Renewal = { digest, refreshed, rehash, place: tree.place(index) };
  return { renewal: added, token, evidence };
}
