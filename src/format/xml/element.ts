/** One attribute, namespace declarations included. `value` has its entities resolved. */
export interface XmlAttribute {
  readonly name: string;
  readonly value: string;
}

/**
 * One element of a scanned document. Offsets are bytes of the source: the start tag is [start, openEnd), the
 * content [openEnd, closeStart), the end tag [closeStart, end). An element has child elements or text, never both.
 */
export interface XmlElement {
  /** Qualified name as written. */
  readonly name: string;
  /** Name without its prefix. */
  readonly local: string;
  /** Namespace name; '' where there is none. */
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly parent: XmlElement | null;
  readonly children: readonly XmlElement[];
  readonly start: number;
  readonly openEnd: number;
  readonly closeStart: number;
  readonly end: number;
  /** True when the bytes of the subtree are already their canonical form, but for the namespaces in scope at its top. */
  readonly verbatim: boolean;
  /** True when non-blank text stands in the element. */
  readonly hasText: boolean;
}

/** What elements point into: the bytes as received. Nothing is copied or re-encoded. */
export interface XmlSource {
  readonly bytes: Buffer;
}

/** A scanned document: its bytes and the tree that points into them. */
export interface XmlDocument extends XmlSource {
  readonly root: XmlElement;
}

export function attributeOf(element: XmlElement, name: string): string | undefined {
  for (const attribute of element.attributes) {
    if (attribute.name === name) return attribute.value;
  }
  return undefined;
}

/** /HOC_BA/DU_LIEU_HOC_BA/…, with a position where siblings share a name. */
export function pathOf(element: XmlElement): string {
  const { parent } = element;
  if (parent === null) return `/${element.name}`;
  const twins = parent.children.filter((sibling) => sibling.name === element.name);
  const position = twins.length > 1 ? `[${twins.indexOf(element) + 1}]` : '';
  return `${pathOf(parent)}/${element.name}${position}`;
}

const entityPattern = /&(amp|lt|gt|quot|apos);/g;
const entityText: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

export const resolveEntities = (raw: string): string =>
  raw.includes('&') ? raw.replace(entityPattern, (_, name: string) => entityText[name] ?? '') : raw;

/** The text of an element without children, entities resolved; '' where there is none. */
export const textOf = (document: XmlSource, element: XmlElement): string =>
  element.openEnd === element.closeStart
    ? ''
    : resolveEntities(document.bytes.toString('utf8', element.openEnd, element.closeStart));
