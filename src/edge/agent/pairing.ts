import { hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { ok, type Result, refuse } from '../../domain/result.ts';

/** The one page, by its origin, that may ask this agent; and the digest of the token that it was given. */
export interface Pairing {
  readonly origin: string;
  /** Hexadecimal. The token itself is kept by the page alone. */
  readonly tokenSha256: string;
}

export interface PairingStore {
  read(): Promise<Pairing | undefined>;
  write(pairing: Pairing): Promise<void>;
}

/** Who may ask. A code is good once, for a few minutes and a few attempts. */
export interface PairingDesk {
  /** The code for people to copy: «1234-5678». An earlier one is void. */
  openCode(): string;
  /** The paired origin now. */
  readonly origin: string | undefined;
  readonly isOpen: boolean;
  /** Exchanges the code for a token. The new pairing takes the place of the old one. */
  pair(
    origin: string,
    code: string,
  ): Promise<Result<string, 'pairing-closed' | 'pairing-code-wrong'>>;
  holds(origin: string, token: string): boolean;
}

const codeLifeMs = 10 * 60_000;
const mostAttempts = 5;

interface OpenCode {
  readonly digits: string;
  readonly untilMs: number;
  attemptsLeft: number;
}

export async function openPairingDesk(
  store: PairingStore,
  nowMs: () => number,
): Promise<PairingDesk> {
  let pairing = await store.read();
  let code: OpenCode | undefined;
  const current = (): OpenCode | undefined => {
    if (code !== undefined && (nowMs() > code.untilMs || code.attemptsLeft <= 0)) code = undefined;
    return code;
  };
  return {
    openCode() {
      const digits = String(randomInt(100_000_000)).padStart(8, '0');
      code = { digits, untilMs: nowMs() + codeLifeMs, attemptsLeft: mostAttempts };
      return `${digits.slice(0, 4)}-${digits.slice(4)}`;
    },
    get origin() {
      return pairing?.origin;
    },
    get isOpen() {
      return current() !== undefined;
    },
    async pair(origin, typed) {
      const open = current();
      if (open === undefined) return refuse('pairing-closed');
      open.attemptsLeft -= 1;
      if (!same(typed.replace(/[\s-]/g, ''), open.digits)) return refuse('pairing-code-wrong');
      code = undefined;
      const token = randomBytes(32).toString('base64url');
      const made = { origin, tokenSha256: hash('sha256', token, 'hex') };
      await store.write(made);
      pairing = made;
      return ok(token);
    },
    holds: (origin, token) =>
      pairing !== undefined &&
      pairing.origin === origin &&
      same(hash('sha256', token, 'hex'), pairing.tokenSha256),
  };
}

/** Compares in a time that does not tell where the two differ. */
function same(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => hash('sha256', text, 'buffer');
  return timingSafeEqual(digest(given), digest(expected));
}

/** An origin that may be paired: a secure page, or a page or program of this machine. */
export function isOrigin(text: string): boolean {
  if (text.length > 200) return false;
  const parsed = URL.parse(text);
  if (parsed === null || parsed.origin !== text) return false;
  if (parsed.protocol === 'https:') return true;
  return (
    parsed.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(parsed.hostname)
  );
}
