import { sign, verify } from 'node:crypto';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { base64Of, parseBase64 } from './base64.ts';
import { isKeyName, type SignerKey, type VerifierKey } from './key.ts';

/** One signature line: who says to have signed, and the bytes after the key identifier. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: number;
  readonly signature: Uint8Array;
}

/** A text and its signatures (C2SP signed-note). Nothing in it may be believed before `openNote`. */
export interface Note {
  /** Ends with a newline; may hold blank lines. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export type NoteFault =
  | { readonly code: 'note-too-large' }
  | { readonly code: 'note-not-utf8' }
  | { readonly code: 'note-control-character' }
  | { readonly code: 'note-unfinished' }
  | { readonly code: 'note-without-signatures' }
  | { readonly code: 'note-too-many-signatures' }
  | { readonly code: 'note-signature-malformed'; readonly line: number };

export type NoteRefusal =
  | { readonly code: 'no-known-signature' }
  | { readonly code: 'signature-invalid'; readonly name: string };

/** As in Go's sumdb/note: room for post-quantum signatures, and an end to reading. */
const maxLength = 1_000_000;
const maxSignatures = 100;

/** A note's text: well-formed, ends with a newline, no control characters but newlines. */
export function textFault(text: string): NoteFault | undefined {
  if (text.length > maxLength) return { code: 'note-too-large' };
  if (!text.isWellFormed()) return { code: 'note-not-utf8' };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\u0000-\u0009\u000b-\u001f]/.test(text)) return { code: 'note-control-character' };
  return text.endsWith('\n') ? undefined : { code: 'note-unfinished' };
}

/** Parses a signed note; the last blank line parts the text from the signatures. */
export function parseNote(note: string): Result<Note, NoteFault> {
  const fault = textFault(note);
  if (fault !== undefined) return refuse(fault);
  const blank = note.lastIndexOf('\n\n');
  if (blank < 0 || blank + 2 === note.length) return refuse({ code: 'note-without-signatures' });
  const signatures = parseSignatureLines(note.slice(blank + 2));
  return signatures.ok
    ? ok({ text: note.slice(0, blank + 1), signatures: signatures.value })
    : signatures;
}

/** Parses signature lines alone, as a witness answers them (C2SP tlog-witness, add-checkpoint). */
export function parseSignatureLines(text: string): Result<readonly NoteSignature[], NoteFault> {
  const fault = textFault(text);
  if (fault !== undefined) return refuse(fault);
  const lines = text.slice(0, -1).split('\n');
  if (lines.length > maxSignatures) return refuse({ code: 'note-too-many-signatures' });
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (signature === undefined) {
      return refuse({ code: 'note-signature-malformed', line: signatures.length + 1 });
    }
    signatures.push(signature);
  }
  return ok(signatures);
}

function parseSignatureLine(line: string): NoteSignature | undefined {
  const [, name = '', base64 = ''] = /^— ([^ ]+) ([^ ]+)$/u.exec(line) ?? [];
  const bytes = parseBase64(base64);
  if (!isKeyName(name) || bytes === undefined || bytes.length < 5) return undefined;
  const keyId = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return { name, keyId, signature: bytes.subarray(4) };
}

/** An em dash, the key's name, and base64 of the key identifier and the signature. */
export function writeSignatureLine({ name, keyId, signature }: NoteSignature): string {
  const bytes = new Uint8Array(4 + signature.length);
  new DataView(bytes.buffer).setUint32(0, keyId);
  bytes.set(signature, 4);
  return `— ${name} ${base64Of(bytes)}\n`;
}

export const writeNote = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map(writeSignatureLine).join('')}`;

/** Signs a text with Ed25519 keys of kind ed25519 (C2SP signed-note, "Ed25519 signatures"). */
export function signNote(
  text: string,
  signers: readonly SignerKey[],
): Result<Note, NoteFault | { readonly code: 'key-not-for-notes' }> {
  const fault = textFault(text);
  if (fault !== undefined) return refuse(fault);
  if (signers.some(({ kind }) => kind !== 'ed25519')) return refuse({ code: 'key-not-for-notes' });
  const signatures = signers.map(({ name, id, key }) => ({
    name,
    keyId: id,
    signature: sign(null, Buffer.from(text), key),
  }));
  return signatures.length === 0
    ? refuse({ code: 'note-without-signatures' })
    : ok({ text, signatures });
}

/** The signatures that claim to be of this key: its name and its identifier, both. */
export const signaturesOf = ({ signatures }: Note, { name, id }: VerifierKey): NoteSignature[] =>
  signatures.filter((signature) => signature.name === name && signature.keyId === id);

/**
 * Which of the known keys signed the note's text. Unknown signatures are passed over; one of a known key that
 * fails refuses the whole note, and so does a note that no known key signed. Keys of kind cosignature/v1 do not
 * sign the text and are left to cosignature.ts.
 */
export function openNote(
  note: Note,
  keys: readonly VerifierKey[],
): Result<readonly VerifierKey[], NoteRefusal> {
  const text = Buffer.from(note.text);
  const signers: VerifierKey[] = [];
  for (const key of keys) {
    if (key.kind !== 'ed25519') continue;
    const claimed = signaturesOf(note, key);
    if (claimed.some(({ signature }) => !verify(null, text, key.key, signature))) {
      return refuse({ code: 'signature-invalid', name: key.name });
    }
    if (claimed.length > 0) signers.push(key);
  }
  return signers.length > 0 ? ok(signers) : refuse({ code: 'no-known-signature' });
}
