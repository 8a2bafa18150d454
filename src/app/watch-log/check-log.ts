import type { Instant } from '../../domain/time/instant.ts';
import { type Checkpoint, openCheckpoint } from '../../format/log/checkpoint.ts';
import { emptyFrontier, type Frontier, frontierRoot } from '../../format/log/frontier.ts';
import type { VerifierKey } from '../../format/log/key.ts';
import { sameBytes } from '../../format/log/merkle.ts';
import type { KnownTree } from '../../format/log/tree-audit.ts';
import { checkHead } from './check-head.ts';
import { checkLeaves } from './check-leaves.ts';
import type { LogFinding } from './log-finding.ts';
import type { EvidenceFile, FollowerMemory, FollowerState, LogReader } from './ports.ts';

export interface LogCheckRequest {
  readonly reader: LogReader;
  readonly memory: FollowerMemory;
  readonly key: VerifierKey;
  readonly witnesses: readonly VerifierKey[];
  /** `whole` reads every leaf again; `new` only those since the head that was accepted last. */
  readonly reading: 'whole' | 'new';
  readonly at: Instant;
  readonly signal: AbortSignal;
  progress(done: number, total: number): void;
}

export interface LogCheckReport {
  readonly findings: readonly LogFinding[];
  /** The size of the head that was accepted before; null at the first look. */
  readonly knownSize: number | null;
  /** The size that the served head states; null when there is none. */
  readonly size: number | null;
  /** The leaves that were read: from this one up to the size. */
  readonly readFrom: number;
  /** Where both heads were kept, when something failed. */
  readonly evidence: string | null;
}

/** A state file that is not of this log, or was changed: nothing may be built on it. */
export interface StateRefused {
  readonly code: 'state-of-another-log';
}

/**
 * Looks at a register's log from outside, trusting nothing but keys and what was seen before: the head's signature, its
 * witnesses, that it contains the head of the last look, and that leaves, tiles and head agree. What fails is kept
 * with both heads; what holds becomes the memory for the next look.
 */
export async function checkLog(request: LogCheckRequest): Promise<LogCheckReport | StateRefused> {
  const { memory, key, at } = request;
  const state = await memory.load();
  const before = state === undefined ? null : knownOf(state, key);
  if (before === undefined) return { code: 'state-of-another-log' };
  const head = await checkHead({ ...request, known: before?.head ?? null });
  const { checkpoint, note } = head;
  if (checkpoint === null || note === null) {
    const report = { findings: head.findings, knownSize: before?.head.size ?? null, size: null };
    return { ...report, readFrom: 0, evidence: await keep(report, null, state, request) };
  }
  const from = await beginning(request, before?.tree ?? null, checkpoint);
  const audit = await checkLeaves({
    ...request,
    head: checkpoint,
    known: before?.tree ?? null,
    from,
  });
  const findings: LogFinding[] = [...head.findings];
  for (const reason of audit.faults) findings.push({ check: 'leaves', outcome: 'failed', reason });
  if (audit.faults.length === 0) findings.push({ check: 'leaves', outcome: 'passed' });
  const report = { findings, knownSize: before?.head.size ?? null, size: checkpoint.size };
  const isWhole = request.reading === 'whole';
  if (findings.some(({ outcome }) => outcome === 'failed')) {
    await memory.saveCursor(null);
    const evidence = await keep(report, note, state, request);
    return { ...report, readFrom: from.size, evidence };
  }
  const wholeAt = isWhole ? at : (state?.wholeAt ?? null);
  await memory.save({ note, frontier: audit.frontier, wholeAt });
  await memory.saveCursor(null);
  return { ...report, readFrom: from.size, evidence: null };
}

interface Known {
  readonly head: Checkpoint;
  readonly tree: KnownTree;
}

/** What the state says, if the register's own signature stands behind it. */
function knownOf({ note, frontier }: FollowerState, key: VerifierKey): Known | undefined {
  const opened = openCheckpoint(note, [key]);
  if (!opened.ok) return undefined;
  const { checkpoint } = opened.value;
  const root = frontierRoot(frontier);
  if (frontier.size !== checkpoint.size || !sameBytes(root, checkpoint.root)) return undefined;
  return { head: checkpoint, tree: { frontier, root } };
}

/** Where the reading begins: at the first leaf, at an interrupted reading's cursor, or where the last look ended. */
async function beginning(
  { reading, memory }: LogCheckRequest,
  known: KnownTree | null,
  { size }: Checkpoint,
): Promise<Frontier> {
  if (reading === 'new' && known !== null) {
    return known.frontier.size <= size ? known.frontier : emptyFrontier;
  }
  const cursor = await memory.loadCursor();
  return cursor !== null && cursor.size <= size ? cursor : emptyFrontier;
}

const keep = async (
  report: Omit<LogCheckReport, 'readFrom' | 'evidence'>,
  served: string | null,
  state: FollowerState | undefined,
  { memory, at }: LogCheckRequest,
): Promise<string | null> => {
  if (!report.findings.some(({ outcome }) => outcome === 'failed')) return null;
  const files: EvidenceFile[] = [
    ...(state === undefined ? [] : [{ name: 'head-seen-before.txt', text: state.note }]),
    ...(served === null ? [] : [{ name: 'head-served-now.txt', text: served }]),
    { name: 'report.json', text: `${JSON.stringify({ at, ...report }, replaceBytes, 1)}\n` },
  ];
  return memory.keepEvidence(files, at);
};

/** Hashes as base64; the rest of a report is texts and numbers. */
const replaceBytes = (_name: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
