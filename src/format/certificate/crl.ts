import { hash } from 'node:crypto';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type AlgorithmIdentifier, algorithmOf } from './algorithm.ts';
import { type CrlEntries, readEntries } from './crl-entry.ts';
import {
  anyTag,
  contentOf,
  type DerNode,
  derOf,
  explicitTag,
  fieldsOf,
  hexOf,
  implicitTag,
  innerOf,
  optional,
  parseDer,
  required,
  tag,
} from './der.ts';
import { bitOctetsOf, integerHexOf, smallIntegerOf, timeOf } from './der-value.ts';
import { type IssuingPoint, issuingPointOf } from './distribution-point.ts';
import { rawExtensionsOf, repeatedOid } from './extension.ts';
import { type DistinguishedName, nameOf } from './name.ts';
import { extension } from './oid.ts';

/** Danh sách chứng thư số bị thu hồi: a certificate revocation list (RFC 5280, 5). */
export interface RevocationList extends CrlEntries {
  readonly der: Uint8Array;
  /** SHA-256 of `der` in hexadecimal. */
  readonly sha256: string;
  readonly issuer: DistinguishedName;
  readonly thisUpdate: Instant;
  /** Null when the list does not say until when it stands. */
  readonly nextUpdate: Instant | null;
  readonly authorityKeyId: string | null;
  /** CRLNumber as hexadecimal octets. */
  readonly number: string | null;
  /** BaseCRLNumber of a delta list; null for a complete one. */
  readonly deltaOf: string | null;
  readonly issuingPoint: IssuingPoint | null;
  /** Octets of IssuingDistributionPoint in hexadecimal, empty without one: lists with equal ones have one scope. */
  readonly scope: string;
  /** Critical extensions of the list or of an entry that nothing here knows: the list must not be relied on. */
  readonly unknownCritical: readonly string[];
  readonly signed: Uint8Array;
  readonly algorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
}

export type CrlFault =
  | { readonly code: 'crl-not-der' }
  | { readonly code: 'crl-malformed'; readonly part: CrlPart }
  | { readonly code: 'crl-algorithms-differ' };

export type CrlPart = 'structure' | 'algorithm' | 'issuer' | 'time' | 'entries' | 'extensions';

/** Reads a CRL; entries are scanned, not built: 5,000 of them take about a millisecond. */
export function parseCrl(source: Uint8Array): Result<RevocationList, CrlFault> {
  const der = Uint8Array.from(source);
  const root = parseDer(der);
  if (root === undefined) return refuse({ code: 'crl-not-der' });
  const outer = fieldsOf(root, [
    required(tag.sequence),
    required(tag.sequence),
    required(tag.bitString),
  ]);
  if (outer === undefined) return malformed('structure');
  const fields = fieldsOf(outer[0], bodyPattern);
  const signature = bitOctetsOf(outer[2]);
  if (fields === undefined || signature === undefined) return malformed('structure');
  const [version, innerAlgorithm, issuerNode, thisNode, utcNode, generalNode, list, wrapped] =
    fields;
  if (version !== undefined && smallIntegerOf(version) !== 1) return malformed('structure');
  const algorithm = algorithmOf(outer[1]);
  if (algorithm === undefined) return malformed('algorithm');
  if (Buffer.compare(algorithm.der, derOf(innerAlgorithm)) !== 0) {
    return refuse({ code: 'crl-algorithms-differ' });
  }
  const issuer = nameOf(issuerNode);
  if (issuer === undefined || issuer.attributes.length === 0) return malformed('issuer');
  const times = timesOf(thisNode, utcNode, generalNode);
  if (times === undefined) return malformed('time');
  const entries = readEntries(list, issuer.key);
  if (entries === undefined) return malformed('entries');
  const extensions = extensionsOf(wrapped, entries.unknownCritical);
  if (extensions === undefined) return malformed('extensions');
  return ok({
    der,
    sha256: hash('sha256', der, 'hex'),
    issuer,
    ...times,
    ...entries,
    ...extensions,
    signed: derOf(outer[0]),
    algorithm,
    signature,
  });
}

const malformed = (part: CrlPart) => refuse({ code: 'crl-malformed', part } as const);

/** TBSCertList (RFC 5280, 5.1); nextUpdate may be of either time type. */
const bodyPattern = [
  optional(tag.integer),
  required(tag.sequence),
  required(tag.sequence),
  required(anyTag),
  optional(tag.utcTime),
  optional(tag.generalizedTime),
  optional(tag.sequence),
  optional(explicitTag(0)),
] as const;

function timesOf(thisNode: DerNode, utc: DerNode | undefined, general: DerNode | undefined) {
  const next = utc ?? general;
  const thisUpdate = timeOf(thisNode);
  const nextUpdate = next === undefined ? null : timeOf(next);
  const both = utc !== undefined && general !== undefined;
  if (both || thisUpdate === undefined || nextUpdate === undefined) return undefined;
  return { thisUpdate, nextUpdate };
}

type ListExtensions = Pick<
  RevocationList,
  'authorityKeyId' | 'number' | 'deltaOf' | 'issuingPoint' | 'scope' | 'unknownCritical'
>;

const none: Omit<ListExtensions, 'unknownCritical'> = {
  authorityKeyId: null,
  number: null,
  deltaOf: null,
  issuingPoint: null,
  scope: '',
};

function extensionsOf(
  wrapped: DerNode | undefined,
  unknownInEntries: readonly string[],
): ListExtensions | undefined {
  const raw = wrapped === undefined ? [] : rawExtensionsOf(innerOf(wrapped));
  if (raw === undefined || repeatedOid(raw) !== undefined) return undefined;
  let value: ListExtensions = { ...none, unknownCritical: unknownInEntries };
  for (const { oid, critical, value: octets } of raw) {
    const node = parseDer(octets);
    if (node === undefined) return undefined;
    const part = extensionPart(oid, node);
    if (part === undefined) return undefined;
    value = { ...value, ...part };
    if (critical && !knownExtensions.has(oid)) {
      value = { ...value, unknownCritical: [...value.unknownCritical, oid] };
    }
  }
  return value;
}

const knownExtensions: ReadonlySet<string> = new Set([
  extension.authorityKeyIdentifier,
  extension.crlNumber,
  extension.deltaCrlIndicator,
  extension.issuingDistributionPoint,
]);

function extensionPart(oid: string, node: DerNode): Partial<ListExtensions> | undefined {
  if (oid === extension.authorityKeyIdentifier) {
    const fields = fieldsOf(node, [
      optional(implicitTag(0)),
      optional(explicitTag(1)),
      optional(implicitTag(2)),
    ]);
    const id = fields?.[0];
    return fields && { authorityKeyId: id === undefined ? null : hexOf(contentOf(id)) };
  }
  if (oid === extension.issuingDistributionPoint) {
    const issuingPoint = issuingPointOf(node);
    return issuingPoint && { issuingPoint, scope: hexOf(derOf(node)) };
  }
  if (oid !== extension.crlNumber && oid !== extension.deltaCrlIndicator) return {};
  const number = integerHexOf(node);
  if (number === undefined) return undefined;
  return oid === extension.crlNumber ? { number } : { deltaOf: number };
}
