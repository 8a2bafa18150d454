import { ok, type Result, refuse } from '../../domain/result.ts';
import { base64Of, parseHash } from './base64.ts';
import { parseDecimal } from './decimal.ts';
import { emptyRoot, type Hash, nodeHash } from './merkle.ts';

/**
 * What a log must remember in order to grow: the roots of the full subtrees that its leaves fill, largest first,
 * one for each set bit of `size`.
 */
export interface Frontier {
  readonly size: number;
  readonly nodes: readonly Hash[];
}

/** The root of the full subtree over the leaves index·2^level … (index+1)·2^level − 1. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Hash;
}

export const emptyFrontier: Frontier = { size: 0, nodes: [] };

/**
 * Adds one leaf. `completed` holds the nodes that exist from now on and never change: the leaf itself, then each
 * subtree that it filled, lowest first. Stored, they are what `hashAt` of tree-proof.ts answers from.
 */
export function append(
  { size, nodes }: Frontier,
  leafHash: Hash,
): { readonly frontier: Frontier; readonly completed: readonly TreeNode[] } {
  const completed: TreeNode[] = [{ level: 0, index: size, hash: leafHash }];
  const grown = nodes.slice();
  let hash = leafHash;
  let index = size;
  for (let level = 1; index % 2 === 1; level += 1) {
    const left = grown.pop();
    if (left === undefined) break;
    hash = nodeHash(left, hash);
    index = (index - 1) / 2;
    completed.push({ level, index, hash });
  }
  grown.push(hash);
  return { frontier: { size: size + 1, nodes: grown }, completed };
}

/** MTH of the leaves so far. */
export function frontierRoot({ nodes }: Frontier): Hash {
  const smallestFirst = nodes.toReversed();
  const [smallest, ...larger] = smallestFirst;
  if (smallest === undefined) return emptyRoot;
  return larger.reduce((right, left) => nodeHash(left, right), smallest);
}

/** One line for the size, one for each node in base64, each ended by a newline. */
export const writeFrontier = ({ size, nodes }: Frontier): string =>
  [size, ...nodes.map(base64Of)].map((line) => `${line}\n`).join('');

export type FrontierFault =
  | { readonly code: 'frontier-malformed'; readonly line: number }
  | { readonly code: 'frontier-node-count'; readonly expected: number; readonly found: number };

export function parseFrontier(text: string): Result<Frontier, FrontierFault> {
  const [sizeLine = '', ...rest] = text.split('\n');
  const size = parseDecimal(sizeLine);
  if (size === undefined) return refuse({ code: 'frontier-malformed', line: 1 });
  if (rest.pop() !== '') return refuse({ code: 'frontier-malformed', line: rest.length + 2 });
  const nodes: Hash[] = [];
  for (const line of rest) {
    const hash = parseHash(line);
    if (hash === undefined) return refuse({ code: 'frontier-malformed', line: nodes.length + 2 });
    nodes.push(hash);
  }
  const expected = size.toString(2).replaceAll('0', '').length;
  if (nodes.length !== expected) {
    return refuse({ code: 'frontier-node-count', expected, found: nodes.length });
  }
  return ok({ size, nodes });
}
