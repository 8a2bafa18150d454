import { ok, type Result, refuse } from '../../domain/result.ts';
import { base64Of, parseHash } from './base64.ts';
import { parseDecimal } from './decimal.ts';
import type { SignerKey, VerifierKey } from './key.ts';
import type { Hash } from './merkle.ts';
import {
  type Note,
  type NoteFault,
  type NoteRefusal,
  openNote,
  parseNote,
  signNote,
  textFault,
} from './note.ts';

/** A log's tree head: whose log, how many leaves, and their root (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** The log's identity, as a URL without scheme. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
  /** Opaque lines after the first three; we write none. */
  readonly extensions: readonly string[];
}

/** A checkpoint that a known key of its own log signed. */
export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly note: Note;
  readonly signers: readonly VerifierKey[];
}

export type CheckpointFault =
  | NoteFault
  | { readonly code: 'checkpoint-lines-missing' }
  | { readonly code: 'checkpoint-line-empty'; readonly line: number }
  | { readonly code: 'checkpoint-size-malformed' }
  | { readonly code: 'checkpoint-root-malformed' };

export type CheckpointRefusal = CheckpointFault | NoteRefusal;

/** Parses the text of a checkpoint's note. */
export function parseCheckpoint(text: string): Result<Checkpoint, CheckpointFault> {
  const fault = textFault(text);
  if (fault !== undefined) return refuse(fault);
  const lines = text.slice(0, -1).split('\n');
  const empty = lines.indexOf('');
  if (empty >= 0) return refuse({ code: 'checkpoint-line-empty', line: empty + 1 });
  const [origin, sizeLine, rootLine, ...extensions] = lines;
  if (origin === undefined || sizeLine === undefined || rootLine === undefined) {
    return refuse({ code: 'checkpoint-lines-missing' });
  }
  const size = parseDecimal(sizeLine);
  if (size === undefined) return refuse({ code: 'checkpoint-size-malformed' });
  const root = parseHash(rootLine);
  if (root === undefined) return refuse({ code: 'checkpoint-root-malformed' });
  return ok({ origin, size, root, extensions });
}

/** The text of a checkpoint's note: what is signed. */
export const writeCheckpoint = ({ origin, size, root, extensions }: Checkpoint): string =>
  [origin, size, base64Of(root), ...extensions].map((line) => `${line}\n`).join('');

/** Signs a tree head; a text that would not be read back as a checkpoint is refused. */
export function signCheckpoint(
  checkpoint: Checkpoint,
  signers: readonly SignerKey[],
): Result<Note, CheckpointFault | { readonly code: 'key-not-for-notes' }> {
  const text = writeCheckpoint(checkpoint);
  const read = parseCheckpoint(text);
  return read.ok ? signNote(text, signers) : read;
}

/**
 * Reads a checkpoint and believes it only if a known key of kind ed25519 signed it whose name is the origin:
 * otherwise one register's key could speak for another's log.
 */
export function openCheckpoint(
  text: string,
  keys: readonly VerifierKey[],
): Result<SignedCheckpoint, CheckpointRefusal> {
  const note = parseNote(text);
  if (!note.ok) return note;
  const checkpoint = parseCheckpoint(note.value.text);
  if (!checkpoint.ok) return checkpoint;
  const { origin } = checkpoint.value;
  const signers = openNote(
    note.value,
    keys.filter(({ name }) => name === origin),
  );
  if (!signers.ok) return signers;
  return ok({ checkpoint: checkpoint.value, note: note.value, signers: signers.value });
}
