import { pathOf, textOf, type XmlAttribute, type XmlElement, type XmlSource } from './element.ts';
import type { XmlFault } from './fault.ts';
import { Literal } from './literal.ts';
import { notPlain, type PlainLeaf, type PlainText } from './plain-text.ts';
import type { SimpleType } from './simple-type.ts';

/**
 * The grammar of a profile as a table. From one table come the reader, the writer and the published XSD, so that the
 * three cannot drift apart; a test holds the reader against libxml2 with that XSD.
 */
export interface ElementSpec<T> {
  readonly name: string;
  readonly namespace: string;
  /** Attributes, in alphabetical order of their names. */
  readonly attributes: readonly AttributeSpec[];
  /** Child elements in order, or the type of the text. */
  readonly children: readonly Particle[];
  readonly text: SimpleType<unknown> | null;
  decode(reading: Reading, element: XmlElement): T;
  encode(value: T, out: string[], namespace: string): void;
  /** The bytes with which our writer begins the element, and how it is read behind them where all is our spelling. */
  readonly opening: Literal;
  plain(source: PlainText): T;
}

export interface AttributeSpec {
  readonly name: string;
  readonly type: SimpleType<unknown>;
  readonly required: boolean;
}

export interface ChildSpec {
  readonly spec: ElementSpec<unknown>;
  readonly min: number;
  readonly max: number;
}

/** One of several sequences, told apart by the element with which each begins. */
export interface ChoiceSpec {
  readonly sequences: readonly (readonly ChildSpec[])[];
}

/** What stands at one place among the children of an element. */
export type Particle = ChildSpec | ChoiceSpec;

/** Every element that may stand there. */
export const specsOf = (particle: Particle): readonly ElementSpec<unknown>[] =>
  'spec' in particle
    ? [particle.spec]
    : particle.sequences.flatMap((sequence) => sequence.map(({ spec }) => spec));

/** One reading of a document; faults gather here and make the result worthless. */
export interface Reading {
  readonly document: XmlSource;
  readonly faults: XmlFault[];
}

/** What a field of a group reads and writes; several kinds, told by `kind`. */
export interface Field<T> {
  readonly kind: 'attribute' | 'child' | 'element';
  readonly attribute: AttributeSpec | null;
  readonly child: Particle | null;
  read(reading: Reading, element: XmlElement, cursor: Cursor): T;
  /** The same in our own spelling. */
  plain(source: PlainText): T;
  writeAttribute(value: T, out: string[]): void;
  writeChildren(value: T, out: string[], namespace: string): void;
}

interface Cursor {
  next: number;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;
export type Values<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never;
};

const escapeText = (text: string): string =>
  /[&<>]/.test(text)
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    : text;

