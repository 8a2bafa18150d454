/** The server's half of RFC 6455's frames, for tests. */
export interface ClientFrame {
  readonly opcode: number;
  readonly payload: Buffer;
}

export function serverFrame(opcode: number, payload: Buffer, isLast = true): Buffer {
  const { length } = payload;
  const header =
    length < 126
      ? Buffer.from([0, length])
      : length < 65_536
        ? Buffer.from([0, 126, length >> 8, length & 0xff])
        : Buffer.from([0, 127, 0, 0, 0, 0, ...uint32(length)]);
  header[0] = (isLast ? 0x80 : 0) | opcode;
  return Buffer.concat([header, payload]);
}

const uint32 = (value: number): readonly number[] =>
  [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);

/** Frames of a client: whole, and masked as 5.1 demands; anything else ends the program's patience. */
export function createClientFrames(): (octets: Buffer) => readonly ClientFrame[] {
  let kept: Buffer = Buffer.alloc(0);
  return (octets) => {
    kept = Buffer.concat([kept, octets]);
    const frames: ClientFrame[] = [];
    while (kept.length >= 2) {
      const first = kept.readUInt8(0);
      const second = kept.readUInt8(1);
      if ((first & 0x80) === 0 || (second & 0x80) === 0) throw new Error('not whole and masked');
      const short = second & 0x7f;
      const start = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (kept.length < start + 4) break;
      const length =
        short < 126 ? short : short === 126 ? kept.readUInt16BE(2) : kept.readUInt32BE(6);
      if (kept.length < start + 4 + length) break;
      const mask = kept.subarray(start, start + 4);
      const masked = kept.subarray(start + 4, start + 4 + length);
      const payload = Buffer.from(masked.map((octet, index) => octet ^ (mask[index % 4] ?? 0)));
      frames.push({ opcode: first & 0x0f, payload });
      kept = kept.subarray(start + 4 + length);
    }
    return frames;
  };
}
