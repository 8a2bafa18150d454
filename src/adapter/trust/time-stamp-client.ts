import { ok, type Result, refuse } from '../../domain/result.ts';
import type { TimeStampRequest } from '../../format/time-stamp/request.ts';
import {
  parseTimeStampResponse,
  type TimeStampRejection,
} from '../../format/time-stamp/response.ts';
import { largestTimeStamp, type TimeStampToken } from '../../format/time-stamp/token.ts';
import { post, serviceUrl, unintelligible } from './post.ts';

/** A time-stamp authority over HTTP (RFC 3161, 3.4). What it gives is read, not verified: `verifyTimeStamp` does that. */
export interface TimeStampClient {
  /** The token, or the authority's refusal. Throws Outage when there is neither. */
  ask(request: TimeStampRequest): Promise<Result<TimeStampToken, TimeStampRejection>>;
}

export interface TimeStampClientLimits {
  /** Milliseconds for one exchange. */
  readonly timeoutMs: number;
}

/** A client of the authority at `address`, as «http://tsa.example.vn/tsa». */
export function createTimeStampClient(
  address: string,
  { timeoutMs }: TimeStampClientLimits,
): TimeStampClient {
  const url = serviceUrl(address);
  return {
    async ask({ der }) {
      const bytes = await post({
        service: 'time-stamp',
        url,
        body: der,
        requestType: 'application/timestamp-query',
        replyType: 'application/timestamp-reply',
        timeoutMs,
        mostOctets: largestTimeStamp,
      });
      const read = parseTimeStampResponse(bytes);
      if (read.ok) return ok(read.value);
      const { refusal } = read;
      if (refusal.code === 'time-stamp-rejected') return refuse(refusal);
      throw unintelligible({ service: 'time-stamp', url }, refusal.code);
    },
  };
}
