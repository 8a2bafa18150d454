import { isUtf8 } from 'node:buffer';
import { ok, type Result, refuse } from '../../domain/result.ts';
import {
  resolveEntities,
  type XmlAttribute,
  type XmlDocument,
  type XmlElement,
} from './element.ts';
import type { XmlFault, XmlFaultCode } from './fault.ts';
import { AMPERSAND, GT, isVietnamese, LT, letterFault, QUOTE, textClass } from './letters.ts';
import { openName, resolveNamespace } from './namespace.ts';

export interface ScanLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxElements: number;
}

export const recordLimits: ScanLimits = { maxBytes: 2 << 20, maxDepth: 24, maxElements: 20_000 };

/**
 * On one element, namespace declarations included. The profile itself has three; without a limit the checks that look
 * at every pair of attributes would take quadratic time.
 */
const maxAttributes = 32;

/** While the scanner runs an element is still growing. */
export interface OpenElement extends XmlElement {
  children: OpenElement[];
  parent: OpenElement | null;
  openEnd: number;
  closeStart: number;
  end: number;
  verbatim: boolean;
  hasText: boolean;
  /** The default namespace in scope here. */
  defaultNamespace: string;
}

const SLASH = 0x2f;
const APOSTROPHE = 0x27;
const EQUALS = 0x3d;
const SPACE = 0x20;

/** 1 may start a name, 3 may start or continue one, 2 may only continue. ASCII names are all the profile has. */
const nameClass = new Uint8Array(256);
for (let byte = 0x30; byte <= 0x39; byte++) nameClass[byte] = 2;
for (const byte of [0x2d, 0x2e]) nameClass[byte] = 2;
for (let byte = 0x41; byte <= 0x5a; byte++) nameClass[byte] = 3;
for (let byte = 0x61; byte <= 0x7a; byte++) nameClass[byte] = 3;
for (const byte of [0x5f, 0x3a]) nameClass[byte] = 3;

class ScanFault extends Error {
  readonly fault: XmlFault;
  constructor(code: XmlFaultCode, at: number) {
    super(code);
    this.fault = { code, at };
  }
}

/**
 * Reads the profile's subset of XML 1.0: UTF-8 in NFC, elements, attributes and text; no DOCTYPE, comment,
 * processing instruction, CDATA, character reference or entity but the five predefined ones. Everything else that an
 * attacker needs is refused here, before anything is interpreted. Linear in time and memory.
 */
export function scanXml(
  bytes: Uint8Array,
  limits: ScanLimits = recordLimits,
): Result<XmlDocument, XmlFault> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length > limits.maxBytes) return refuse({ code: 'too-large', at: limits.maxBytes });
  if (!isUtf8(buffer)) return refuse({ code: 'not-utf8' });
  if (buffer[0] === 0xef && buffer[1] === 0xbb) return refuse({ code: 'byte-order-mark', at: 0 });
  try {
    return ok({ bytes: buffer, root: new Scanner(buffer, limits).document() });
  } catch (error) {
    if (error instanceof ScanFault) return refuse(error.fault);
    throw error;
  }
}

/** Scans the one element that begins at `at`, where no namespace is in scope; null when it is not well formed. */
export function scanElement(bytes: Buffer, at: number): XmlElement | null {
  try {
    return new Scanner(bytes, recordLimits, at).tree();
  } catch (error) {
    if (error instanceof ScanFault) return null;
    throw error;
  }
}

class Scanner {
  private readonly bytes: Buffer;
  private readonly limits: ScanLimits;
  private at: number;
  private elements = 0;

  constructor(bytes: Buffer, limits: ScanLimits, at = 0) {
    this.bytes = bytes;
    this.limits = limits;
    this.at = at;
  }

  document(): XmlElement {
    this.declaration();
    this.blanks();
    if (this.bytes[this.at] !== LT) throw this.fault('malformed');
    const root = this.tree();
    this.blanks();
    if (this.at < this.bytes.length) throw this.misplaced();
    return root;
  }

  private fault(code: XmlFaultCode, at = this.at): ScanFault {
    return new ScanFault(at >= this.bytes.length && code === 'malformed' ? 'truncated' : code, at);
  }

