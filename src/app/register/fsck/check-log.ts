import { openCheckpoint } from '../../../format/log/checkpoint.ts';
import { verifyCosignature } from '../../../format/log/cosignature.ts';
import { writeFrontier } from '../../../format/log/frontier.ts';
import type { VerifierKey } from '../../../format/log/key.ts';
import { sameBytes } from '../../../format/log/merkle.ts';
import { parseNote } from '../../../format/log/note.ts';
import type { Difference } from './difference.ts';
import type { Fold } from './fold-events.ts';
import type { FsckSource } from './fsck-source.ts';

export interface LogKeys {
  readonly log: VerifierKey;
  readonly witnesses: readonly VerifierKey[];
}

/** The log's edge, its nodes, and every head that was ever signed, against the tree that the leaves give. */
export async function checkLog(
  source: FsckSource,
  fold: Fold,
  keys: LogKeys,
  checkpoints: Awaited<ReturnType<FsckSource['checkpoints']>>,
): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  const state = await source.logState();
  const { size } = fold.frontier;
  if (state?.size !== size || state.frontier !== writeFrontier(fold.frontier)) {
    differences.push({ code: 'frontier-differs', size });
  }
  differences.push(...(await checkNodes(source, fold)));
  for (const { size: stated, note, cosignatures } of checkpoints) {
    differences.push(...checkHead(stated, note, fold, keys));
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
  fold: Fold,
  { log }: LogKeys,
): readonly Difference[] {
  const opened = openCheckpoint(note, [log]);
  if (!opened.ok) return [{ code: 'checkpoint-signature', size, detail: opened.refusal.code }];
  const { checkpoint } = opened.value;
  const root = fold.roots.get(size);
  if (checkpoint.size !== size || root === undefined || !sameBytes(root, checkpoint.root)) {
    return [{ code: 'checkpoint-differs', size }];
  }
  return [];
}

const page = 5000;

async function checkNodes(source: FsckSource, fold: Fold): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  let found = 0;
  let after: { level: number; index: number } | null = null;
  for (;;) {
    const nodes: Awaited<ReturnType<FsckSource['nodes']>> = await source.nodes(after, page);
    for (const { level, index, hash } of nodes) {
      const expected = fold.nodes.get(`${level}/${index}`);
      if (expected === undefined || !sameBytes(expected, hash)) {
        differences.push({ code: 'node-differs', detail: `${level}/${index}` });
      }
      if (expected !== undefined) found += 1;
    }
    const last = nodes.at(-1);
    if (last === undefined) break;
    after = { level: last.level, index: last.index };
  }
  if (found < fold.nodes.size) {
    differences.push({ code: 'node-missing', detail: String(fold.nodes.size - found) });
  }
  return differences;
}
