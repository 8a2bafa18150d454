import { attributeOf, resolveEntities, type XmlDocument, type XmlElement } from './element.ts';
import { namespaceFor } from './namespace.ts';

/** Canonical XML 1.0 and Exclusive Canonical XML 1.0, both without comments (RFC 3076, RFC 3741). */
export type Canonicalization = 'inclusive' | 'exclusive';

/** Receives the canonical bytes piece by piece: a hash takes them without a copy. */
export type Sink = (piece: Uint8Array) => void;

/**
 * Writes the canonical form of the subtree at `apex` (RFC 3741, section 3; no PrefixList). Documents that our own
 * writer made are canonical already: their bytes go to the sink as they stand.
 */
export function writeCanonical(
  document: XmlDocument,
  apex: XmlElement,
  method: Canonicalization,
  sink: Sink,
): void {
  const { bytes } = document;
  const inScope = method === 'inclusive' && inheritsPrefixes(apex);
  if (apex.verbatim && !inScope && attributeOf(apex, 'xmlns') !== '') {
    const nameEnd = apex.start + 1 + apex.name.length;
    // A default namespace that the element inherits is written at the top of its canonical form.
    const inherited =
      apex.namespace !== '' && bytes.compare(xmlnsBytes, 0, 7, nameEnd, nameEnd + 7) !== 0;
    if (!inherited) sink(bytes.subarray(apex.start, apex.end));
    else {
      sink(bytes.subarray(apex.start, nameEnd));
      sink(declarationBytes(apex.namespace));
      sink(bytes.subarray(nameEnd, apex.end));
    }
    return;
  }
  const pieces: string[] = [];
  writeElement(document, apex, method, new Map(), pieces);
  sink(Buffer.from(pieces.join('')));
}

/** Inclusive canonical form repeats every prefix declared above; only then the subtree's own bytes do not suffice. */
function inheritsPrefixes(apex: XmlElement): boolean {
  for (let scope = apex.parent; scope !== null; scope = scope.parent) {
    if (scope.attributes.some(({ name }) => name.startsWith('xmlns:'))) return true;
  }
  return false;
}

const GT = 0x3e;
const xmlnsBytes = Buffer.from(' xmlns=');
const declarations = new Map<string, Buffer>();

function declarationBytes(namespace: string): Buffer {
  const known = declarations.get(namespace);
  if (known !== undefined) return known;
  const bytes = Buffer.from(` xmlns="${escapeAttribute(namespace)}"`);
  if (declarations.size < 16) declarations.set(namespace, bytes);
  return bytes;
}

/** The canonical form in one piece; a view of the document's own bytes where they are canonical already. */
export function canonicalBytes(
  document: XmlDocument,
  apex: XmlElement,
  method: Canonicalization,
): Buffer {
  const { bytes } = document;
  const nameEnd = apex.start + 1 + apex.name.length;
  if (method === 'exclusive' && apex.verbatim && apex.namespace !== '' && bytes[nameEnd] === GT) {
    // The common case of SignedInfo: one declaration goes in, and nothing else changes.
    const declaration = declarationBytes(apex.namespace);
    const out = Buffer.allocUnsafe(apex.end - apex.start + declaration.length);
    bytes.copy(out, 0, apex.start, nameEnd);
    declaration.copy(out, nameEnd - apex.start);
    bytes.copy(out, nameEnd - apex.start + declaration.length, nameEnd, apex.end);
    return out;
  }
  const pieces: Uint8Array[] = [];
  writeCanonical(document, apex, method, (piece) => pieces.push(piece));
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined)
    return Buffer.from(first.buffer, first.byteOffset, first.byteLength);
  return Buffer.concat(pieces);
}

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** `rendered`: the namespace declarations that the output ancestors have already written. */
function writeElement(
  document: XmlDocument,
  element: XmlElement,
  method: Canonicalization,
  rendered: ReadonlyMap<string, string>,
  out: string[],
): void {
  const scope = new Map(rendered);
  const declarations: [string, string][] = [];
  for (const [prefix, namespace] of wantedNamespaces(element, method)) {
    if ((scope.get(prefix) ?? '') === namespace) continue;
    scope.set(prefix, namespace);
    declarations.push([prefix, namespace]);
  }
  declarations.sort(([a], [b]) => (a < b ? -1 : 1));
  out.push('<', element.name);
  for (const [prefix, namespace] of declarations) {
    out.push(prefix === '' ? ' xmlns="' : ` xmlns:${prefix}="`, escapeAttribute(namespace), '"');
  }
  for (const [name, value] of sortedAttributes(element)) {
    out.push(' ', name, '="', escapeAttribute(value), '"');
  }
  out.push('>');
  let from = element.openEnd;
  for (const child of element.children) {
    pushText(document, from, child.start, out);
    writeElement(document, child, method, scope, out);
    from = child.end;
  }
  pushText(document, from, element.closeStart, out);
  out.push('</', element.name, '>');
}

function pushText(document: XmlDocument, from: number, to: number, out: string[]): void {
  if (to > from) out.push(escapeText(resolveEntities(document.bytes.toString('utf8', from, to))));
}

/** Inclusive: every namespace in scope. Exclusive: those that the element itself visibly uses. */
function wantedNamespaces(element: XmlElement, method: Canonicalization): Map<string, string> {
  const wanted = new Map<string, string>();
  const want = (prefix: string): void => {
    wanted.set(prefix, namespaceFor(element, prefix) ?? '');
  };
  if (method === 'inclusive') {
    want('');
    for (let scope: XmlElement | null = element; scope !== null; scope = scope.parent) {
      for (const { name } of scope.attributes) {
        if (name.startsWith('xmlns:')) want(name.slice(6));
      }
    }
    return wanted;
  }
  want(prefixOf(element.name));
  for (const { name } of element.attributes) {
    if (name.includes(':') && !name.startsWith('xmlns:')) want(prefixOf(name));
  }
  return wanted;
}

const prefixOf = (name: string): string =>
  name.includes(':') ? name.slice(0, name.indexOf(':')) : '';

/** Attributes by namespace name, then local name; those without a prefix come first. */
function sortedAttributes(element: XmlElement): [string, string][] {
  const keyed = element.attributes
    .filter(({ name }) => name !== 'xmlns' && !name.startsWith('xmlns:'))
    .map(({ name, value }) => {
      const prefix = prefixOf(name);
      const namespace = prefix === '' ? '' : (namespaceFor(element, prefix) ?? '');
      return {
        name,
        value,
        key: `${namespace} ${prefix === '' ? name : name.slice(prefix.length + 1)}`,
      };
    });
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  return keyed.map(({ name, value }) => [name, value]);
}
