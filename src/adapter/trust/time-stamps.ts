import { randomBytes } from 'node:crypto';
import type { TimeStamps } from '../../app/school/ports.ts';
import { ok } from '../../domain/result.ts';
import { writeTimeStampRequest } from '../../format/time-stamp/request.ts';
import { createTimeStampClient, type TimeStampClientLimits } from './time-stamp-client.ts';

export interface TimeStampsOptions extends TimeStampClientLimits {
  /** How many requests may be on their way at once. */
  readonly concurrent: number;
  /** Dotted policy to ask for; the authority's own choice when absent. */
  readonly policy?: string;
}

/** Time-stamps by the authority at `address`, each request with a fresh nonce, a few at a time. */
export function createTimeStamps(address: string, options: TimeStampsOptions): TimeStamps {
  const client = createTimeStampClient(address, options);
  const inTurn = turns(options.concurrent);
  const { policy } = options;
  return {
    stamp: (stamped) =>
      inTurn(async () => {
        const request = writeTimeStampRequest({
          stamped,
          digest: 'sha256',
          nonce: randomBytes(16),
          certificates: 'included',
          ...(policy === undefined ? {} : { policy }),
        });
        const answer = await client.ask(request);
        return answer.ok ? ok({ token: answer.value, nonce: request.nonce }) : answer;
      }),
  };
}

/** Runs at most `width` at once; the others wait in the order in which they came. */
function turns(width: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= width) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
