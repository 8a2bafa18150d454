import { Outage } from '../../app/outage.ts';

/** Whom to ask and how: the codes of its outages begin with `service`. */
export interface Exchange {
  readonly service: 'time-stamp' | 'ocsp';
  readonly url: URL;
  readonly body: Uint8Array;
  readonly requestType: string;
  readonly replyType: string;
  /** Milliseconds for the whole exchange. */
  readonly timeoutMs: number;
  /** Octets of an answer, after any decoding. */
  readonly mostOctets: number;
}

/**
 * One POST, one whole answer. No redirect is followed. No route, a cut line, a time-out, a status other than 200, another
 * content type or too many octets: each is an Outage, because none is the service's word.
 */
export async function post(exchange: Exchange): Promise<Uint8Array> {
  const { service, url, body, requestType, replyType, timeoutMs } = exchange;
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { 'content-type': requestType, accept: replyType, 'accept-encoding': 'identity' },
      body: Buffer.from(body),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw unavailable(exchange, response);
    }
    const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
    if (type !== replyType) {
      await response.body?.cancel();
      throw unintelligible(exchange, `content type ${type === '' ? 'missing' : type}`);
    }
    return await wholeOf(response, exchange);
  } catch (cause) {
    if (cause instanceof Outage) throw cause;
    throw new Outage(`${service}-unreachable`, { fact: url.host, retryAfterMs: 5000, cause });
  }
}

/** The service answered with what is no answer of its protocol. */
export const unintelligible = ({ service, url }: Pick<Exchange, 'service' | 'url'>, fact: string) =>
  new Outage(`${service}-unintelligible`, { fact: `${url.host} ${fact}` });

function unavailable({ service, url }: Exchange, { status, headers }: Response): Outage {
  const seconds = Number(headers.get('retry-after'));
  return new Outage(`${service}-unavailable`, {
    fact: `${url.host} ${status}`,
    retryAfterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 5000,
  });
}

async function wholeOf({ body }: Response, exchange: Exchange): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let octets = 0;
  for await (const part of body ?? []) {
    octets += part.length;
    if (octets > exchange.mostOctets) throw unintelligible(exchange, 'too large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** An address of a service; a wrong one is a mistake of the configuration, not an outage. */
export function serviceUrl(text: string): URL {
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new TypeError(`not an http address: ${url.protocol}`);
  }
  return url;
}
