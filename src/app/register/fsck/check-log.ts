import { openCheckpoint } from '../../../format/log/checkpoint.ts';
import { verifyCosignature } from '../../../format/log/cosignature.ts';
import { type Frontier, writeFrontier } from '../../../format/log/frontier.ts';
import type { VerifierKey } from '../../../format/log/key.ts';
import { type Hash, sameBytes } from '../../../format/log/merkle.ts';
import { parseNote } from '../../../format/log/note.ts';
import type { Difference } from './difference.ts';
import type { FsckSource } from './fsck-source.ts';

export interface LogKeys {
  readonly log: VerifierKey;
  readonly witnesses: readonly VerifierKey[];
}

/** What the leaves give: the edge after the last one, and the roots at the sizes of the heads. */
export interface GrownTree {
  readonly frontier: Frontier;
  readonly roots: ReadonlyMap<number, Hash>;
}

/** The log's edge and every head that was ever signed, against the tree that the leaves give. */
export async function checkLog(
  source: FsckSource,
  tree: GrownTree,
  keys: LogKeys,
  checkpoints: Awaited<ReturnType<FsckSource['checkpoints']>>,
): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  const state = await source.logState();
  const { size } = tree.frontier;
  if (state?.size !== size || state.frontier !== writeFrontier(tree.frontier)) {
    differences.push({ code: 'frontier-differs', size });
  }
  for (const { size: stated, note, cosignatures } of checkpoints) {
    differences.push(...checkHead(stated, note, tree, keys));
    for (const { witness, line } of cosignatures) {
      const key = keys.witnesses.find(({ name }) => name === witness);
      const signed = parseNote(`${note}${line}`);
      if (key === undefined || !signed.ok || !verifyCosignature(signed.value, key).ok) {
        differences.push({ code: 'cosignature-invalid', size: stated, detail: witness });
      }
    }
  }
  if (size > 0 && checkpoints.at(-1)?.size !== size) {
    differences.push({ code: 'checkpoint-missing', size });
  }
  return differences;
}

function checkHead(
  size: number,
  note: string,
  tree: GrownTree,
  { log }: LogKeys,
): readonly Difference[] {
  const opened = openCheckpoint(note, [log]);
  if (!opened.ok) return [{ code: 'checkpoint-signature', size, detail: opened.refusal.code }];
  const { checkpoint } = opened.value;
  const root = tree.roots.get(size);
  if (checkpoint.size !== size || root === undefined || !sameBytes(root, checkpoint.root)) {
    return [{ code: 'checkpoint-differs', size }];
  }
  return [];
}