const escapeAttribute = (text: string): string =>
  /[&<"]/.test(text)
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
    : text;

const declaration = (namespace: string, around: string): string =>
  namespace === around ? '' : ` xmlns="${escapeAttribute(namespace)}"`;

const openingOf = (name: string, namespace: string, attributes: number): Literal =>
  new Literal(`<${name}${namespace === '' && attributes === 0 ? '>' : ' '}`);

function invalid(
  reading: Reading,
  element: XmlElement,
  found: string,
  type: SimpleType<unknown>,
): void {
  reading.faults.push({
    code: 'invalid-value',
    at: element.openEnd,
    path: pathOf(element),
    found: found.slice(0, 80),
    expected: type.name,
  });
}

/** An element that holds one value and no attributes. */
export function leaf<T>(name: string, type: SimpleType<T>, namespace = ''): ElementSpec<T> {
  const opening = openingOf(name, namespace, 0);
  const closing = new Literal(`</${name}>`);
  const plain: PlainLeaf = { opening, closing, text: type as SimpleType<unknown> };
  return {
    opening,
    plain: (source) => source.value(plain) as T,
    name,
    namespace,
    attributes: [],
    children: [],
    text: type as SimpleType<unknown>,
    decode(reading, element) {
      const child = element.children[0];
      if (child === undefined && element.attributes.length === 0) {
        const plain = textOf(reading.document, element);
        const read = type.parse(plain);
        if (read === undefined) invalid(reading, element, plain, type as SimpleType<unknown>);
        return read as T;
      }
      onlyAttributes(reading, element, []);
      if (child !== undefined) {
        reading.faults.push({ code: 'unexpected-element', at: child.start, path: pathOf(child) });
      }
      const text = child === undefined ? textOf(reading.document, element) : '';
      const value = type.parse(text);
      if (value === undefined && child === undefined)
        invalid(reading, element, text, type as SimpleType<unknown>);
      return value as T;
    },
    encode(value, out, around) {
      out.push(
        '<',
        name,
        declaration(namespace, around),
        '>',
        escapeText(type.write(value)),
        '</',
        name,
        '>',
      );
    },
  };
}

/** An element with attributes and child elements in a fixed order. */
export function group<F extends Fields>(
  name: string,
  fields: F,
  namespace = '',
): ElementSpec<Values<F>> {
  const entries = Object.entries(fields);
  const plan = entries.map(([key, field]) => ({ key, field, leaf: leafOf(field) }));
  const attributes = entries.flatMap(([, field]) => field.attribute ?? []);
  const children = entries.flatMap(([, field]) => field.child ?? []);
  const plainable = namespace === '' && attributes.length <= 1;
  // A copy of one object is made quicker than an object that grows key by key.
  const blank: Record<string, unknown> = Object.fromEntries(entries.map(([key]) => [key, null]));
  const elementKey = entries.find(([, field]) => field.kind === 'element')?.[0];
  const opening = openingOf(name, namespace, attributes.length);
  const closing = new Literal(`</${name}>`);
  return {
    name,
    namespace,
    attributes,
    children,
    text: null,
    opening,
    plain(source) {
      if (!plainable) return notPlain();
      const start = source.at;
      source.take(opening);
      const values = { ...blank };
      for (const { key, field, leaf } of plan) {
        // Most of a record: a value in an element of its own, read without a further call.
        if (leaf === null) values[key] = field.plain(source);
        else values[key] = leaf.optional && !source.sees(leaf.opening) ? null : source.value(leaf);
      }
      source.take(closing);
      if (elementKey !== undefined) values[elementKey] = source.element(name, start);
      return values as Values<F>;
    },
    decode(reading, element) {
      if (element.hasText) {
        reading.faults.push({
          code: 'unexpected-text',
          at: element.openEnd,
          path: pathOf(element),
        });
      }
      if (element.attributes.length > 0) onlyAttributes(reading, element, attributes);
      const cursor: Cursor = { next: 0 };
      const values: Record<string, unknown> = {};
      for (const { key, field, leaf } of plan) {
        const child = leaf === null ? undefined : element.children[cursor.next];
        if (leaf !== null && child !== undefined && isPlainLeaf(child, leaf)) {
          // Most of a record: a value in an element of its own, read without a further call.
          cursor.next++;
          const text = textOf(reading.document, child);
          const value = leaf.text.parse(text);
          if (value === undefined) invalid(reading, child, text, leaf.text);
          values[key] = value;
        } else values[key] = field.read(reading, element, cursor);
      }
      const extra = element.children[cursor.next];
      if (extra !== undefined) {
        reading.faults.push({ code: 'unexpected-element', at: extra.start, path: pathOf(extra) });
      }
      return values as Values<F>;
    },
    encode(value, out, around) {
      out.push('<', name, declaration(namespace, around));
      for (const [key, field] of entries) field.writeAttribute(value[key], out);
      out.push('>');
      for (const [key, field] of entries) field.writeChildren(value[key], out, namespace);
      out.push('</', name, '>');
    },
  };
}

/** The one leaf that a field reads. */
interface Leaf extends PlainLeaf {
  readonly name: string;
  readonly namespace: string;
  readonly optional: boolean;
}

function leafOf({ child }: Field<unknown>): Leaf | null {
  if (child === null || !('spec' in child) || child.max !== 1 || child.spec.text === null) {
    return null;
  }
  const { name, namespace, text, opening } = child.spec;
  const closing = new Literal(`</${name}>`);
  return { name, namespace, text, opening, closing, optional: child.min === 0 };
}

const isPlainLeaf = (child: XmlElement, { name, namespace }: Leaf): boolean =>
  child.local === name &&
  child.namespace === namespace &&
  child.children.length === 0 &&
  child.attributes.length === 0;

/** Refuses every attribute that the table does not name: it could mean something that nobody signed. */
function onlyAttributes(
  reading: Reading,
  element: XmlElement,
  known: readonly AttributeSpec[],
): void {
  for (const attribute of element.attributes) {
    if (isDeclaration(attribute) || known.some(({ name }) => name === attribute.name)) continue;
    reading.faults.push({
      code: 'unexpected-attribute',
      at: element.start,
      path: pathOf(element),
      found: attribute.name,
    });
  }
}

const isDeclaration = ({ name }: XmlAttribute): boolean =>
  name === 'xmlns' || name.startsWith('xmlns:');

const endOfTag = new Literal('>');

/** An attribute with a value; attributes must be listed in alphabetical order for the output to be canonical. */
export function attribute<T>(name: string, type: SimpleType<T>): Field<T> {
  const opening = new Literal(`${name}="`);
  return {
    kind: 'attribute',
    attribute: { name, type: type as SimpleType<unknown>, required: true },
    child: null,
    plain(source) {
      source.take(opening);
      const value = type.parse(source.identifier());
      if (value === undefined) return notPlain();
      source.take(endOfTag);
      return value;
    },
    read(reading, element) {
      const found = element.attributes.find((candidate) => candidate.name === name);
      if (found === undefined) {
        reading.faults.push({
          code: 'missing-attribute',
          at: element.start,
          path: pathOf(element),
          expected: name,
        });
        return undefined as T;
      }
      const value = type.parse(found.value);
      if (value === undefined) invalid(reading, element, found.value, type as SimpleType<unknown>);
      return value as T;
    },
    writeAttribute(value, out) {
      out.push(' ', name, '="', escapeAttribute(type.write(value)), '"');
    },
    writeChildren() {},
  };
}

/** An attribute that may be absent; then null. */
export function optionalAttribute<T>(name: string, type: SimpleType<T>): Field<T | null> {
  const required = attribute(name, type);
  return {
    ...required,
    attribute: { name, type: type as SimpleType<unknown>, required: false },
    plain: notPlain,
    read(reading, element, cursor) {
      const present = element.attributes.some((candidate) => candidate.name === name);
      return present ? required.read(reading, element, cursor) : null;
    },
    writeAttribute(value, out) {
      if (value !== null) required.writeAttribute(value, out);
    },
    writeChildren() {},
  };
}

/** The element itself, for those who must hash its bytes. Nothing is written for it. */
export const self: Field<XmlElement | null> = {
  kind: 'element',
  attribute: null,
  child: null,
  read: (_reading, element) => element,
  plain: () => null,
  writeAttribute() {},
  writeChildren() {},
};

function takeChild<T>(
  spec: ElementSpec<T>,
  element: XmlElement,
  cursor: Cursor,
): XmlElement | undefined {
  const child = element.children[cursor.next];
  if (child === undefined || child.local !== spec.name || child.namespace !== spec.namespace)
    return undefined;
  cursor.next++;
  return child;
}

function missing(reading: Reading, element: XmlElement, spec: ElementSpec<unknown>): void {
  reading.faults.push({
    code: 'missing-element',
    at: element.openEnd,
    path: pathOf(element),
    expected: spec.name,
  });
}

/** Exactly one child. */
export function one<T>(spec: ElementSpec<T>): Field<T> {
  return {
    kind: 'child',
    attribute: null,
    child: { spec: spec as ElementSpec<unknown>, min: 1, max: 1 },
    read(reading, element, cursor) {
      const child = takeChild(spec, element, cursor);
      if (child !== undefined) return spec.decode(reading, child);
      missing(reading, element, spec as ElementSpec<unknown>);
      return undefined as T;
    },
    plain: (source) => spec.plain(source),
    writeAttribute() {},
    writeChildren: (value, out, namespace) => spec.encode(value, out, namespace),
  };
}

/** One child or none; none is null. */
export function optional<T>(spec: ElementSpec<T>): Field<T | null> {
  return {
    kind: 'child',
    attribute: null,
    child: { spec: spec as ElementSpec<unknown>, min: 0, max: 1 },
    read(reading, element, cursor) {
      const child = takeChild(spec, element, cursor);
      return child === undefined ? null : spec.decode(reading, child);
    },
    plain: (source) => (source.sees(spec.opening) ? spec.plain(source) : null),
    writeAttribute() {},
    writeChildren(value, out, namespace) {
      if (value !== null) spec.encode(value, out, namespace);
    },
  };
}

/** `min` to `max` children of one name. */
export function many<T>(spec: ElementSpec<T>, min: number, max: number): Field<readonly T[]> {
  return {
    kind: 'child',
    attribute: null,
    child: { spec: spec as ElementSpec<unknown>, min, max },
    read(reading, element, cursor) {
      const values: T[] = [];
      for (;;) {
        const child = values.length < max ? takeChild(spec, element, cursor) : undefined;
        if (child === undefined) break;
        values.push(spec.decode(reading, child));
      }
      if (values.length < min) missing(reading, element, spec as ElementSpec<unknown>);
      return values;
    },
    plain(source) {
      const values: T[] = [];
      while (values.length < max && source.sees(spec.opening)) values.push(spec.plain(source));
      return values.length < min ? notPlain() : values;
    },
    writeAttribute() {},
    writeChildren(value, out, namespace) {
      for (const item of value) spec.encode(item, out, namespace);
    },
  };
}
