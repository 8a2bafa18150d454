import { type Checkpoint, openCheckpoint, parseCheckpoint } from '../../format/log/checkpoint.ts';
import { verifyCosignature } from '../../format/log/cosignature.ts';
import { follow } from '../../format/log/follow.ts';
import type { VerifierKey } from '../../format/log/key.ts';
import type { Hash } from '../../format/log/merkle.ts';
import { type Note, parseNote } from '../../format/log/note.ts';
import { consistencyNodes, consistencyProof } from '../../format/log/tree-proof.ts';
import type { LogFinding } from './log-finding.ts';
import type { LogReader } from './ports.ts';
import { tileHashesFor } from './read-tiles.ts';

export interface HeadReport {
  readonly findings: readonly LogFinding[];
  /** As served, believed or not; null when there is none or it cannot be read. */
  readonly note: string | null;
  readonly checkpoint: Checkpoint | null;
}

export interface HeadQuestion {
  readonly reader: LogReader;
  /** The register's key; its name is the log's origin. */
  readonly key: VerifierKey;
  readonly witnesses: readonly VerifierKey[];
  /** The head that was accepted before. */
  readonly known: Checkpoint | null;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Fetches the newest head: is it signed, cosigned, and does it contain all that was seen before? */
export async function checkHead(question: HeadQuestion): Promise<HeadReport> {
  const { reader, key, witnesses, known } = question;
  const bytes = await reader.file('checkpoint');
  if (bytes === undefined) return missing(known);
  const text = textOf(bytes);
  if (text === undefined)
    return { ...missing(known), findings: [failed({ code: 'head-not-text' })] };
  const note = parseNote(text);
  const read = note.ok ? parseCheckpoint(note.value.text) : note;
  const checkpoint = read.ok ? read.value : null;
  const witnessed = note.ok ? checkWitnesses(note.value, witnesses) : [];
  const opened = openCheckpoint(text, [key]);
  if (!opened.ok) {
    return { findings: [failed(opened.refusal), ...witnessed], note: text, checkpoint };
  }
  const proof = await proofFor(known, opened.value.checkpoint, reader);
  if (!proof.ok) return { findings: [proof.finding, ...witnessed], note: text, checkpoint };
  const followed = follow({
    origin: key.name,
    last: known,
    next: text,
    proof: proof.hashes,
    keys: [key],
  });
  const head: LogFinding = followed.ok
    ? { check: 'head', outcome: 'passed' }
    : failed(followed.refusal);
  return { findings: [head, ...witnessed], note: text, checkpoint };
}

const failed = (reason: Extract<LogFinding, { outcome: 'failed' | 'undetermined' }>['reason']) =>
  ({ check: 'head', outcome: 'failed', reason }) as const;

/** A log that was there and is gone has lost its history; one that never was there has none to lose. */
const missing = (known: Checkpoint | null): HeadReport => ({
  findings: [
    {
      check: 'head',
      outcome: known === null ? 'undetermined' : 'failed',
      reason: { code: 'head-not-served' },
    },
  ],
  note: null,
  checkpoint: null,
});

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

type Proof =
  | { readonly ok: true; readonly hashes: readonly Hash[] }
  | { readonly ok: false; readonly finding: LogFinding };

/** The consistency proof, made from the log's own tiles; none where none is needed. */
async function proofFor(
  known: Checkpoint | null,
  { size }: Checkpoint,
  reader: LogReader,
): Promise<Proof> {
  if (known === null || known.size === 0 || size <= known.size) return { ok: true, hashes: [] };
  const sizes = { from: known.size, to: size };
  const hashAt = await tileHashesFor(consistencyNodes(sizes), size, reader);
  const proof = consistencyProof(sizes, hashAt);
  if (proof.ok) return { ok: true, hashes: proof.value };
  const reason = { code: 'consistency-not-served', because: proof.refusal } as const;
  return { ok: false, finding: failed(reason) };
}

/** Every witness that is named must have cosigned; one that has not may only be late. */
function checkWitnesses(note: Note, witnesses: readonly VerifierKey[]): readonly LogFinding[] {
  return witnesses.map((witness): LogFinding => {
    const found = verifyCosignature(note, witness);
    if (found.ok) return { check: 'witness', outcome: 'passed' };
    const { refusal } = found;
    const outcome = refusal.code === 'cosignature-missing' ? 'undetermined' : 'failed';
    return { check: 'witness', outcome, reason: refusal };
  });
}
