/**
 * Sự cố: something outside (database, network, disk) does not answer now; the same call may succeed
 * later. Thrown by adapters only; the edge answers 503 or exit code 75.
 */
export class Outage extends Error {
  override readonly name = 'Outage';
  /** What failed, kebab-case; its sentence for people is at the edge. */
  readonly code: string;
  /** Milliseconds after which another attempt makes sense, where that is known. */
  readonly retryAfterMs: number | undefined;

  constructor(code: string, details: OutageDetails = {}) {
    super(details.fact === undefined ? code : `${code}: ${details.fact}`, { cause: details.cause });
    this.code = code;
    this.retryAfterMs = details.retryAfterMs;
  }
}

export interface OutageDetails {
  /** A technical fact for the operator's log: a path, a port, a version. Never personal data. */
  readonly fact?: string;
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}
