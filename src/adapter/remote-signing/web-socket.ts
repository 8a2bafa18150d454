import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { Duplex } from 'node:stream';
import { Outage } from '../../app/outage.ts';
import { createFrameReader, writeFrame } from './web-socket-frame.ts';

export interface WebSocketQuestion {
  /** wss, on this machine. */
  readonly url: URL;
  /** PEM of the authorities that may vouch for the service; nobody else. */
  readonly trusted: readonly string[];
  readonly message: string;
  /** Octets of an answer. */
  readonly mostOctets: number;
}

/**
 * One text message and its one answer over a WebSocket of its own (RFC 6455), as the VGCA Sign Service wants it. Node's
 * own WebSocket cannot be told whom to trust for one connection alone. Lost after sending: `signing-outcome-unknown`.
 */
export async function askOverWebSocket(
  question: WebSocketQuestion,
  signal: AbortSignal,
): Promise<string> {
  const { url } = question;
  let isSent = false;
  try {
    const { socket, head } = await connect(question, signal);
    try {
      const answer = textOf(socket, head, question);
      isSent = true;
      socket.write(writeFrame('text', Buffer.from(question.message)));
      return await until(answer, signal);
    } finally {
      socket.end(writeFrame('close', Buffer.from([0x03, 0xe8])));
      socket.destroySoon?.call(socket);
    }
  } catch (cause) {
    if (cause instanceof Outage) throw cause;
    signal.throwIfAborted();
    if (isSent) throw new Outage('signing-outcome-unknown', { fact: url.host, cause });
    throw new Outage('signing-service-unreachable', { fact: url.host, retryAfterMs: 5000, cause });
  }
}

interface Connected {
  readonly socket: Duplex & { destroySoon?(): void };
  readonly head: Buffer;
}

/** Section 4.1: the opening handshake; the TLS peer must be one that `trusted` vouches for, by this very address. */
function connect({ url, trusted }: WebSocketQuestion, signal: AbortSignal): Promise<Connected> {
  const key = randomBytes(16).toString('base64');
  const accept = createHash('sha1')
    .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');
  return new Promise((resolve, reject) => {
    const opening = request({
      host: url.hostname,
      port: url.port,
      path: url.pathname,
      agent: false,
      ca: [...trusted],
      signal,
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-key': key,
        'sec-websocket-version': '13',
      },
    });
    opening.once('error', reject);
    opening.once('response', (response: IncomingMessage) => {
      response.destroy();
      reject(unintelligible(url, `status ${response.statusCode}`));
    });
    opening.once('upgrade', (response: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (response.headers['sec-websocket-accept'] === accept) return resolve({ socket, head });
      socket.destroy();
      reject(unintelligible(url, 'handshake'));
    });
    opening.end();
  });
}

const unintelligible = ({ host }: URL, fact: string): Outage =>
  new Outage('signing-service-unintelligible', { fact: `${host} ${fact}` });

/** The first whole text message. */
function textOf(
  socket: Duplex,
  head: Buffer,
  { url, mostOctets }: WebSocketQuestion,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = createFrameReader(mostOctets);
    const take = (octets: Buffer): void => {
      for (const event of reader(octets)) {
        if (event.kind === 'text') resolve(event.text);
        if (event.kind === 'ping') socket.write(writeFrame('pong', event.payload));
        if (event.kind === 'close') reject(new Error('closed before an answer'));
        if (event.kind === 'fault') reject(unintelligible(url, event.fact));
      }
    };
    socket.on('data', take);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('cut before an answer')));
    take(head);
  });
}

/** The promise, unless the signal is aborted first. */
function until<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
