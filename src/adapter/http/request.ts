import { Outage } from '../../app/outage.ts';

/** What came back, whole. */
export interface HttpAnswer {
  readonly status: number;
  readonly bytes: Uint8Array;
}

export interface HttpRequest {
  readonly method?: 'GET' | 'POST';
  readonly contentType?: string;
  readonly body?: Uint8Array | string;
  /** The place in line that an earlier answer promised. */
  readonly turn?: string | undefined;
  /** Told the place in line that a 503 promises. */
  readonly promised?: (turn: string) => void;
}

export interface HttpLimits {
  /** Milliseconds for the whole exchange. */
  readonly timeoutMs: number;
}

/** One exchange. Whatever is not an answer of the other side (no route, cut line, time out, 5xx) is an Outage. */
export async function request(
  url: URL,
  { method = 'GET', contentType, body, turn, promised }: HttpRequest,
  { timeoutMs }: HttpLimits,
): Promise<HttpAnswer> {
  try {
    const response = await fetch(url, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
        ...(turn === undefined ? {} : { 'hocba-turn': turn }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body) }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const given = response.headers.get('hocba-turn');
    if (given !== null) promised?.(given);
    if (response.status >= 500) throw serverOutage(response);
    return { status: response.status, bytes };
  } catch (error) {
    if (error instanceof Outage) throw error;
    // The address is not told: its query may hold what only its owner should know.
    throw new Outage('register-unreachable', {
      fact: url.host,
      retryAfterMs: 5000,
      cause: error,
    });
  }
}

function serverOutage({ status, headers, url }: Response): Outage {
  const seconds = Number(headers.get('retry-after'));
  return new Outage('register-unavailable', {
    fact: `${new URL(url).host} ${status}`,
    retryAfterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 5000,
  });
}

/** The JSON of an answer; one that cannot be read is the other side's outage. */
export function jsonOf({ bytes, status }: HttpAnswer): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch (error) {
    throw new Outage('register-unintelligible', { fact: String(status), cause: error });
  }
}
