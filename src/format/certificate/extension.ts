import {
  contentOf,
  type DerNode,
  elementsOf,
  explicitTag,
  fieldsOf,
  hexOf,
  implicitTag,
  optional,
  parseDer,
  required,
  tag,
} from './der.ts';
import { booleanOf, integerHexOf, namedBitsOf, oidOf, smallIntegerOf } from './der-value.ts';
import { type DistributionPoint, distributionPointsOf } from './distribution-point.ts';
import { allOf, type GeneralName, generalNamesOf } from './general-name.ts';
import { type NameConstraints, nameConstraintsOf } from './name-constraint.ts';
import { extension } from './oid.ts';

export type KeyUsage =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign'
  | 'encipherOnly'
  | 'decipherOnly';

/** In the order of the bits (RFC 5280, 4.2.1.3). */
export const keyUsages: readonly KeyUsage[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

/** The extensions that a path is judged by; null where the certificate has none. */
export interface CertificateExtensions {
  readonly isAuthority: boolean;
  readonly pathLength: number | null;
  readonly keyUsage: ReadonlySet<KeyUsage> | null;
  /** Dotted purposes. */
  readonly extKeyUsage: readonly string[] | null;
  readonly isExtKeyUsageCritical: boolean;
  /** Hexadecimal key identifiers. */
  readonly subjectKeyId: string | null;
  readonly authorityKeyId: string | null;
  readonly subjectAltNames: readonly GeneralName[] | null;
  readonly crlPoints: readonly DistributionPoint[] | null;
  readonly policies: readonly string[] | null;
  readonly policyMappings: readonly (readonly [issuer: string, subject: string])[] | null;
  readonly requireExplicitPolicy: number | null;
  readonly inhibitPolicyMapping: number | null;
  readonly inhibitAnyPolicy: number | null;
  readonly nameConstraints: NameConstraints | null;
  /** Critical extensions that nothing here knows: such a certificate must not be relied on (RFC 5280, 4.2). */
  readonly unknownCritical: readonly string[];
}

/** One extension as it stands: identifier, flag, and the octets inside extnValue. */
export interface RawExtension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

export type ExtensionFault =
  | { readonly code: 'extension-malformed'; readonly oid: string }
  | { readonly code: 'extension-twice'; readonly oid: string };

/** More than any certificate needs: RFC 5280 and CA/Browser profiles know some twenty. */
const mostExtensions = 64;

/** Extensions ::= SEQUENCE OF Extension; undefined unless they are few and each has the prescribed shape. */
export function rawExtensionsOf(node: DerNode | undefined): readonly RawExtension[] | undefined {
  const elements = elementsOf(node, tag.sequence);
  return elements === undefined || elements.length > mostExtensions
    ? undefined
    : allOf(elements, rawExtensionOf);
}

function rawExtensionOf(each: DerNode): RawExtension | undefined {
  const fields = fieldsOf(each, [
    required(tag.oid),
    optional(tag.boolean),
    required(tag.octetString),
  ]);
  if (fields === undefined) return undefined;
  const [oidNode, criticalNode, valueNode] = fields;
  const oid = oidOf(oidNode);
  const critical = criticalNode === undefined ? false : booleanOf(criticalNode);
  if (oid === undefined || critical === undefined) return undefined;
  return { oid, critical, value: contentOf(valueNode) };
}

/** The first identifier that occurs twice (RFC 5280, 4.2 forbids it). */
export function repeatedOid(extensions: readonly RawExtension[]): string | undefined {
  const oids = extensions.map(({ oid }) => oid);
  return oids.find((oid, index) => oids.indexOf(oid) !== index);
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Reader = (value: DerNode, raw: RawExtension) => Partial<CertificateExtensions> | undefined;

/** Wraps one value read into one field; undefined stays a fault. */
const field =
  <K extends keyof CertificateExtensions>(
    name: K,
    read: (value: DerNode) => CertificateExtensions[K] | undefined,
  ): Reader =>
  (value) => {
    const found = read(value);
    if (found === undefined) return undefined;
    const part: Partial<Writable<CertificateExtensions>> = {};
    part[name] = found;
    return part;
  };

const oidsOf = (node: DerNode | undefined): readonly string[] | undefined => {
  const oids = allOf(elementsOf(node, tag.sequence), (each) =>
    each.tag === tag.oid ? oidOf(each) : undefined,
  );
  return oids === undefined || oids.length === 0 ? undefined : oids;
};

function basicConstraintsOf(value: DerNode): Partial<CertificateExtensions> | undefined {
  const fields = fieldsOf(value, [optional(tag.boolean), optional(tag.integer)]);
  if (fields === undefined) return undefined;
  const [flag, length] = fields;
  const isAuthority = flag === undefined ? false : booleanOf(flag);
  const pathLength = length === undefined ? null : smallIntegerOf(length);
  return isAuthority === undefined || pathLength === undefined
    ? undefined
    : { isAuthority, pathLength };
}

function keyUsageOf(value: DerNode): ReadonlySet<KeyUsage> | undefined {
  const bits = value.tag === tag.bitString ? namedBitsOf(value) : undefined;
  return bits && new Set(keyUsages.filter((_, bit) => bits.has(bit)));
}

function authorityKeyOf(value: DerNode): Partial<CertificateExtensions> | undefined {
  const fields = fieldsOf(value, [
    optional(implicitTag(0)),
    optional(explicitTag(1)),
    optional(implicitTag(2)),
  ]);
  return fields && { authorityKeyId: fields[0] === undefined ? null : hexOf(contentOf(fields[0])) };
}

function policiesOf(value: DerNode): readonly string[] | undefined {
  const policies = allOf(elementsOf(value, tag.sequence), (each) => {
    const fields = fieldsOf(each, [required(tag.oid), optional(tag.sequence)]);
    return fields && oidOf(fields[0]);
  });
  const once = policies !== undefined && new Set(policies).size === policies.length;
  return once && policies.length > 0 ? policies : undefined;
}

const policyMappingsOf = (value: DerNode) =>
  allOf(elementsOf(value, tag.sequence), (each) => {
    const fields = fieldsOf(each, [required(tag.oid), required(tag.oid)]);
    const from = fields && oidOf(fields[0]);
    const to = fields && oidOf(fields[1]);
    return from === undefined || to === undefined ? undefined : ([from, to] as const);
  });

function policyConstraintsOf(value: DerNode): Partial<CertificateExtensions> | undefined {
  const fields = fieldsOf(value, [optional(implicitTag(0)), optional(implicitTag(1))]);
  if (fields === undefined) return undefined;
  const [explicit, mapping] = fields;
  const requireExplicitPolicy = explicit === undefined ? null : smallIntegerOf(explicit);
  const inhibitPolicyMapping = mapping === undefined ? null : smallIntegerOf(mapping);
  return requireExplicitPolicy === undefined || inhibitPolicyMapping === undefined
    ? undefined
    : { requireExplicitPolicy, inhibitPolicyMapping };
}

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [extension.basicConstraints, basicConstraintsOf],
  [extension.keyUsage, field('keyUsage', keyUsageOf)],
  [
    extension.extKeyUsage,
    (value, { critical }) => {
      const extKeyUsage = oidsOf(value);
      return extKeyUsage && { extKeyUsage, isExtKeyUsageCritical: critical };
    },
  ],
  [
    extension.subjectKeyIdentifier,
    field('subjectKeyId', (value) =>
      value.tag === tag.octetString ? hexOf(contentOf(value)) : undefined,
    ),
  ],
  [extension.authorityKeyIdentifier, authorityKeyOf],
  [extension.subjectAltName, field('subjectAltNames', generalNamesOf)],
  [extension.crlDistributionPoints, field('crlPoints', distributionPointsOf)],
  [extension.certificatePolicies, field('policies', policiesOf)],
  [extension.policyMappings, field('policyMappings', policyMappingsOf)],
  [extension.policyConstraints, policyConstraintsOf],
  [
    extension.inhibitAnyPolicy,
    field('inhibitAnyPolicy', (value) =>
      integerHexOf(value) === undefined ? undefined : smallIntegerOf(value),
    ),
  ],
  [extension.nameConstraints, field('nameConstraints', nameConstraintsOf)],
]);

