import type { CourseAnswer, CourseRequest } from '../../app/register/course-of-study.ts';
import type {
  LookUpAnswer,
  LookUpRefusal,
  LookUpRequest,
} from '../../app/register/look-up-record.ts';
import type { LogSource, RegisterContext, RegisterReader } from '../../app/register/ports.ts';
import type { Prover } from '../../app/register/prove-record.ts';
import type { EvidenceSource } from '../../app/register/stamp/ports.ts';
import type { WitnessContext } from '../../app/register/witness-checkpoint.ts';
import type { Result } from '../../domain/result.ts';
import type { RateLimit } from '../rate-limit.ts';
import type { IntakeGate } from './intake-gate.ts';

/** One thing that happened, for the operator. Codes and numbers only: no look-up code, no name, no address bar. */
export interface ApiLogEntry {
  readonly level: 'info' | 'error';
  readonly event: string;
  readonly facts: Readonly<Record<string, string | number>>;
  /** Of a bug or an outage; for the operator's log, never for the answer. */
  readonly error?: unknown;
}

export type ApiLog = (entry: ApiLogEntry) => void;

/** The province's doors. */
export interface RegisterApi {
  readonly context: RegisterContext;
  readonly reader: RegisterReader;
  readonly log: LogSource;
  readonly evidence: EvidenceSource;
  readonly prover: Prover;
  lookUp(request: LookUpRequest): Promise<Result<LookUpAnswer, LookUpRefusal>>;
  courseOfStudy(request: CourseRequest): Promise<Result<CourseAnswer, LookUpRefusal>>;
  /** Wrong birth dates, by look-up code; shared with the portal, so that neither door is the easier one. */
  readonly attempts: RateLimit;
  /** Lets packages in, as long as not too much waits. */
  readonly intake: IntakeGate;
  /** Told when a package was received, so that the worker need not wait for its next look. */
  received(): void;
  /** Told when the log has grown by something that no worker did: its new head may be shown to the witness. */
  grown(): void;
}

export interface ApiOptions {
  /** Milliseconds within which a whole request must have come in; five minutes by default. */
  readonly requestTimeoutMs?: number;
  readonly write: ApiLog;
  /** Answers when the database and the worker are there; throws an Outage otherwise. */
  ready(): Promise<void>;
  /** Present in the province's role. */
  readonly register?: RegisterApi;
  /** Present in the ministry's role. */
  readonly witness?: WitnessContext;
}
