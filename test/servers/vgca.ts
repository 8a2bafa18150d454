import { createHash } from 'node:crypto';
import { createServer as createControl } from 'node:http';
import { createServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { digestIn, type HolderConfig, signDigest } from './holder-key.ts';
import { announce, applyControl, type Control, newWatch, readConfig } from './plumbing.ts';
import { createClientFrames, serverFrame } from './web-socket-server.ts';

/** VGCA Sign Service as far as it is known: wss://127.0.0.1:PORT/SignMsg, one JSON message, one JSON answer. */
export interface VgcaServerConfig {
  readonly holder: HolderConfig;
  readonly tls: { readonly key: string; readonly cert: string };
  /** Answers come in this many frames, after a ping. */
  readonly frames: number;
}

const config = readConfig<VgcaServerConfig>();
const watch = newWatch();

function answerTo(path: string, text: string): unknown {
  const json: unknown = JSON.parse(text);
  const asked: Readonly<Record<string, unknown>> =
    typeof json === 'object' && json !== null ? { ...json } : {};
  const digest = digestIn(asked['HashValue'], 32);
  if (path !== '/SignMsg' || digest === undefined) return { Status: 19, Message: 'bad request' };
  if (asked['HashAlg'] !== 'SHA256' || asked['Encode'] !== 'RSA') return { Status: 19 };
  const { decision } = watch.control.decision;
  if (decision === 'decline') return { Status: 1, Message: 'cancelled' };
  if (watch.control.refusedDigests.has(digest.toString('hex'))) return { Status: 77 };
  watch.signatures += 1;
  return {
    Status: 0,
    Signature: signDigest(config.holder, digest).toString('base64'),
    CertBase64: config.holder.chain[0],
  };
}

function converse(socket: Duplex, path: string): void {
  const frames = createClientFrames();
  socket.on('error', () => socket.destroy());
  socket.on('data', (octets: Buffer) => {
    for (const frame of frames(octets)) {
      if (frame.opcode === 0x8) socket.end(serverFrame(0x8, frame.payload));
      if (frame.opcode === 0x1) answer(socket, path, frame.payload.toString('utf8'));
    }
  });
}

function answer(socket: Duplex, path: string, text: string): void {
  watch.paths.push(path);
  const fault = watch.control.faults[path]?.shift();
  if (fault === 'silence' || watch.control.decision.decision === 'never') return;
  if (fault === 'cut') {
    socket.destroy();
    return;
  }
  const json = fault === 'other-shape' ? { answer: 42 } : answerTo(path, text);
  if (fault === 'cut-after') {
    socket.destroy();
    return;
  }
  const octets = Buffer.from(fault === 'garbage' ? '<html>' : JSON.stringify(json));
  const size = Math.ceil(octets.length / config.frames);
  socket.write(serverFrame(0x9, Buffer.from('ping')));
  for (let part = 0; part < config.frames; part += 1) {
    const isLast = part === config.frames - 1;
    const piece = octets.subarray(part * size, (part + 1) * size);
    socket.write(serverFrame(part === 0 ? 0x1 : 0x0, piece, isLast));
  }
}

const server = createServer(config.tls, (_, response) => response.writeHead(404).end());
server.on('upgrade', (request, socket) => {
  const key = request.headers['sec-websocket-key'] ?? '';
  const isGood =
    request.headers['sec-websocket-version'] === '13' &&
    Buffer.from(key, 'base64').length === 16 &&
    request.headers.upgrade?.toLowerCase() === 'websocket';
  if (!isGood) {
    socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    return;
  }
  const accept = createHash('sha1')
    .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  converse(socket, request.url ?? '/');
});

const control = createControl(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  applyControl(watch, JSON.parse(Buffer.concat(parts).toString('utf8')) as Control);
  const { paths, signatures, approvals } = watch;
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ paths, signatures, approvals }));
});
control.listen(0, '127.0.0.1', () => {
  const address = control.address();
  if (typeof address === 'object' && address !== null) console.log(`control ${address.port}`);
  server.listen(0, '127.0.0.1', () => announce(server));
});
