import type { WireAnswer, WireRequest } from '../../app/conformance/ports.ts';
import { Outage } from '../../app/outage.ts';
import { apiPath } from './register-client.ts';
import type { HttpLimits } from './request.ts';

/** Single exchanges below a register's API prefix, every status an answer; only a line that breaks is an Outage. */
export const createWire =
  (base: string, { timeoutMs }: HttpLimits) =>
  async ({ method, path, contentType, body }: WireRequest): Promise<WireAnswer> => {
    try {
      const response = await fetch(new URL(`${apiPath}${path}`, base), {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        ...(contentType === undefined ? {} : { headers: { 'content-type': contentType } }),
        ...(body === undefined ? {} : { body: Buffer.from(body) }),
      });
      return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
    } catch (error) {
      const fact = new URL(base).host;
      throw new Outage('register-unreachable', { fact, retryAfterMs: 5000, cause: error });
    }
  };
