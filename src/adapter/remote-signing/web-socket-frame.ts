import { randomBytes } from 'node:crypto';

/** Opcodes of RFC 6455, 5.2. */
const opcode = { continuation: 0x0, text: 0x1, close: 0x8, ping: 0x9, pong: 0xa } as const;

/** A frame as clients send it: whole and masked (5.3). */
export function writeFrame(kind: 'text' | 'close' | 'pong', payload: Buffer): Buffer {
  const mask = randomBytes(4);
  const { length } = payload;
  const short = length < 126 ? length : length < 65_536 ? 126 : 127;
  const header = Buffer.alloc(short === 126 ? 4 : short === 127 ? 10 : 2);
  header[0] = 0x80 | opcode[kind];
  header[1] = 0x80 | short;
  if (short === 126) header.writeUInt16BE(length, 2);
  if (short === 127) header.writeBigUInt64BE(BigInt(length), 2);
  const masked = Buffer.from(payload.map((octet, index) => octet ^ (mask[index % 4] ?? 0)));
  return Buffer.concat([header, mask, masked]);
}

export type FrameEvent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'ping'; readonly payload: Buffer }
  | { readonly kind: 'close' }
  | { readonly kind: 'fault'; readonly fact: string };

const fault = (fact: string): FrameEvent => ({ kind: 'fault', fact });

/** Reads what a server sends, in whatever pieces it comes; text messages may be in several frames. */
export function createFrameReader(mostOctets: number): (octets: Buffer) => readonly FrameEvent[] {
  let kept: Buffer = Buffer.alloc(0);
  let message: Buffer | undefined;

  const eventOf = ({ kind, isLast, payload }: Frame): FrameEvent | undefined => {
    if (kind === opcode.ping) return { kind: 'ping', payload };
    if (kind === opcode.pong) return undefined;
    if (kind === opcode.close) return { kind: 'close' };
    const isContinued = message !== undefined;
    if (kind !== (isContinued ? opcode.continuation : opcode.text)) return fault('opcode');
    message = Buffer.concat([message ?? Buffer.alloc(0), payload]);
    if (message.length > mostOctets) return fault('too large');
    if (!isLast) return undefined;
    const text = message.toString('utf8');
    message = undefined;
    return { kind: 'text', text };
  };

  return (octets) => {
    kept = Buffer.concat([kept, octets]);
    const events: FrameEvent[] = [];
    for (;;) {
      const frame = frameIn(kept, mostOctets);
      if (frame === undefined) return events;
      if (typeof frame === 'string') return [...events, fault(frame)];
      kept = kept.subarray(frame.octets);
      const event = eventOf(frame);
      if (event !== undefined) events.push(event);
    }
  };
}

interface Frame {
  readonly kind: number;
  readonly isLast: boolean;
  readonly payload: Buffer;
  /** Length of the whole frame. */
  readonly octets: number;
}

/** The first frame; undefined while it is not whole; a fault's name when it is none. */
function frameIn(octets: Buffer, mostOctets: number): Frame | string | undefined {
  const [first, second] = octets;
  if (first === undefined || second === undefined) return undefined;
  if ((first & 0x70) !== 0) return 'reserved bits';
  // A server must not mask (5.1).
  if ((second & 0x80) !== 0) return 'masked';
  const short = second & 0x7f;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (octets.length < start) return undefined;
  const length =
    short === 126
      ? octets.readUInt16BE(2)
      : short === 127
        ? Number(octets.readBigUInt64BE(2))
        : short;
  if (length > mostOctets) return 'too large';
  if (octets.length < start + length) return undefined;
  const payload = Buffer.from(octets.subarray(start, start + length));
  return { kind: first & 0x0f, isLast: (first & 0x80) !== 0, payload, octets: start + length };
}
