import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parseTimeStampRequest } from '../../format/time-stamp/parse-request.ts';
import {
  writeGranted,
  writeRejected,
  writeTimeStampToken,
} from '../../format/time-stamp/write-token.ts';
import { type Credential, signerOf } from './issue.ts';

/** Chính sách dấu thời gian thử nghiệm, under ITU-T's arc for examples: it must not pass for a real authority's. */
export const exampleTimeStampPolicy = '2.999.1.2';

/** Octets. A request has about a hundred. */
const longestRequest = 4096;
/** Bits of PKIFailureInfo (RFC 3161, 2.4.2). */
const bits = {
  badAlg: 0,
  badDataFormat: 5,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
} as const;

export interface TimeStampServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Tổ chức cấp dấu thời gian thử nghiệm: a time-stamp authority over HTTP (RFC 3161, 3.4) for demonstrations. Its time is
 * the machine's, stated with an accuracy of half a second, and every serial number is drawn by lot.
 */
export async function serveTimeStamps(
  credential: Credential,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<TimeStampServer> {
  const server = createServer((request, response) => {
    answer(request, response, credential).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host}:${taken}/tsa`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  credential: Credential,
): Promise<void> {
  const refuse = (status: number): void => void response.writeHead(status).end();
  if (request.url !== '/tsa') return refuse(404);
  if (request.method !== 'POST') return refuse(405);
  if (request.headers['content-type'] !== 'application/timestamp-query') return refuse(415);
  const parts: Buffer[] = [];
  let octets = 0;
  for await (const part of request) {
    parts.push(part);
    octets += part.length;
    if (octets > longestRequest) return refuse(413);
  }
  response
    .writeHead(200, { 'content-type': 'application/timestamp-reply' })
    .end(replyTo(Buffer.concat(parts), credential, Date.now()));
}

/** The token, or the refusal, for the octets of a request. */
export function replyTo(
  request: Uint8Array,
  { certificate, privateKey }: Credential,
  epochMs: number,
): Buffer {
  const asked = parseTimeStampRequest(request);
  if (typeof asked === 'string') return writeRejected(bits[asked]);
  if (asked.policy !== null && asked.policy !== exampleTimeStampPolicy) {
    return writeRejected(bits.unacceptedPolicy);
  }
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const content = { asked, policy: exampleTimeStampPolicy, serial, epochMs, accuracyMs: 500 };
  return writeGranted(writeTimeStampToken({ ...content, certificate }, signerOf(privateKey)));
}
