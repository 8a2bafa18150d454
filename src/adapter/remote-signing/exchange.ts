import { Outage } from '../../app/outage.ts';
import type { Pace } from './pace.ts';

export interface ServiceAnswer {
  readonly status: number;
  /** Undefined when the body is no JSON, which only an answer other than 2xx may be. */
  readonly json: unknown;
}

export interface ServiceRequest {
  /** Below the service's address. */
  readonly path: string;
  readonly body: { readonly json: unknown } | { readonly form: Readonly<Record<string, string>> };
  readonly bearer?: string;
  /** `once`: sent twice it would ask the holder twice. Lost answers then become `signing-outcome-unknown`. */
  readonly repeat: 'safe' | 'once';
}

export interface ExchangeLimits {
  /** Milliseconds for one exchange. */
  readonly timeoutMs: number;
  /** How often what may be repeated is sent at most. */
  readonly attempts: number;
  /** A longer Retry-After is left to the user. */
  readonly mostWaitMs: number;
  /** Octets of an answer. */
  readonly mostOctets: number;
}

export const usualLimits: ExchangeLimits = {
  timeoutMs: 30_000,
  attempts: 4,
  mostWaitMs: 60_000,
  mostOctets: 4_194_304,
};

export type Exchange = (request: ServiceRequest, signal: AbortSignal) => Promise<ServiceAnswer>;

/** https, or http to this machine: anything else would show secrets to the network. Undefined for other text. */
export function serviceUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || url.search !== '') {
    return undefined;
  }
  const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback) ? url : undefined;
}

/** POST exchanges with one service. No redirect is followed; secrets and answers are never part of an error. */
export function createExchange(base: URL, limits: ExchangeLimits, pace: Pace): Exchange {
  return async (request, signal) => {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await exchangeOnce(base, request, limits, signal);
      if (!(outcome instanceof Outage)) return outcome;
      const wait = outcome.retryAfterMs;
      const isOver = outcome.code === 'signing-outcome-unknown' || wait === undefined;
      if (isOver || attempt >= limits.attempts || wait > limits.mostWaitMs) throw outcome;
      await pace.sleep(wait * attempt, signal);
    }
  };
}

/** An answer, or the outage that another attempt may mend; `retryAfterMs` is set where one makes sense. */
async function exchangeOnce(
  base: URL,
  request: ServiceRequest,
  limits: ExchangeLimits,
  signal: AbortSignal,
): Promise<ServiceAnswer | Outage> {
  const once = request.repeat === 'once';
  const lost = (cause: unknown): Outage =>
    new Outage('signing-outcome-unknown', { fact: base.host, cause });
  try {
    const response = await send(base, request, limits, signal);
    const { status } = response;
    if (status === 429) {
      await response.body?.cancel();
      return unavailable(base, response);
    }
    if (status >= 500) {
      await response.body?.cancel();
      return once ? lost(undefined) : unavailable(base, response);
    }
    return { status, json: jsonOf(await wholeOf(response, limits, base), response, base) };
  } catch (cause) {
    if (cause instanceof Outage) throw cause;
    signal.throwIfAborted();
    if (once && !neverSent(cause)) return lost(cause);
    return new Outage('signing-service-unreachable', {
      fact: base.host,
      retryAfterMs: 1000,
      cause,
    });
  }
}

function send(
  base: URL,
  { path, body, bearer }: ServiceRequest,
  { timeoutMs }: ExchangeLimits,
  signal: AbortSignal,
): Promise<Response> {
  const isForm = 'form' in body;
  return fetch(`${base.href.replace(/\/$/, '')}/${path}`, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    headers: {
      // A kept connection may be dead without our knowing it; a request to sign must not be the one that finds out.
      connection: 'close',
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      accept: 'application/json',
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    },
    body: isForm ? new URLSearchParams(body.form).toString() : JSON.stringify(body.json),
  });
}

/** The request cannot have reached the service: there was no connection, or nobody whom we trust at its end. */
const noConnection =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|ERR_SSL_.*|CERT_.*|DEPTH_ZERO_.*|SELF_SIGNED_.*|UNABLE_TO_.*)$/;

const neverSent = (error: unknown): boolean =>
  error instanceof Error &&
  typeof error.cause === 'object' &&
  error.cause !== null &&
  'code' in error.cause &&
  noConnection.test(String(error.cause.code));

function unavailable({ host }: URL, { status, headers }: Response): Outage {
  const seconds = Number(headers.get('retry-after'));
  return new Outage('signing-service-unavailable', {
    fact: `${host} ${status}`,
    retryAfterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 1000,
  });
}

async function wholeOf(
  response: Response,
  { mostOctets }: ExchangeLimits,
  { host }: URL,
): Promise<string> {
  const parts: Uint8Array[] = [];
  let octets = 0;
  for await (const part of response.body ?? []) {
    octets += part.length;
    if (octets > mostOctets) {
      throw new Outage('signing-service-unintelligible', { fact: `${host} too large` });
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function jsonOf(text: string, { status }: Response, { host }: URL): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without its cause: the parser's message repeats the answer, which may hold a token.
    if (status >= 200 && status < 300) {
      throw new Outage('signing-service-unintelligible', { fact: `${host} no JSON` });
    }
    return undefined;
  }
}
