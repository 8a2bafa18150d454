import { type Instant, parseInstant } from '../../domain/time/instant.ts';
import { contentOf, type DerNode, hexOf, tag } from './der.ts';

/** BOOLEAN; DER knows only 00 and FF (X.690, 11.1). */
export function booleanOf(node: DerNode): boolean | undefined {
  const value = node.bytes[node.content];
  if (node.tag !== tag.boolean || node.end - node.content !== 1) return undefined;
  return value === 0xff ? true : value === 0x00 ? false : undefined;
}

/** Whether an INTEGER has content in its shortest form (X.690, 8.3.2). */
export function isShortestInteger(bytes: Uint8Array, content: number, end: number): boolean {
  if (end <= content) return false;
  if (end === content + 1) return true;
  const first = bytes[content] ?? 0;
  const second = bytes[content + 1] ?? 0;
  return !((first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80));
}

/** The octets of an INTEGER in hexadecimal, sign octet included: two integers are equal when these are. */
export function integerHexOf(node: DerNode): string | undefined {
  if (node.tag !== tag.integer || !isShortestInteger(node.bytes, node.content, node.end)) {
    return undefined;
  }
  return hexOf(contentOf(node));
}

/** INTEGER or ENUMERATED from 0 to 2^31 - 1, with whatever tag it carries. */
export function smallIntegerOf(node: DerNode): number | undefined {
  const length = node.end - node.content;
  if (length > 4 || !isShortestInteger(node.bytes, node.content, node.end)) return undefined;
  let value = 0;
  for (const octet of contentOf(node)) value = value * 256 + octet;
  return (node.bytes[node.content] ?? 0) >= 0x80 ? undefined : value;
}

/** OBJECT IDENTIFIER in dotted form (X.690, 8.19), with whatever tag it carries. */
export function oidOf(node: DerNode): string | undefined {
  const content = contentOf(node);
  if (content.length === 0 || content.length > 64) return undefined;
  const arcs: number[] = [];
  let arc = 0;
  let fresh = true;
  for (const octet of content) {
    if (fresh && octet === 0x80) return undefined;
    arc = arc * 128 + (octet & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER / 128) return undefined;
    fresh = octet < 0x80;
    if (!fresh) continue;
    if (arcs.length === 0) {
      const root = Math.min(2, Math.floor(arc / 40));
      arcs.push(root, arc - root * 40);
    } else arcs.push(arc);
    arc = 0;
  }
  return fresh ? arcs.join('.') : undefined;
}

/** The octets of a BIT STRING that holds whole octets: keys and signatures. */
export function bitOctetsOf(node: DerNode): Uint8Array | undefined {
  if (node.tag !== tag.bitString || node.end - node.content < 2) return undefined;
  return node.bytes[node.content] === 0 ? contentOf(node).subarray(1) : undefined;
}

/**
 * The positions of the set bits of a named bit list. Padding bits must be zero; trailing zero bits, which X.690, 11.2.2
 * forbids, are let through because certificates in use have them and they change nothing.
 */
export function namedBitsOf(node: DerNode): ReadonlySet<number> | undefined {
  const [unused = 8, ...octets] = contentOf(node);
  if (unused > 7 || octets.length > 4 || (octets.length === 0 && unused > 0)) return undefined;
  const last = octets.at(-1);
  if (last !== undefined && (last & ((1 << unused) - 1)) !== 0) return undefined;
  const bits = new Set<number>();
  octets.forEach((octet, index) => {
    for (let bit = 0; bit < 8; bit += 1) {
      if ((octet & (0x80 >> bit)) !== 0) bits.add(index * 8 + bit);
    }
  });
  return bits;
}

/** Text of a string type; undefined for other types and for octets that are not such text. */
export function textOf(node: DerNode): string | undefined {
  const content = Buffer.from(contentOf(node));
  switch (node.tag) {
    case tag.utf8String: {
      const text = content.toString('utf8');
      return Buffer.from(text).equals(content) ? text : undefined;
    }
    case tag.printableString:
    case tag.ia5String:
    case tag.visibleString:
      return content.every((octet) => octet < 0x80) ? content.toString('latin1') : undefined;
    case tag.teletexString:
      return content.toString('latin1');
    case tag.bmpString:
      return content.length % 2 === 0 ? content.swap16().toString('utf16le') : undefined;
    default:
      return undefined;
  }
}

/** UTCTime or GeneralizedTime in the forms of RFC 5280, 4.1.2.5: to the second, in UTC. */
export function timeOf(node: DerNode): Instant | undefined {
  const text = hexOf(contentOf(node)).replace(/../g, (pair) =>
    String.fromCharCode(Number.parseInt(pair, 16)),
  );
  const digits = text.slice(0, -1);
  if (!text.endsWith('Z') || !/^\d+$/.test(digits)) return undefined;
  if (node.tag === tag.utcTime && digits.length === 12) {
    return instantOfDigits((Number(digits.slice(0, 2)) >= 50 ? '19' : '20') + digits);
  }
  const isGeneralized = node.tag === tag.generalizedTime && digits.length === 14;
  return isGeneralized ? instantOfDigits(digits) : undefined;
}

function instantOfDigits(digits: string): Instant | undefined {
  const text = digits.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z');
  const instant = parseInstant(text);
  // Date.parse lets 31 February through as a day of March, and hour 24.
  return instant === text && digits.slice(8, 10) < '24' ? instant : undefined;
}