  private declaration(): void {
    if (!this.startsWith('<?xml ')) return;
    const end = this.bytes.indexOf('?>', this.at, 'latin1');
    const text = end < 0 ? '' : this.bytes.toString('latin1', this.at, end + 2);
    const form =
      /^<\?xml version=(["'])1\.0\1(?: encoding=(["'])(?:UTF|utf)-8\2)?(?: standalone=(["'])(?:yes|no)\3)? ?\?>$/;
    if (!form.test(text)) throw this.fault('malformed');
    this.at = end + 2;
  }

  private startsWith(text: string): boolean {
    return this.bytes.toString('latin1', this.at, this.at + text.length) === text;
  }

  private blanks(): void {
    while (textClass[this.bytes[this.at] ?? 0] === 1) this.at++;
  }

  private misplaced(): ScanFault {
    if (
      this.bytes[this.at] === LT &&
      (this.bytes[this.at + 1] === 0x21 || this.bytes[this.at + 1] === 0x3f)
    ) {
      return this.markup();
    }
    return this.fault(this.bytes[this.at] === 0x0d ? 'carriage-return' : 'trailing-content');
  }

  /** Names the forbidden markup that begins at «<!» or «<?». */
  private markup(): ScanFault {
    if (this.bytes[this.at + 1] === 0x3f) return this.fault('processing-instruction');
    if (this.startsWith('<!--')) return this.fault('comment');
    if (this.startsWith('<![CDATA[')) return this.fault('cdata');
    if (this.startsWith('<!DOCTYPE')) return this.fault('doctype');
    return this.fault('malformed');
  }

  /** The whole element tree, without recursion: depth costs no stack. */
  tree(): OpenElement {
    const { bytes } = this;
    const root = this.startTag(null);
    let open: OpenElement | null = root;
    let depth = 1;
    if (root.end >= 0) open = null;
    while (open !== null) {
      this.text(open);
      if (bytes[this.at + 1] === SLASH) {
        this.endTag(open);
        open = close(open);
        depth--;
      } else {
        if (open.hasText) {
          const next = bytes[this.at + 1];
          throw next === 0x21 || next === 0x3f ? this.markup() : this.fault('mixed-content');
        }
        const child = this.startTag(open);
        open.children.push(child);
        if (child.end >= 0) close(child);
        else {
          if (++depth > this.limits.maxDepth) throw this.fault('too-deep');
          open = child;
        }
      }
    }
    return root;
  }

  /** Character data up to the next «<», checked byte by byte. */
  private text(open: OpenElement): void {
    const { bytes } = this;
    const start = this.at;
    let at = start;
    let solid = false;
    let foreign = false;
    for (;;) {
      const byte = bytes[at] as number;
      const kind = textClass[byte];
      if (kind === 0) solid = true;
      else if (kind === 3) {
        if (isVietnamese(byte, bytes[at + 1] as number)) solid = true;
        else foreign = true;
      } else if (kind !== 1) {
        if (byte === LT) break;
        if (at >= bytes.length) throw this.fault('truncated', at);
        solid = true;
        if (byte === GT) {
          if (bytes[at - 1] === 0x5d && bytes[at - 2] === 0x5d) throw this.fault('malformed', at);
          open.verbatim = false;
        } else if (byte === AMPERSAND) at = this.entity(at, open);
        else this.special(byte, at);
      }
      at++;
    }
    this.at = at;
    if (foreign) this.composed(start, at);
    else if (!solid) return;
    open.hasText = true;
    if (open.children.length > 0) throw this.fault('mixed-content');
  }

  private composed(start: number, end: number): void {
    const code = letterFault(this.bytes.toString('utf8', start, end));
    if (code !== undefined) throw this.fault(code, start);
  }

  /** A control character, which text may not hold. */
  private special(byte: number, at: number): void {
    throw this.fault(byte === 0x0d ? 'carriage-return' : 'control-character', at);
  }

  /** Checks an entity reference at `at`; answers the offset of its last byte. */
  private entity(at: number, open: OpenElement): number {
    const end = this.bytes.indexOf(0x3b, at);
    const name = end < 0 || end > at + 6 ? '' : this.bytes.toString('latin1', at + 1, end);
    if (name === 'quot' || name === 'apos') open.verbatim = false;
    else if (name !== 'amp' && name !== 'lt' && name !== 'gt') {
      throw this.fault(
        this.bytes[at + 1] === 0x23 ? 'character-reference' : 'entity-reference',
        at,
      );
    }
    return end;
  }

  private name(): string {
    const { bytes } = this;
    const start = this.at;
    let at = start;
    if (((nameClass[bytes[at] ?? 0] as number) & 1) === 0) throw this.fault('malformed');
    let hash = 0;
    while (nameClass[bytes[at] ?? 0] !== 0) {
      hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
      at++;
    }
    this.at = at;
    return intern(bytes, start, at, hash);
  }

  private startTag(parent: OpenElement | null): OpenElement {
    const { bytes } = this;
    const start = this.at;
    if (++this.elements > this.limits.maxElements) throw this.fault('too-many-elements');
    const second = bytes[start + 1];
    if (second === 0x21 || second === 0x3f) throw this.markup();
    this.at = start + 1;
    const name = this.name();
    const element = openName(name, start, parent);
    if (bytes[this.at] !== GT) this.attributes(element, parent);
    const selfClosing = bytes[this.at] === SLASH;
    if (selfClosing) {
      this.at++;
      element.verbatim = false;
    }
    if (bytes[this.at] !== GT) throw this.fault('malformed');
    element.openEnd = ++this.at;
    if (selfClosing) {
      element.closeStart = this.at;
      element.end = this.at;
    }
    const unresolved = resolveNamespace(element);
    if (unresolved !== undefined) throw this.fault(unresolved, start);
    return element;
  }

  private attributes(element: OpenElement, parent: OpenElement | null): void {
    const { bytes } = this;
    const attributes: XmlAttribute[] = [];
    let previous = '';
    for (;;) {
      const gap = this.at;
      this.blanks();
      const byte = bytes[this.at];
      if (byte === GT || byte === SLASH) {
        if (this.at !== gap) element.verbatim = false;
        break;
      }
      if (this.at === gap) throw this.fault(this.at >= bytes.length ? 'truncated' : 'malformed');
      if (this.at !== gap + 1 || bytes[gap] !== SPACE) element.verbatim = false;
      const attribute = this.attribute(element);
      if (attributes.some((other) => other.name === attribute.name))
        throw this.fault('duplicate-attribute');
      if (!inCanonicalOrder(previous, attribute.name)) element.verbatim = false;
      if (attribute.name.includes(':')) element.verbatim = false;
      else if (attribute.name === 'xmlns' && attribute.value === (parent?.defaultNamespace ?? '')) {
        element.verbatim = false;
      }
      previous = attribute.name;
      if (attributes.push(attribute) > maxAttributes) throw this.fault('too-many-attributes');
    }
    (element as { attributes: readonly XmlAttribute[] }).attributes = attributes;
  }

  private attribute(element: OpenElement): XmlAttribute {
    const { bytes } = this;
    const nameStart = this.at;
    const name = this.name();
    if (name.startsWith('xml:')) throw this.fault('reserved-attribute', nameStart);
    if (bytes[this.at] !== EQUALS) throw this.fault('malformed');
    const quote = bytes[++this.at];
    if (quote !== QUOTE && quote !== APOSTROPHE) throw this.fault('malformed');
    if (quote === APOSTROPHE) element.verbatim = false;
    const start = ++this.at;
    let at = start;
    let foreign = false;
    for (; bytes[at] !== quote; at++) {
      if (at >= bytes.length) throw this.fault('truncated', at);
      const byte = bytes[at] as number;
      if (byte === LT || byte === 0x09 || byte === 0x0a) throw this.fault('malformed', at);
      if (byte === QUOTE) element.verbatim = false;
      if (byte >= 0x80) foreign = true;
      else if (byte === AMPERSAND) {
        const first = at + 1;
        at = this.entity(at, element);
        // In attributes C14N writes > and ' plainly, and " as &quot;.
        const entity = bytes.toString('latin1', first, at);
        if (entity !== 'amp' && entity !== 'lt' && entity !== 'quot') element.verbatim = false;
      } else if (textClass[byte] === 2 && byte !== GT) this.special(byte, at);
    }
    this.at = at + 1;
    if (foreign) this.composed(start, at);
    return { name, value: resolveEntities(this.internText(start, at)) };
  }

  /** Attribute values repeat (algorithm names); one string serves them all. */
  private internText(start: number, end: number): string {
    const { bytes } = this;
    if (end - start > 64) return bytes.toString('utf8', start, end);
    let hash = 7;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
    return intern(bytes, start, end, hash);
  }

  private endTag(open: OpenElement): void {
    const { bytes } = this;
    open.closeStart = this.at;
    const nameLength = open.name.length;
    const nameAt = this.at + 2;
    let at = nameAt;
    for (let index = 0; index < nameLength; index++, at++) {
      if (bytes[at] !== open.name.charCodeAt(index)) throw this.fault('malformed', at);
    }
    this.at = at;
    if (bytes[at] !== GT) {
      this.blanks();
      if (this.at === at || bytes[this.at] !== GT) throw this.fault('malformed');
      open.verbatim = false;
    }
    open.end = ++this.at;
  }
}

/** Marks the parent as soon as a child is not verbatim; answers the element to go on with. */
function close(element: OpenElement): OpenElement | null {
  const { parent } = element;
  if (parent !== null && !element.verbatim) parent.verbatim = false;
  return parent;
}

/** xmlns first, then the others by name; prefixed ones never count as canonical, so the plain order suffices. */
const inCanonicalOrder = (previous: string, name: string): boolean =>
  previous === '' || (name !== 'xmlns' && (previous === 'xmlns' || previous < name));

const internSize = 1024;
const interned: (string | undefined)[] = new Array(internSize);

/** One string per name: scanning makes no garbage for the names it knows. */
function intern(bytes: Buffer, start: number, end: number, hash: number): string {
  const slot = (hash ^ (hash >>> 15)) & (internSize - 1);
  const known = interned[slot];
  if (known !== undefined && known.length === end - start) {
    let index = 0;
    while (index < known.length && known.charCodeAt(index) === bytes[start + index]) index++;
    if (index === known.length) return known;
  }
  const name = bytes.toString('utf8', start, end);
  if (name.length <= 64) interned[slot] = name;
  return name;
}
