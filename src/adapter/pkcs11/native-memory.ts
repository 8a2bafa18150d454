import assert from 'node:assert/strict';
import koffi from 'koffi';
import type { CryptokiLayout } from './layout.ts';

/** A piece of memory that C and we see at the same address. */
export interface NativePiece {
  readonly address: bigint;
  readonly bytes: Buffer;
}

/**
 * Memory outside the JavaScript heap for arguments of C calls: it never moves. Pieces are handed out in turn and all
 * taken back by `clear`, which writes zeros over them, since a PIN may have stood there.
 */
export interface NativeMemory {
  reserve(size: number): NativePiece;
  /** A piece that holds a copy of the bytes. */
  hold(bytes: Uint8Array): NativePiece;
  /** A piece for one CK_ULONG. */
  number(value: number): NativePiece;
  readNumber(piece: NativePiece, offset?: number): number;
  writeNumber(piece: NativePiece, offset: number, value: number): void;
  writePointer(piece: NativePiece, offset: number, to: bigint): void;
  clear(): void;
}

const alignment = 16;

export function nativeMemory(size: number, { ulong, pointer }: CryptokiLayout): NativeMemory {
  const start = koffi.address(koffi.alloc('uint8_t', size));
  const all = Buffer.from(koffi.view(start, size));
  let used = 0;
  const reserve = (length: number): NativePiece => {
    const from = used;
    used += Math.ceil(Math.max(length, 1) / alignment) * alignment;
    assert(used <= size, `native memory of ${size} bytes is used up`);
    return { address: start + BigInt(from), bytes: all.subarray(from, from + length) };
  };
  const writeNumber = ({ bytes }: NativePiece, offset: number, value: number): void => {
    if (ulong === 8) bytes.writeBigUInt64LE(BigInt(value), offset);
    else bytes.writeUInt32LE(value, offset);
  };
  return {
    reserve,
    hold(bytes) {
      const piece = reserve(bytes.length);
      piece.bytes.set(bytes);
      return piece;
    },
    number(value) {
      const piece = reserve(ulong);
      writeNumber(piece, 0, value);
      return piece;
    },
    readNumber: ({ bytes }, offset = 0) =>
      ulong === 8 ? Number(bytes.readBigUInt64LE(offset)) : bytes.readUInt32LE(offset),
    writeNumber,
    writePointer({ bytes }, offset, to) {
      if (pointer === 8) bytes.writeBigUInt64LE(to, offset);
      else bytes.writeUInt32LE(Number(to), offset);
    },
    clear() {
      all.fill(0, 0, used);
      used = 0;
    },
  };
}
