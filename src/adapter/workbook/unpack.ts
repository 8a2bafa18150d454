import { crc32, inflateRawSync } from 'node:zlib';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { WorkbookLimits } from './limits.ts';

/** One part of a .zip, unpacked and checked against its checksum. */
export interface ZipPart {
  readonly name: string;
  readonly bytes: Buffer;
}

export type UnpackRefusal =
  | 'truncated-file'
  | 'damaged-file'
  | 'password-protected'
  | 'too-large-unpacked'
  | 'unsupported-format';

/** One entry of the central directory (APPNOTE 4.3.12). */
interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

const endSignature = 0x06054b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;

/**
 * Unpacks a .zip within limits. The declared sizes are looked at first, so that an honest bomb costs
 * nothing; then no part is inflated beyond what it declares, so that a lying one costs no more.
 */
export function unpack(bytes: Buffer, limits: WorkbookLimits): Result<ZipPart[], UnpackRefusal> {
  const directory = readDirectory(bytes, limits);
  if (!directory.ok) return directory;
  const declared = directory.value.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (tooLarge(declared, bytes.length, limits)) return refuse('too-large-unpacked');
  const parts: ZipPart[] = [];
  let left = limits.unpackedBytes;
  for (const entry of directory.value) {
    const part = unpackEntry(bytes, entry, left);
    if (!part.ok) return part;
    left -= part.value.length;
    if (tooLarge(limits.unpackedBytes - left, bytes.length, limits)) {
      return refuse('too-large-unpacked');
    }
    parts.push({ name: entry.name, bytes: part.value });
  }
  return ok(parts);
}

const tooLarge = (unpacked: number, packed: number, limits: WorkbookLimits): boolean =>
  unpacked > limits.unpackedBytes ||
  (unpacked > limits.ratioFloorBytes && unpacked > packed * limits.ratio);

/** The central directory; a file whose end is missing has none. */
function readDirectory(bytes: Buffer, limits: WorkbookLimits): Result<Entry[], UnpackRefusal> {
  const end = findEnd(bytes);
  if (end === undefined) return refuse('truncated-file');
  const count = bytes.readUInt16LE(end + 10);
  const start = bytes.readUInt32LE(end + 16);
  if (start === 0xffffffff || count === 0xffff) return refuse('unsupported-format');
  if (count > limits.parts) return refuse('too-large-unpacked');
  const entries: Entry[] = [];
  let at = start;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== centralSignature) return refuse('damaged-file');
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return ok(entries);
}

/** The end record: its signature, with a comment that reaches exactly to the end of the file. */
function findEnd(bytes: Buffer): number | undefined {
  const lowest = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= lowest; at -= 1) {
    if (bytes.readUInt32LE(at) !== endSignature) continue;
    if (at + 22 + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  }
  return undefined;
}

function unpackEntry(bytes: Buffer, entry: Entry, left: number): Result<Buffer, UnpackRefusal> {
  if ((entry.flags & 1) !== 0) return refuse('password-protected');
  if (entry.method !== 0 && entry.method !== 8) return refuse('unsupported-format');
  const { offset } = entry;
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== localSignature) {
    return refuse('damaged-file');
  }
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (start + entry.packed > bytes.length) return refuse('damaged-file');
  const packed = bytes.subarray(start, start + entry.packed);
  const plain = entry.method === 0 ? ok(packed) : inflate(packed, Math.min(left, entry.unpacked));
  if (!plain.ok) return plain;
  if (plain.value.length > left) return refuse('too-large-unpacked');
  if (plain.value.length !== entry.unpacked) return refuse('damaged-file');
  return crc32(plain.value) === entry.crc ? plain : refuse('damaged-file');
}

/** Inflates at most `limit` bytes: a part that holds more than it declares is a lie, and stops there. */
function inflate(packed: Buffer, limit: number): Result<Buffer, UnpackRefusal> {
  try {
    return ok(inflateRawSync(packed, { maxOutputLength: Math.max(1, limit) }));
  } catch (cause) {
    const tooLong =
      cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    return refuse(tooLong ? 'too-large-unpacked' : 'damaged-file');
  }
}

/** Packs parts again without compression: what the workbook library gets has been measured and checked. */
export function packStored(parts: readonly ZipPart[]): Buffer {
  const chunks: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of parts) {
    const label = Buffer.from(name, 'utf8');
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE(0x0800, 2);
    header.writeUInt32LE(crc32(bytes), 10);
    header.writeUInt32LE(bytes.length, 14);
    header.writeUInt32LE(bytes.length, 18);
    header.writeUInt16LE(label.length, 22);
    chunks.push(signature(localSignature), header, label, bytes);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(signature(centralSignature), Buffer.from([20, 0]), header, tail, label);
    offset += 30 + label.length + bytes.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...chunks, directory, signature(endSignature), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
