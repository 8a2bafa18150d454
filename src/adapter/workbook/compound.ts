import { ok, type Result, refuse } from '../../domain/result.ts';

/** The OLE compound file ([MS-CFB]) in which .xls and encrypted .xlsx lie: its streams by name. */
export interface CompoundFile {
  readonly names: readonly string[];
  /** The first bytes of a stream, at most `limit`; undefined where there is none or its chain is cut. */
  head(name: string, limit: number): Buffer | undefined;
}

export type CompoundRefusal = 'truncated-file' | 'damaged-file';

const endOfChain = 0xfffffffe;
const freeSector = 0xffffffff;
const miniCutoff = 4096;

interface Stream {
  readonly name: string;
  readonly type: number;
  readonly start: number;
  readonly size: number;
}

/** Reads the sector tables and the directory. A file in which a stream does not fit is truncated. */
export function readCompound(bytes: Buffer): Result<CompoundFile, CompoundRefusal> {
  if (bytes.length < 512) return refuse('truncated-file');
  const shift = bytes.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return refuse('damaged-file');
  const size = 1 << shift;
  const sectorAt = (sector: number): Buffer | undefined => {
    const from = (sector + 1) * size;
    return from + size <= bytes.length ? bytes.subarray(from, from + size) : undefined;
  };
  const table = readTable(bytes, sectorAt, size);
  if (!table.ok) return table;
  const chain = (start: number, limit: number): Buffer | undefined => {
    const parts: Buffer[] = [];
    let at = start;
    for (let length = 0; at !== endOfChain && length < limit; length += size) {
      const part = sectorAt(at);
      if (part === undefined || parts.length > table.value.length) return undefined;
      parts.push(part);
      at = table.value[at] ?? endOfChain;
    }
    return Buffer.concat(parts);
  };
  const directory = chain(bytes.readUInt32LE(48), 16 * 1024 * 1024);
  if (directory === undefined) return refuse('truncated-file');
  const streams = readStreams(directory);
  const whole = streams.filter((s) => s.type === 5 || (s.type === 2 && s.size >= miniCutoff));
  // Every stream must lie in the file to its last sector: not every writer marks free sectors.
  const short = whole.some((s) => s.size > 0 && (chain(s.start, s.size)?.length ?? 0) < s.size);
  if (short) return refuse('truncated-file');
  return ok({
    names: streams.map((stream) => stream.name),
    head: (name, limit) => headOf(streams, name, limit, chain),
  });
}

/** The sector allocation table, through the list in the header and its continuation sectors. */
function readTable(
  bytes: Buffer,
  sectorAt: (sector: number) => Buffer | undefined,
  size: number,
): Result<number[], CompoundRefusal> {
  const sectors: number[] = [];
  for (let i = 0; i < 109; i += 1) sectors.push(bytes.readUInt32LE(76 + i * 4));
  let next = bytes.readUInt32LE(68);
  for (let guard = 0; next < endOfChain - 3 && guard < 4096; guard += 1) {
    const part = sectorAt(next);
    if (part === undefined) return refuse('truncated-file');
    for (let at = 0; at < size - 4; at += 4) sectors.push(part.readUInt32LE(at));
    next = part.readUInt32LE(size - 4);
  }
  const table: number[] = [];
  for (const sector of sectors) {
    if (sector === freeSector) continue;
    const part = sectorAt(sector);
    if (part === undefined) return refuse('truncated-file');
    for (let at = 0; at < size; at += 4) table.push(part.readUInt32LE(at));
  }
  return ok(table);
}

function readStreams(directory: Buffer): Stream[] {
  const streams: Stream[] = [];
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const length = directory.readUInt16LE(at + 64);
    const type = directory[at + 66] ?? 0;
    if (type === 0 || length < 2 || length > 64) continue;
    const name = directory.toString('utf16le', at, at + length - 2);
    const start = directory.readUInt32LE(at + 116);
    streams.push({ name, type, start, size: directory.readUInt32LE(at + 120) });
  }
  return streams;
}

function headOf(
  streams: readonly Stream[],
  name: string,
  limit: number,
  chain: (start: number, limit: number) => Buffer | undefined,
): Buffer | undefined {
  const stream = streams.find((s) => s.type === 2 && s.name.toLowerCase() === name.toLowerCase());
  if (stream === undefined) return undefined;
  if (stream.size >= miniCutoff) return chain(stream.start, limit)?.subarray(0, stream.size);
  const root = streams.find((s) => s.type === 5);
  const mini = root === undefined ? undefined : chain(root.start, root.size);
  const from = stream.start * 64;
  return mini?.subarray(from, Math.min(from + stream.size, mini.length));
}
