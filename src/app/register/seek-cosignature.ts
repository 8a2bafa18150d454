import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { verifyCosignature } from '../../format/log/cosignature.ts';
import type { VerifierKey } from '../../format/log/key.ts';
import type { Hash } from '../../format/log/merkle.ts';
import { parseNote } from '../../format/log/note.ts';
import type { LogSource } from './ports.ts';
import { sizeOf } from './prove-record.ts';
import { proveConsistency } from './read-log.ts';

/** The ministry's door for witnesses, as a province calls it. */
export interface WitnessClient {
  /** The size of the last head that it accepted; 0 when it knows none. */
  lastSize(origin: string): Promise<number>;
  submit(request: {
    readonly origin: string;
    readonly note: string;
    readonly proof: readonly Hash[];
  }): Promise<Result<{ readonly line: string }, { readonly code: string }>>;
}

export type CosigningFailure =
  | { readonly code: 'nothing-to-cosign' }
  | { readonly code: 'witness-ahead'; readonly witness: number; readonly own: number }
  | { readonly code: 'witness-refused'; readonly because: string }
  | { readonly code: 'cosignature-invalid' };

/** Has the newest head cosigned, and keeps the cosignature beside it. */
export async function seekCosignature(
  origin: string,
  log: LogSource,
  client: WitnessClient,
  witness: VerifierKey,
): Promise<Result<Instant, CosigningFailure>> {
  const note = await log.latestCheckpoint();
  if (note === undefined) return refuse({ code: 'nothing-to-cosign' });
  const to = sizeOf(note);
  const from = await client.lastSize(origin);
  if (from > to) return refuse({ code: 'witness-ahead', witness: from, own: to });
  const proof = from === 0 || from === to ? [] : await proveConsistency({ from, to }, log);
  if (proof === undefined) return refuse({ code: 'nothing-to-cosign' });
  const answer = await client.submit({ origin, note, proof });
  if (!answer.ok) return refuse({ code: 'witness-refused', because: answer.refusal.code });
  const cosigned = parseNote(`${note}${answer.value.line}`);
  const verified = cosigned.ok ? verifyCosignature(cosigned.value, witness) : cosigned;
  if (!verified.ok) return refuse({ code: 'cosignature-invalid' });
  const { at } = verified.value;
  await log.addCosignature(to, witness.name, answer.value.line, at);
  return ok(at);
}
