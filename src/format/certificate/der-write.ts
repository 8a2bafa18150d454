import { explicitTag, implicitTag, tag } from './der.ts';

/** One TLV: identifier octet, shortest length, the parts in order (X.690, 8.1 and 10.1). */
export function writeDer(identifier: number, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  const head = length < 0x80 ? [identifier, length] : [identifier, 0x80 | octets.length, ...octets];
  return Buffer.concat([Buffer.from(head), ...parts]);
}

export const writeSequence = (...parts: readonly Uint8Array[]): Buffer =>
  writeDer(tag.sequence, ...parts);

/** SET OF: DER sorts the encodings (X.690, 11.6). */
export const writeSetOf = (...parts: readonly Uint8Array[]): Buffer =>
  writeDer(tag.set, ...[...parts].sort(Buffer.compare));

export const writeExplicit = (n: number, ...parts: readonly Uint8Array[]): Buffer =>
  writeDer(explicitTag(n), ...parts);

export const writeImplicit = (n: number, content: Uint8Array): Buffer =>
  writeDer(implicitTag(n), content);

export const writeBoolean = (value: boolean): Buffer =>
  writeDer(tag.boolean, Buffer.from([value ? 0xff : 0x00]));

export const writeNull = (): Buffer => writeDer(tag.null);

/** A non-negative INTEGER from its big-endian octets. */
export function writeInteger(octets: Uint8Array): Buffer {
  const first = octets.findIndex((octet) => octet !== 0);
  const shortest = first === -1 ? Buffer.from([0]) : Buffer.from(octets.subarray(first));
  const sign = (shortest[0] ?? 0) >= 0x80 ? [Buffer.from([0])] : [];
  return writeDer(tag.integer, ...sign, shortest);
}

/** A non-negative INTEGER from a number below 2^32. */
export function writeSmallInteger(value: number): Buffer {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(value);
  return writeInteger(octets);
}

export const writeEnumerated = (value: number): Buffer =>
  writeDer(tag.enumerated, Buffer.from([value]));

/** OBJECT IDENTIFIER from its dotted form. */
export function writeOid(dotted: string): Buffer {
  const [root = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const octets = [root * 40 + second, ...rest].flatMap((arc) => {
    const base128 = [arc % 128];
    for (let high = Math.floor(arc / 128); high > 0; high = Math.floor(high / 128)) {
      base128.unshift(0x80 | (high % 128));
    }
    return base128;
  });
  return writeDer(tag.oid, Buffer.from(octets));
}

export const writeOctetString = (content: Uint8Array): Buffer => writeDer(tag.octetString, content);

/** A BIT STRING of whole octets. */
export const writeBitOctets = (content: Uint8Array): Buffer =>
  writeDer(tag.bitString, Buffer.from([0]), content);

/** A named bit list of up to 16 bits: no trailing zero bits (X.690, 11.2.2). */
export function writeNamedBits(positions: readonly number[]): Buffer {
  const bits = positions.reduce((sum, position) => sum | (0x8000 >> position), 0);
  const last = Math.max(-1, ...positions);
  const octets = [bits >> 8, bits & 0xff].slice(0, (last >> 3) + 1);
  const unused = last === -1 ? 0 : 7 - (last & 7);
  return writeDer(tag.bitString, Buffer.from([unused, ...octets]));
}

export const writeUtf8 = (text: string): Buffer => writeDer(tag.utf8String, Buffer.from(text));
export const writePrintable = (text: string): Buffer =>
  writeDer(tag.printableString, Buffer.from(text, 'latin1'));
export const writeIa5 = (text: string): Buffer =>
  writeDer(tag.ia5String, Buffer.from(text, 'latin1'));

/** An instant as RFC 5280, 4.1.2.5 wants it: UTCTime up to 2049, GeneralizedTime from 2050 on. */
export function writeTime(instant: string): Buffer {
  const digits = instant.replace(/[-:TZ]/g, '');
  const isUtc = digits >= '1950' && digits < '2050';
  return writeDer(
    isUtc ? tag.utcTime : tag.generalizedTime,
    Buffer.from(`${isUtc ? digits.slice(2) : digits}Z`, 'latin1'),
  );
}
