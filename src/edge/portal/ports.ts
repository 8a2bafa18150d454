import type {
  LookUpAnswer,
  LookUpRefusal,
  LookUpRequest,
} from '../../app/register/look-up-record.ts';
import type { Result } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { RecordReport } from '../../format/signature/report.ts';
import type { RateLimit } from '../rate-limit.ts';

/** What the public pages need. Nothing here can write. */
export interface PortalDeps {
  lookUp(request: LookUpRequest): Promise<Result<LookUpAnswer, LookUpRefusal>>;
  /** Verifies the bytes that the register has held since `heldBy`, as of now. */
  verify(bytes: Uint8Array, heldBy: Instant): Promise<RecordReport>;
  readonly clock: { now(): Instant };
  /** Whose register this is: «Sở Giáo dục và Đào tạo Hải Phòng». */
  readonly office?: string;
  readonly limits?: Partial<PortalLimits>;
  /** Told of every outage and bug, for the operator's log; by default the server's own log. */
  failed?(error: unknown): void;
  /** Failures are answered no sooner than this many milliseconds after the request, or a multiple of it. */
  readonly failureStepMs?: number;
}

export interface PortalLimits {
  /** Every request, by client. */
  readonly byAddress: RateLimit;
  /** Birth dates tried on one code; successes are given back. */
  readonly byCode: RateLimit;
}
