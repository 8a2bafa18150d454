import { resolveEntities, type XmlElement, type XmlSource } from './element.ts';
import { AMPERSAND, isVietnamese, LT, letterFault, QUOTE, textClass } from './letters.ts';
import { Literal } from './literal.ts';
import type { SimpleType } from './simple-type.ts';

/** Thrown where a file is not in our writer's own spelling. It says nothing of faults: the ordinary way finds those. */
export class OtherSpelling extends Error {}

const otherSpelling = new OtherSpelling('not in our own spelling');

/** Bytes that are turned into letters in one step: a value cut from them keeps no more than these in memory. */
const windowSize = 4096;

/** In bytes, and more than any value of the profile has: what is made to cost much is left to the ordinary way. */
const longestText = 16_384;

const amp = new Literal('&amp;');
const lt = new Literal('&lt;');
const gt = new Literal('&gt;');

const identifierClass = new Uint8Array(256);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.#') {
  identifierClass[letter.charCodeAt(0)] = 1;
}

/** An element that holds text alone, as our writer begins and ends it. */
export interface PlainLeaf {
  readonly opening: Literal;
  readonly closing: Literal;
  readonly text: SimpleType<unknown>;
}

/**
 * A cursor over a file that our own writer spelled: no blank between elements, no prefix, entities only where the
 * canonical form has them. Such a file is read by the grammar straight from its bytes, without a tree in between.
 */
export class PlainText implements XmlSource {
  readonly bytes: Buffer;
  readonly view: DataView;
  at = 0;
  /** A part of the file with one letter a byte: values of ASCII alone are cut from it without decoding. */
  private letters = '';
  private lettersAt = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Whether the literal stands here. */
  sees(literal: Literal): boolean {
    return literal.standsIn(this.bytes, this.view, this.at);
  }

  /** Steps over the literal, which must stand here. */
  take(literal: Literal): void {
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
          if (!this.canonicalEntity(at)) throw otherSpelling;
          entities = true;
        } else if (kind !== 1) throw otherSpelling;
      }
      all |= byte;
      at++;
    }
    if (at - from > longestText) throw otherSpelling;
    this.at = at;
    const text = all < 0x80 ? this.ascii(from, at) : bytes.toString('utf8', from, at);
    if (foreign && letterFault(text) !== undefined) throw otherSpelling;
    return entities ? resolveEntities(text) : text;
  }

  /** The canonical form of text has these entities and no others. */
  private canonicalEntity(at: number): boolean {
    const { bytes, view } = this;
    return (
      amp.standsIn(bytes, view, at) || lt.standsIn(bytes, view, at) || gt.standsIn(bytes, view, at)
    );
  }

  /**
   * A value of ASCII alone. `ahead`: within how many bytes the next ones are asked for. A value may keep that much in
   * memory: who stores it for long must copy it.
   */
  ascii(from: number, to: number, ahead = windowSize): string {
    if (from < this.lettersAt || to > this.lettersAt + this.letters.length) {
      this.letters = this.bytes.toString('latin1', from, Math.max(to, from + ahead));
      this.lettersAt = from;
    }
    return this.letters.substring(from - this.lettersAt, to - this.lettersAt);
  }

  /** An attribute's value up to its quotation mark; our writer has only identifiers there. */
  identifier(): string {
    const from = this.at;
    while (identifierClass[this.bytes[this.at] as number] === 1) this.at++;
    if (this.bytes[this.at] !== QUOTE) throw otherSpelling;
    return this.ascii(from, this.at++);
  }

  /** The value of an element that holds text alone. */
  value({ opening, closing, text: type }: PlainLeaf): unknown {
    this.take(opening);
    const value = type.parse(this.text());
    if (value === undefined) throw otherSpelling;
    this.take(closing);
    return value;
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
