import {
  anyTag,
  contentOf,
  type DerNode,
  derOf,
  elementsOf,
  fieldsOf,
  hexOf,
  required,
  tag,
} from './der.ts';
import { oidOf, textOf } from './der-value.ts';
import { attribute } from './oid.ts';

export interface NameAttribute {
  /** Dotted. */
  readonly oid: string;
  /** Text of a string type; `#` and the value's octets in hexadecimal for any other (RFC 4514, 2.4). */
  readonly value: string;
}

/** Tên phân biệt: a distinguished name, its bytes as signed and its attributes in order. */
export interface DistinguishedName {
  readonly der: Uint8Array;
  readonly attributes: readonly NameAttribute[];
  /** One key per relative name; two are equal when RFC 5280, 7.1 says that the names match. */
  readonly relativeKeys: readonly string[];
  /** All of `relativeKeys`; equal keys mean matching names. */
  readonly key: string;
}

export function nameOf(node: DerNode | undefined): DistinguishedName | undefined {
  const relatives = elementsOf(node, tag.sequence);
  if (node === undefined || relatives === undefined) return undefined;
  const attributes: NameAttribute[] = [];
  const relativeKeys: string[] = [];
  for (const relative of relatives) {
    const read = relativeNameOf(relative);
    if (read === undefined) return undefined;
    attributes.push(...read.attributes);
    relativeKeys.push(read.key);
  }
  return { der: derOf(node), attributes, relativeKeys, key: JSON.stringify(relativeKeys) };
}

/** One RelativeDistinguishedName: a SET (or a retagged one) of attributes. */
export function relativeNameOf(
  node: DerNode,
  expected: number = tag.set,
): { readonly attributes: readonly NameAttribute[]; readonly key: string } | undefined {
  const attributes: NameAttribute[] = [];
  const keys: string[] = [];
  const pairs = elementsOf(node, expected);
  if (pairs === undefined || pairs.length === 0) return undefined;
  for (const pair of pairs) {
    const fields = fieldsOf(pair, [required(tag.oid), required(anyTag)]);
    if (fields === undefined) return undefined;
    const [typeNode, valueNode] = fields;
    const oid = oidOf(typeNode);
    const text = textOf(valueNode);
    const isString = stringTags.has(valueNode.tag);
    if (oid === undefined || (isString && text === undefined)) return undefined;
    const value = text ?? `#${hexOf(contentOf(valueNode))}`;
    attributes.push({ oid, value });
    keys.push(JSON.stringify([oid, text === undefined ? hexOf(derOf(valueNode)) : folded(text)]));
  }
  return { attributes, key: keys.sort().join() };
}

const stringTags: ReadonlySet<number> = new Set([
  tag.utf8String,
  tag.printableString,
  tag.ia5String,
  tag.visibleString,
  tag.teletexString,
  tag.bmpString,
]);

/** The string preparation of RFC 5280, 7.1 (RFC 4518) in short: compatibility form, case and spaces do not count. */
const folded = (text: string): string =>
  text.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');

/** All values of an attribute type, in order. */
export const valuesOf = (name: DistinguishedName, oid: string): readonly string[] =>
  name.attributes.filter((each) => each.oid === oid).map(({ value }) => value);

/** What a person reads for the name: the common name, else the organisation, else everything. */
export function displayName(name: DistinguishedName): string {
  const [common] = valuesOf(name, attribute.commonName);
  const [organization] = valuesOf(name, attribute.organization);
  return common ?? organization ?? name.attributes.map(({ value }) => value).join(', ');
}