const none: CertificateExtensions = {
  isAuthority: false,
  pathLength: null,
  keyUsage: null,
  extKeyUsage: null,
  isExtKeyUsageCritical: false,
  subjectKeyId: null,
  authorityKeyId: null,
  subjectAltNames: null,
  crlPoints: null,
  policies: null,
  policyMappings: null,
  requireExplicitPolicy: null,
  inhibitPolicyMapping: null,
  inhibitAnyPolicy: null,
  nameConstraints: null,
  unknownCritical: [],
};

/** Reads a certificate's extensions; a known one that is malformed is a fault, an unknown critical one a fact. */
export function readExtensions(
  raw: readonly RawExtension[],
): { readonly value: CertificateExtensions } | { readonly fault: ExtensionFault } {
  const twice = repeatedOid(raw);
  if (twice !== undefined) return { fault: { code: 'extension-twice', oid: twice } };
  let value = none;
  for (const each of raw) {
    const read = readers.get(each.oid);
    if (read === undefined) {
      if (each.critical)
        value = { ...value, unknownCritical: [...value.unknownCritical, each.oid] };
      continue;
    }
    const node = parseDer(each.value);
    const part = node && read(node, each);
    if (part === undefined) return { fault: { code: 'extension-malformed', oid: each.oid } };
    value = { ...value, ...part };
  }
  return { value };
}
