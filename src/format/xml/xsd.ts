import { namespace } from './names.ts';
import { fileSchema } from './record-schema.ts';
import type { ElementSpec } from './schema.ts';
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
  for (const { spec } of root.children) reachable(spec, seen);
  return seen;
}

function simpleType(type: SimpleType<unknown>, indent: string): string {
  const facets = type.facets.filter((facet) => facet.startsWith('<'));
  const base = type.facets.includes('integer') ? 'xs:integer' : 'xs:string';
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
  const children = spec.children.map(({ spec: child, min, max }) => {
    const limits = `${min === 1 ? '' : ` minOccurs="${min}"`}${max === 1 ? '' : ` maxOccurs="${max}"`}`;
    const foreign = child.namespace === spec.namespace ? undefined : prefixes.get(child.namespace);
    return foreign === undefined
      ? declaration(child, `${indent}      `, limits)
      : `${indent}      <xs:element ref="${foreign}:${child.name}"${limits}/>\n`;
  });
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
    for (const { spec } of parent.children) {
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
