/** Longer literals are compared by one native call, whose cost is that of some hundred steps. */
const longFrom = 256;

/** Bytes that stand literally in a file, to be compared four at a time: half of reading a record is comparing tags. */
export class Literal {
  readonly length: number;
  readonly bytes: Buffer;
  /** Every whole four bytes, as little-endian numbers. */
  private readonly words: Int32Array;

  constructor(text: string | Buffer) {
    this.bytes = Buffer.from(text);
    this.length = this.bytes.length;
    this.words = Int32Array.from({ length: this.length >> 2 }, (_, word) =>
      this.bytes.readInt32LE(4 * word),
    );
  }

  /** Whether the literal stands at `at` of the file; `view` is a view of the same bytes. */
  standsIn(file: Buffer, view: DataView, at: number): boolean {
    const { length, words, bytes } = this;
    if (at + length > file.length) return false;
    if (length > longFrom) return file.compare(bytes, 0, length, at, at + length) === 0;
    for (let word = 0; word < words.length; word++) {
      if (view.getInt32(at + 4 * word, true) !== words[word]) return false;
    }
    for (let rest = 4 * words.length; rest < length; rest++) {
      if (view.getUint8(at + rest) !== bytes[rest]) return false;
    }
    return true;
  }
}
