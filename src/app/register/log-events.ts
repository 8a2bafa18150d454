import type { ClosedClass } from '../../domain/registry/event.ts';
import { type Excuse, excuses, type RegistryEvent } from '../../domain/registry/event.ts';
import type { Result } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { signCheckpoint } from '../../format/log/checkpoint.ts';
import { append, type Frontier, frontierRoot, type TreeNode } from '../../format/log/frontier.ts';
import type { SignerKey } from '../../format/log/key.ts';
import { type LogLeaf, writeLeaf } from '../../format/log/leaf.ts';
import {
  type ClassSet,
  type LockRefusal,
  type LockSet,
  lockSet,
} from '../../format/log/lock-set.ts';
import { leafHash } from '../../format/log/merkle.ts';
import { writeNote } from '../../format/log/note.ts';
import { parseSha256Hex, type Sha256Hex, sha256Hex } from '../../format/log/sha256-hex.ts';
import type { LogGrowth, LoggedEvent } from './ports.ts';

/** Adds events to the log, each as one leaf, and signs the head that results. */
export function logEvents(
  before: Frontier,
  events: readonly RegistryEvent[],
  logKey: SignerKey,
  at: Instant,
): LogGrowth {
  let frontier = before;
  const nodes: TreeNode[] = [];
  const entries: LoggedEvent[] = [];
  for (const event of events) {
    const leaf = leafBytes(event);
    const hash = leafHash(leaf);
    entries.push({ leafIndex: frontier.size, event, leaf, leafHash: hash });
    const step = append(frontier, hash);
    nodes.push(...step.completed);
    frontier = step.frontier;
  }
  return { entries, nodes, frontier, checkpoint: signHead(frontier, logKey), at };
}

/** The bytes of an event's leaf. */
export function leafBytes(event: RegistryEvent): Uint8Array {
  const leaf = writeLeaf(leafOf(event));
  if (!leaf.ok) throw new Error(`leaf: ${leaf.refusal.map(({ code }) => code).join(' ')}`);
  return Buffer.from(leaf.value);
}

/** The signed note over a tree head. */
export function signHead(frontier: Frontier, logKey: SignerKey): string {
  const { size } = frontier;
  const head = { origin: logKey.name, size, root: frontierRoot(frontier), extensions: [] };
  const note = signCheckpoint(head, [logKey]);
  if (!note.ok) throw new Error(`checkpoint: ${note.refusal.code}`);
  return writeNote(note.value);
}

/** What the public log says of an event: hashes, codes and counts (format/log/leaf.ts). */
export function leafOf(event: RegistryEvent): LogLeaf {
  if (event.type === 'PeriodLocked') {
    const set = closedSet(event.classes);
    if (!set.ok) throw new Error(`lock set: ${set.refusal.code}`);
    const { membershipOf: _, ...totals } = set.value;
    const { at, year, cohort } = event;
    return { type: 'period-locked', at, year, period: cohort, ...totals };
  }
  const code = sha256Hex(Buffer.from(event.code));
  const { at, school, year, version } = event;
  const facts = { at, school, year, version, code, record: digest(event.sha256) };
  switch (event.type) {
    case 'RecordRegistered':
      return { type: 'record-registered', ...facts };
    case 'RecordRecalled':
      return { type: 'record-recalled', ...facts, why: event.reason };
    case 'RecordReplaced': {
      const by = { byRecord: digest(event.bySha256), byCode: code };
      return { type: 'record-replaced', ...facts, why: 'next-version', ...by };
    }
  }
}

/** The closed set of a lock, with each record's place in it. */
export const closedSet = (classes: readonly ClosedClass[]): Result<LockSet, LockRefusal> =>
  lockSet(classes.map(classSet));

const classSet = ({ school, className, enrolled, inForce, excused }: ClosedClass): ClassSet => ({
  school,
  class: className,
  enrolled,
  records: inForce.map(({ sha256 }) => digest(sha256)),
  excused: excuses.flatMap((why: Excuse) => Array<string>(excused[why]).fill(why)),
});

function digest(hex: string): Sha256Hex {
  const parsed = parseSha256Hex(hex);
  if (parsed === undefined) throw new Error('not a SHA-256 in hexadecimal');
  return parsed;
}
