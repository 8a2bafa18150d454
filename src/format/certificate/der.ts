/** Identifier octets of the ASN.1 types that certificates use (X.690, 8.1.2). */
export const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The identifier octet of a context-specific type: `[n]` primitive, or `[n]` constructed. */
export const implicitTag = (n: number): number => 0x80 | n;
export const explicitTag = (n: number): number => 0xa0 | n;

/** One TLV inside `bytes`: `start` is its identifier octet, `content` the first octet of its value. */
export interface DerNode {
  readonly bytes: Uint8Array;
  readonly tag: number;
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/**
 * Reads the TLV at `at`, strictly DER (X.690, 8.1.3 and 10.1): definite length in its shortest form, one identifier
 * octet, nothing beyond `limit`. Undefined for anything else.
 */
export function readDer(bytes: Uint8Array, at: number, limit: number): DerNode | undefined {
  if (at + 2 > limit) return undefined;
  const identifier = bytes[at] ?? 0;
  if ((identifier & 0x1f) === 0x1f) return undefined;
  const first = bytes[at + 1] ?? 0;
  let content = at + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4 || content + count > limit) return undefined;
    length = 0;
    for (const end = content + count; content < end; content += 1) {
      length = length * 256 + (bytes[content] ?? 0);
    }
    if (length < 0x80 || length < 2 ** (8 * (count - 1))) return undefined;
  }
  const end = content + length;
  return end > limit ? undefined : { bytes, tag: identifier, start: at, content, end };
}

/** The one TLV that fills `bytes` exactly. */
export function parseDer(bytes: Uint8Array): DerNode | undefined {
  const node = readDer(bytes, 0, bytes.length);
  return node?.end === bytes.length ? node : undefined;
}

/** The TLVs that fill a constructed value exactly; undefined for a primitive one. */
export function childrenOf(node: DerNode): readonly DerNode[] | undefined {
  if ((node.tag & 0x20) === 0) return undefined;
  return readAll(node.bytes, node.content, node.end);
}

function readAll(bytes: Uint8Array, from: number, to: number): readonly DerNode[] | undefined {
  const nodes: DerNode[] = [];
  for (let at = from; at < to; ) {
    const node = readDer(bytes, at, to);
    if (node === undefined) return undefined;
    nodes.push(node);
    at = node.end;
  }
  return nodes;
}

/** The one TLV inside an OCTET STRING, a BIT STRING's octets or an explicit tag. */
export function innerOf(node: DerNode): DerNode | undefined {
  const inner = readDer(node.bytes, node.content, node.end);
  return inner?.end === node.end ? inner : undefined;
}

/** Children of a node that must carry `expected`. */
export const elementsOf = (
  node: DerNode | undefined,
  expected: number,
): readonly DerNode[] | undefined => (node?.tag === expected ? childrenOf(node) : undefined);

/** Where any type may stand. */
export const anyTag = -1;

interface Field<Optional extends boolean> {
  readonly tag: number;
  readonly optional: Optional;
}
export const required = (expected: number): Field<false> => ({ tag: expected, optional: false });
export const optional = (expected: number): Field<true> => ({ tag: expected, optional: true });

type Fields<Pattern extends readonly Field<boolean>[]> = {
  readonly [K in keyof Pattern]: Pattern[K] extends Field<true> ? DerNode | undefined : DerNode;
};

/**
 * Matches the children of a SEQUENCE (or of a retagged one) with a pattern of fields, in order and without rest. An
 * optional field that is absent is undefined; any departure makes the answer undefined.
 */
export function fieldsOf<const Pattern extends readonly Field<boolean>[]>(
  node: DerNode | undefined,
  pattern: Pattern,
  expected: number = tag.sequence,
): Fields<Pattern> | undefined {
  const children = elementsOf(node, expected);
  if (children === undefined) return undefined;
  const found: (DerNode | undefined)[] = [];
  let next = 0;
  for (const field of pattern) {
    const child = children[next];
    const fits = child !== undefined && (field.tag === anyTag || child.tag === field.tag);
    if (!fits && !field.optional) return undefined;
    found.push(fits ? child : undefined);
    if (fits) next += 1;
  }
  return next === children.length ? (found as unknown as Fields<Pattern>) : undefined;
}

/** The whole TLV, or its value alone; both are views of the same memory. */
export const derOf = (node: DerNode): Uint8Array => node.bytes.subarray(node.start, node.end);
export const contentOf = (node: DerNode): Uint8Array => node.bytes.subarray(node.content, node.end);

export const hexOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
