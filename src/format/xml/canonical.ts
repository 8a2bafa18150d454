import { attributeOf, resolveEntities, type XmlElement, type XmlSource } from './element.ts';
import { namespaceFor } from './namespace.ts';

/** Canonical XML 1.0 and Exclusive Canonical XML 1.0, both without comments (RFC 3076, RFC 3741). */
export type Canonicalization = 'inclusive' | 'exclusive';

/**
 * Lends the canonical form of the subtree at `apex` to `use` (RFC 3741, section 3; no PrefixList); the bytes are good
 * until `use` returns. Documents that our own writer made are canonical already: then it is a view of their bytes, or a
 * copy with the one namespace that is inherited, in a buffer that serves again.
 */
export function withCanonical<T>(
  { bytes }: XmlSource,
  apex: XmlElement,
  method: Canonicalization,
  use: (canonical: Buffer) => T,
): T {
  const own = apex.verbatim && attributeOf(apex, 'xmlns') !== '';
  if (!own || (method === 'inclusive' && inheritsPrefixes(apex))) {
    const pieces: string[] = [];
    writeElement(bytes, apex, method, new Map(), pieces);
    return use(Buffer.from(pieces.join('')));
  }
  const nameEnd = apex.start + 1 + apex.name.length;
  if (apex.namespace === '' || declares(bytes, nameEnd)) {
    return use(bytes.subarray(apex.start, apex.end));
  }
  const declaration = declarationBytes(apex.namespace);
  const length = apex.end - apex.start + declaration.length;
  const out = length <= scratch.length ? scratch : Buffer.allocUnsafe(length);
  bytes.copy(out, 0, apex.start, nameEnd);
  out.set(declaration, nameEnd - apex.start);
  bytes.copy(out, nameEnd - apex.start + declaration.length, nameEnd, apex.end);
  return use(out.subarray(0, length));
}

/** SignedInfo and SignedProperties of a usual signature fit in it. */
const scratch = Buffer.allocUnsafeSlow(8192);

/** The canonical form, to be kept. */
export const canonicalBytes = (
  document: XmlSource,
  apex: XmlElement,
  method: Canonicalization,
): Buffer => withCanonical(document, apex, method, (canonical) => Buffer.from(canonical));

/** Inclusive canonical form repeats every prefix declared above; only then the subtree's own bytes do not suffice. */
function inheritsPrefixes(apex: XmlElement): boolean {
  for (let scope = apex.parent; scope !== null; scope = scope.parent) {
    if (scope.attributes.some(({ name }) => name.startsWith('xmlns:'))) return true;
  }
  return false;
}

const xmlnsBytes = Buffer.from(' xmlns=');

/** Whether a default namespace is declared at once behind the name, as canonical form has it. */
const declares = (bytes: Buffer, nameEnd: number): boolean =>
  xmlnsBytes.every((byte, index) => bytes[nameEnd + index] === byte);

const declarations = new Map<string, Buffer>();

function declarationBytes(namespace: string): Buffer {
  const known = declarations.get(namespace);
  if (known !== undefined) return known;
  const bytes = Buffer.from(` xmlns="${escapeAttribute(namespace)}"`);
  if (declarations.size < 16) declarations.set(namespace, bytes);
  return bytes;
}

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** `rendered`: the namespace declarations that the output ancestors have already written. */
function writeElement(
  bytes: Buffer,
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
    pushText(bytes, from, child.start, out);
    writeElement(bytes, child, method, scope, out);
    from = child.end;
  }
  pushText(bytes, from, element.closeStart, out);
  out.push('</', element.name, '>');
}

function pushText(bytes: Buffer, from: number, to: number, out: string[]): void {
  if (to > from) out.push(escapeText(resolveEntities(bytes.toString('utf8', from, to))));
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
