import { Outage } from '../../app/outage.ts';
import type { LogReader } from '../../app/watch-log/ports.ts';
import { type HttpLimits, request } from './request.ts';

/** Where a register of ours publishes its log (docs/protocol.md). */
const usualPrefix = '/api/2026-11-22/log/';

const usualLimits: HttpLimits = { timeoutMs: 60_000 };

/**
 * A log over HTTP. An address without a path is a register of ours; any other is the log's own prefix. What the server
 * does not have is «no such file»; every other trouble is an Outage.
 */
export function createHttpLogReader(address: string, limits = usualLimits): LogReader {
  const base = new URL(address);
  if (base.pathname === '/') base.pathname = usualPrefix;
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return {
    async file(path) {
      const { status, bytes } = await request(new URL(path, base), {}, limits);
      if (status === 200) return bytes;
      if (status === 404 || status === 410) return undefined;
      throw new Outage('register-unintelligible', { fact: `${base.host} ${status}` });
    },
  };
}
