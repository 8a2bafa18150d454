import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type Checkpoint, openCheckpoint } from '../../format/log/checkpoint.ts';
import { cosign } from '../../format/log/cosignature.ts';
import { type FollowRefusal, follow } from '../../format/log/follow.ts';
import type { SignerKey, VerifierKey } from '../../format/log/key.ts';
import type { Hash } from '../../format/log/merkle.ts';
import { writeSignatureLine } from '../../format/log/note.ts';
import type { Clock } from './ports.ts';

/** What the ministry remembers of each province's log. */
export interface WitnessStore {
  /** The size of the last head accepted of this log; 0 when there is none. */
  lastSize(origin: string): Promise<number>;
  /**
   * Runs the rule while no other head of this log can be accepted, and stores what it accepts before anyone hears of
   * it. `last` is the newest head that was accepted.
   */
  advance<E>(
    origin: string,
    rule: (last: string | null) => Result<WitnessedHead, E>,
  ): Promise<Result<WitnessedHead, E>>;
}

export interface WitnessedHead {
  readonly size: number;
  /** The register's signed note, as received. */
  readonly note: string;
  /** Our cosignature/v1 line. */
  readonly line: string;
  readonly at: Instant;
}

export interface WitnessContext {
  readonly store: WitnessStore;
  /** Of kind cosignature/v1. */
  readonly key: SignerKey;
  /** The registers that we follow; a key's name is its log's origin. */
  readonly registers: readonly VerifierKey[];
  readonly clock: Clock;
}

export type WitnessRefusal =
  | FollowRefusal
  | { readonly code: 'origin-unknown'; readonly origin: string };

/**
 * The ministry as witness (C2SP tlog-witness): accepts a head only if everything it saw before is still in it, stores
 * it, then cosigns. A rewritten history is refused, and the two heads convict the register.
 */
export async function witnessCheckpoint(
  request: { readonly origin: string; readonly note: string; readonly proof: readonly Hash[] },
  { store, key, registers, clock }: WitnessContext,
): Promise<Result<WitnessedHead, WitnessRefusal>> {
  const { origin, note, proof } = request;
  const keys = registers.filter(({ name }) => name === origin);
  if (keys.length === 0) return refuse({ code: 'origin-unknown', origin });
  const at = clock.now();
  return store.advance<WitnessRefusal>(origin, (stored) => {
    const last = stored === null ? null : headOf(stored, keys);
    const followed = follow({ origin, last, next: note, proof, keys });
    if (!followed.ok) return followed;
    const signature = cosign(followed.value.note.text, key, at);
    if (!signature.ok) throw new Error(`cosign: ${signature.refusal.code}`);
    const { size } = followed.value.checkpoint;
    return ok({ size, note, line: writeSignatureLine(signature.value), at });
  });
}

function headOf(note: string, keys: readonly VerifierKey[]): Checkpoint {
  const opened = openCheckpoint(note, keys);
  if (!opened.ok) throw new Error(`a stored head can be opened: ${opened.refusal.code}`);
  return opened.value.checkpoint;
}
