import { ok, type Result, refuse } from '../../domain/result.ts';
import {
  largestOcspResponse,
  type OcspRefusal,
  type OcspResponse,
  parseOcspResponse,
} from '../../format/ocsp/response.ts';
import { post, serviceUrl, unintelligible } from './post.ts';

/** OCSP responders over HTTP (RFC 6960, appendix A). What they give is read, not verified: `verifyOcsp` does that. */
export interface OcspClient {
  /**
   * The answer, or the responder's refusal. Throws Outage when there is neither. Take the address from the configuration
   * or from a certificate whose path to a trusted root is good: anyone can write any address into one of their own.
   */
  ask(address: string, request: Uint8Array): Promise<Result<OcspResponse, OcspRefusal>>;
}

export interface OcspClientLimits {
  /** Milliseconds for one exchange. */
  readonly timeoutMs: number;
}

export function createOcspClient({ timeoutMs }: OcspClientLimits): OcspClient {
  return {
    async ask(address, request) {
      const url = serviceUrl(address);
      const bytes = await post({
        service: 'ocsp',
        url,
        body: request,
        requestType: 'application/ocsp-request',
        replyType: 'application/ocsp-response',
        timeoutMs,
        mostOctets: largestOcspResponse,
      });
      const read = parseOcspResponse(bytes);
      if (read.ok) return ok(read.value);
      const { refusal } = read;
      if (refusal.code === 'ocsp-refused') return refuse(refusal);
      throw unintelligible({ service: 'ocsp', url }, refusal.code);
    },
  };
}
