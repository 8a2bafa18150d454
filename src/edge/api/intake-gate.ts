import { randomBytes } from 'node:crypto';

/** How much the door for packages takes at once. */
export interface IntakeLimits {
  /** Bytes of packages that are being received here, and that were received and wait for their answer. */
  readonly bytes: number;
  /** Milliseconds for which a promised turn is kept after its time. */
  readonly turnMs: number;
}

export const usualIntake: IntakeLimits = { bytes: 512 << 20, turnMs: 300_000 };

/** Whether a package may come in now. */
export type Admission =
  | { readonly admitted: true; leave(): void }
  | {
      readonly admitted: false;
      readonly retryAfterSeconds: number;
      /** Names the place in line; absent when the line is too long to promise one. */
      readonly turn?: string;
    };

export interface IntakeGate {
  /** Asks for a package of this length, before its body is read. */
  enter(bytes: number, turn: string | undefined): Promise<Admission>;
}

interface Turn {
  readonly bytes: number;
  readonly until: number;
}

/** What bounds the memory for promises; beyond it senders are only asked to wait. */
const mostTurns = 10_000;
/** Bytes a second by which the first waits are reckoned; an estimate, corrected by coming again. */
const assumedRate = 1 << 20;
const longestWaitSeconds = 120;

/**
 * Keeps what waits below a limit. Whoever does not fit gets a turn: the room for it is kept from newcomers, so that
 * nobody waits for ever behind those who ask more often. One package always fits into an empty register.
 */
export function createIntakeGate(
  limits: IntakeLimits,
  /** Bytes of packages that are stored and unanswered. */
  unanswered: () => Promise<number>,
  elapsed: () => number,
): IntakeGate {
  const turns = new Map<string, Turn>();
  let receiving = 0;
  const promised = (): number => {
    let sum = 0;
    for (const [name, { bytes, until }] of turns) {
      if (until < elapsed()) turns.delete(name);
      else sum += bytes;
    }
    return sum;
  };
  const admit = (bytes: number): Admission => {
    receiving += bytes;
    let inside = true;
    return {
      admitted: true,
      leave: () => {
        if (inside) receiving -= bytes;
        inside = false;
      },
    };
  };
  return {
    async enter(bytes, name) {
      const stored = await unanswered();
      const ahead = promised();
      const held = name === undefined ? undefined : turns.get(name);
      const used = receiving + stored + (held === undefined ? ahead : 0);
      if (used === 0 || used + bytes <= limits.bytes) {
        if (name !== undefined) turns.delete(name);
        return admit(bytes);
      }
      const wait = Math.ceil((receiving + stored + ahead + bytes - limits.bytes) / assumedRate);
      const retryAfterSeconds = Math.min(longestWaitSeconds, Math.max(1, wait));
      if (held === undefined && turns.size >= mostTurns) {
        return { admitted: false, retryAfterSeconds };
      }
      const turn =
        held === undefined || name === undefined ? randomBytes(16).toString('hex') : name;
      const until = elapsed() + retryAfterSeconds * 1000 + limits.turnMs;
      turns.set(turn, { bytes, until });
      return { admitted: false, retryAfterSeconds, turn };
    },
  };
}
