import { sign, verify } from 'node:crypto';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { epochMsOf, type Instant, instantOf } from '../../domain/time/instant.ts';
import type { SignerKey, VerifierKey } from './key.ts';
import { type Note, type NoteSignature, signaturesOf } from './note.ts';

/** A witness's word that this was the largest consistent tree head it had seen at that time (C2SP tlog-cosignature). */
export interface Cosignature {
  readonly witness: VerifierKey;
  readonly at: Instant;
}

export type CosignatureRefusal =
  | { readonly code: 'cosignature-missing'; readonly name: string }
  | { readonly code: 'cosignature-malformed'; readonly name: string }
  | { readonly code: 'cosignature-invalid'; readonly name: string };

export type CosigningRefusal =
  | { readonly code: 'key-not-for-cosigning' }
  | { readonly code: 'time-before-epoch' };

/** The last second of the year 9999: later ones cannot be written as instants. */
const maxSeconds = 253_402_300_799;

/** A header, the time in seconds since the epoch, and the whole text of the checkpoint's note. */
const signedMessage = (seconds: number, text: string): Uint8Array =>
  Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);

/** Signs a checkpoint as witness, having seen that it is consistent (follow.ts). */
export function cosign(
  checkpointText: string,
  witness: SignerKey,
  at: Instant,
): Result<NoteSignature, CosigningRefusal> {
  if (witness.kind !== 'cosignature/v1') return refuse({ code: 'key-not-for-cosigning' });
  const seconds = epochMsOf(at) / 1000;
  if (seconds < 0) return refuse({ code: 'time-before-epoch' });
  const signature = new Uint8Array(72);
  new DataView(signature.buffer).setBigUint64(0, BigInt(seconds));
  signature.set(sign(null, signedMessage(seconds, checkpointText), witness.key), 8);
  return ok({ name: witness.name, keyId: witness.id, signature });
}

/** The time in a cosignature: a big-endian uint64 before 64 bytes of Ed25519 signature. */
function secondsOf(signature: Uint8Array): number | undefined {
  if (signature.length !== 72) return undefined;
  const seconds = Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0));
  return seconds <= maxSeconds ? seconds : undefined;
}

/** Checks every cosignature of one witness on a checkpoint's note; the latest of them counts. */
export function verifyCosignature(
  note: Note,
  witness: VerifierKey,
): Result<Cosignature, CosignatureRefusal> {
  const { name } = witness;
  const claimed = witness.kind === 'cosignature/v1' ? signaturesOf(note, witness) : [];
  let latest = -1;
  for (const { signature } of claimed) {
    const seconds = secondsOf(signature);
    if (seconds === undefined) return refuse({ code: 'cosignature-malformed', name });
    const message = signedMessage(seconds, note.text);
    if (!verify(null, message, witness.key, signature.subarray(8))) {
      return refuse({ code: 'cosignature-invalid', name });
    }
    latest = Math.max(latest, seconds);
  }
  if (latest < 0) return refuse({ code: 'cosignature-missing', name });
  return ok({ witness, at: instantOf(latest * 1000) });
}
