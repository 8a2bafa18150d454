import { namespace } from './names.ts';
import { fileSchema } from './record-schema.ts';
import { type ChildSpec, type ElementSpec, type Particle, specsOf } from './schema.ts';
import type { SimpleType } from './simple-type.ts';

/** One schema document of the published set, by file name. */
export interface SchemaDocument {
  readonly file: string;
  readonly text: string;
}

const prefixes = new Map<string, string>([
  [namespace.dsig, 'ds'],
  [namespace.xades, 'xades'],
]);

const fileOf = (target: string): string => {
  if (target === namespace.dsig) return 'hocba-1-dsig.xsd';
  return target === namespace.xades ? 'hocba-1-xades.xsd' : 'hocba-1.xsd';
};

type AnySpec = ElementSpec<unknown>;

/** All elements that can occur, each spec once. */
function reachable(root: AnySpec, seen = new Set<AnySpec>()): Set<AnySpec> {
  if (seen.has(root)) return seen;
  seen.add(root);
  for (const spec of root.children.flatMap(specsOf)) reachable(spec, seen);
  return seen;
}

function simpleType(type: SimpleType<unknown>, indent: string): string {
  const facets = type.facets.filter((facet) => facet.startsWith('<'));
  const number = ['integer', 'decimal'].find((name) => type.facets.includes(name));
  const base = `xs:${number ?? 'string'}`;
  const inner = facets.map((facet) => `${indent}    ${facet}\n`).join('');
  return `${indent}<xs:simpleType>\n${indent}  <xs:restriction base="${base}">\n${inner}${indent}  </xs:restriction>\n${indent}</xs:simpleType>\n`;
}

/** An Id is an xs:ID besides having its own form, so that any validator finds a doubled one. */
function attributeType(name: string, type: SimpleType<unknown>, indent: string): string {
  return name === 'Id'
    ? simpleType(type, indent).replace('base="xs:string"', 'base="xs:ID"')
    : simpleType(type, indent);
}

function declaration(spec: AnySpec, indent: string, occurs: string): string {
  const open = `${indent}<xs:element name="${spec.name}"${occurs}>\n`;
  if (spec.text !== null)
    return `${open}${simpleType(spec.text, `${indent}  `)}${indent}</xs:element>\n`;
  const children = spec.children.map((child) => particle(child, spec.namespace, `${indent}      `));
  const sequence =
    children.length === 0
      ? ''
      : `${indent}    <xs:sequence>\n${children.join('')}${indent}    </xs:sequence>\n`;
  const attributes = spec.attributes.map(
    ({ name, type, required }) =>
      `${indent}    <xs:attribute name="${name}"${required ? ' use="required"' : ''}>\n${attributeType(name, type, `${indent}      `)}${indent}    </xs:attribute>\n`,
  );
  return `${open}${indent}  <xs:complexType>\n${sequence}${attributes.join('')}${indent}  </xs:complexType>\n${indent}</xs:element>\n`;
}

function particle(one: Particle, around: string, indent: string): string {
  if ('spec' in one) return childElement(one, around, indent);
  const sequences = one.sequences.map((children) => {
    const inner = children.map((child) => childElement(child, around, `${indent}    `)).join('');
    return `${indent}  <xs:sequence>\n${inner}${indent}  </xs:sequence>\n`;
  });
  return `${indent}<xs:choice>\n${sequences.join('')}${indent}</xs:choice>\n`;
}

function childElement({ spec, min, max }: ChildSpec, around: string, indent: string): string {
  const limits = `${min === 1 ? '' : ` minOccurs="${min}"`}${max === 1 ? '' : ` maxOccurs="${max}"`}`;
  const foreign = spec.namespace === around ? undefined : prefixes.get(spec.namespace);
  return foreign === undefined
    ? declaration(spec, indent, limits)
    : `${indent}<xs:element ref="${foreign}:${spec.name}"${limits}/>\n`;
}

function document(target: string, roots: readonly AnySpec[]): SchemaDocument {
  const others = [...prefixes.keys()].filter((other) => other !== target);
  const declared = others.map((other) => ` xmlns:${prefixes.get(other) ?? ''}="${other}"`).join('');
  const targetAttribute =
    target === ''
      ? ''
      : ` targetNamespace="${target}" xmlns="${target}" elementFormDefault="qualified"`;
  const imports = others
    .map((other) => `  <xs:import namespace="${other}" schemaLocation="${fileOf(other)}"/>\n`)
    .join('');
  return {
    file: fileOf(target),
    text: [
      '<?xml version="1.0" encoding="UTF-8"?>\n',
      "<!-- Made from src/format/xml/*-schema.ts by tools/schemas.ts; not the Ministry's schema. -->\n",
      `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"${targetAttribute}${declared}>\n`,
      imports,
      ...roots.map((root) => declaration(root, '  ', '')),
      '</xs:schema>\n',
    ].join(''),
  };
}

/** The XSD of the profile, generated from the grammar's table: what it refuses, our reader refuses too. */
export function schemaDocuments(): readonly SchemaDocument[] {
  const specs = [...reachable(fileSchema as AnySpec)];
  const crossing = new Map<string, AnySpec>();
  for (const parent of specs) {
    for (const spec of parent.children.flatMap(specsOf)) {
      // The seal's signature comes last and allows what the others do and more: in the XSD it stands for all.
      if (spec.namespace !== parent.namespace) crossing.set(`${spec.namespace} ${spec.name}`, spec);
    }
  }
  const global = (target: string): AnySpec[] =>
    [...crossing.values()].filter((spec) => spec.namespace === target);
  return [
    document('', [fileSchema as AnySpec]),
    document(namespace.dsig, global(namespace.dsig)),
    document(namespace.xades, global(namespace.xades)),
  ];
}
