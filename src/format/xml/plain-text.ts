import { resolveEntities, type XmlElement, type XmlSource } from './element.ts';
import { AMPERSAND, isVietnamese, LT, letterFault, QUOTE, textClass } from './letters.ts';

/** Thrown where a file is not in our writer's own spelling. It says nothing of faults: the ordinary way finds those. */
export class OtherSpelling extends Error {}

const otherSpelling = new OtherSpelling('not in our own spelling');

/** Strings shorter than this are copied when cut; a longer one would keep the letters of its whole file in memory. */
const copiedBelow = 13;

const identifierClass = new Uint8Array(256);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.#') {
  identifierClass[letter.charCodeAt(0)] = 1;
}

/**
 * A cursor over a file that our own writer spelled: no blank between elements, no prefix, entities only where the
 * canonical form has them. Such a file is read by the grammar straight from its bytes, without a tree in between.
 */
export class PlainText implements XmlSource {
  readonly bytes: Buffer;
  at = 0;
  /** The file with one letter a byte: what holds ASCII alone is cut from it without decoding. */
  private readonly letters: string;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.letters = bytes.toString('latin1');
  }

  /** Whether the literal stands here. */
  sees(literal: Uint8Array): boolean {
    const { bytes, at } = this;
    for (let index = 0; index < literal.length; index++) {
      if (bytes[at + index] !== literal[index]) return false;
    }
    return true;
  }

  /** Steps over the literal, which must stand here. */
  take(literal: Uint8Array): void {
    if (!this.sees(literal)) throw otherSpelling;
    this.at += literal.length;
  }

  /** The text up to the next tag, as the scanner would take it; entities resolved. */
  text(): string {
    const { bytes, at: from } = this;
    let at = from;
    let all = 0;
    let foreign = false;
    let entities = false;
    for (;;) {
      const byte = bytes[at] as number;
      const kind = textClass[byte];
      if (kind !== 0) {
        if (byte === LT) break;
        if (kind === 3) foreign ||= !isVietnamese(byte, bytes[at + 1] as number);
        else if (byte === AMPERSAND) {
          if (!this.canonicalEntity(at + 1)) throw otherSpelling;
          entities = true;
        } else if (kind !== 1) throw otherSpelling;
      }
      all |= byte;
      at++;
    }
    this.at = at;
    const text = all < 0x80 ? this.ascii(from, at) : bytes.toString('utf8', from, at);
    if (foreign && letterFault(text) !== undefined) throw otherSpelling;
    return entities ? resolveEntities(text) : text;
  }

  private canonicalEntity(at: number): boolean {
    const { letters } = this;
    return (
      letters.startsWith('amp;', at) ||
      letters.startsWith('lt;', at) ||
      letters.startsWith('gt;', at)
    );
  }

  private ascii(from: number, to: number): string {
    return to - from < copiedBelow
      ? this.letters.substring(from, to)
      : this.bytes.toString('latin1', from, to);
  }

  /** An attribute's value up to its quotation mark; our writer has only identifiers there. */
  identifier(): string {
    const from = this.at;
    while (identifierClass[this.bytes[this.at] as number] === 1) this.at++;
    if (this.bytes[this.at] !== QUOTE) throw otherSpelling;
    return this.ascii(from, this.at++);
  }

  /** The element from `start` to here: canonical bytes, whose inside nobody needs to see again. */
  element(name: string, start: number): XmlElement {
    return plainElement(name, '', start, this.at);
  }
}

/** An element that stands for its canonical bytes alone: without children, and without those around it. */
export const plainElement = (
  name: string,
  namespace: string,
  start: number,
  end: number,
): XmlElement => ({
  name,
  local: name,
  namespace,
  attributes: [],
  parent: null,
  children: [],
  start,
  openEnd: start,
  closeStart: end,
  end,
  verbatim: true,
  hasText: false,
});

/** Runs a reading of plain text; undefined where the spelling is another. */
export function inPlainSpelling<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error === otherSpelling) return undefined;
    throw error;
  }
}

export function notPlain(): never {
  throw otherSpelling;
}
