import { contentOf, type DerNode, elementsOf, hexOf, innerOf, tag } from './der.ts';
import { type DistinguishedName, nameOf } from './name.ts';

/** GeneralName (RFC 5280, 4.2.1.6), the forms that paths and CRLs ask about. */
export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly text: string }
  | { readonly kind: 'ip'; readonly octets: Uint8Array }
  | { readonly kind: 'directory'; readonly name: DistinguishedName }
  /** A form that we do not look into: its number and octets. */
  | { readonly kind: 'other'; readonly form: number; readonly hex: string };

const textForms: ReadonlyMap<number, 'email' | 'dns' | 'uri'> = new Map([
  [0x81, 'email'],
  [0x82, 'dns'],
  [0x86, 'uri'],
]);
const otherForms: ReadonlySet<number> = new Set([0xa0, 0xa3, 0xa5, 0x88]);

export function generalNameOf(node: DerNode): GeneralName | undefined {
  const content = contentOf(node);
  const textForm = textForms.get(node.tag);
  if (textForm !== undefined) {
    if (content.some((octet) => octet >= 0x80)) return undefined;
    return { kind: textForm, text: Buffer.from(content).toString('latin1') };
  }
  if (node.tag === 0x87) return { kind: 'ip', octets: content };
  if (node.tag === 0xa4) {
    const name = nameOf(innerOf(node));
    return name === undefined ? undefined : { kind: 'directory', name };
  }
  if (!otherForms.has(node.tag)) return undefined;
  return { kind: 'other', form: node.tag & 0x1f, hex: hexOf(content) };
}

/** GeneralNames, at least one, as a SEQUENCE or retagged. */
export function generalNamesOf(
  node: DerNode | undefined,
  expected: number = tag.sequence,
): readonly GeneralName[] | undefined {
  const names = allOf(elementsOf(node, expected), generalNameOf);
  return names === undefined || names.length === 0 ? undefined : names;
}

/** Reads every node; undefined as soon as one cannot be read. */
export function allOf<T>(
  nodes: readonly DerNode[] | undefined,
  read: (node: DerNode) => T | undefined,
): readonly T[] | undefined {
  if (nodes === undefined) return undefined;
  const values: T[] = [];
  for (const node of nodes) {
    const value = read(node);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** A text that two general names share exactly when they are the same name. */
export function generalNameKey(name: GeneralName): string {
  switch (name.kind) {
    case 'directory':
      return `directory ${name.name.key}`;
    case 'ip':
      return `ip ${hexOf(name.octets)}`;
    case 'other':
      return `${name.form} ${name.hex}`;
    case 'email':
    case 'dns':
    case 'uri':
      return `${name.kind} ${name.text}`;
  }
}
