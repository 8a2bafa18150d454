import type { Instant } from '../../domain/time/instant.ts';
import { type Revocation, revocationReasons } from '../certificate/crl-entry.ts';
import {
  anyTag,
  type DerNode,
  explicitTag,
  fieldsOf,
  implicitTag,
  innerOf,
  optional,
  parseDer,
  required,
  tag,
} from '../certificate/der.ts';
import { smallIntegerOf, timeOf } from '../certificate/der-value.ts';
import { type RawExtension, rawExtensionsOf, repeatedOid } from '../certificate/extension.ts';
import { extension } from '../certificate/oid.ts';
import { type CertificateId, certificateIdOf } from './certificate-id.ts';
import { ocsp } from './oid.ts';

/** What a responder says of one certificate (SingleResponse of RFC 6960, 4.2.1). */
export interface SingleResponse {
  readonly id: CertificateId;
  /** «unknown»: the responder does not know the certificate. */
  readonly status: 'good' | 'unknown' | Revocation;
  readonly thisUpdate: Instant;
  /** Null when newer word is to be had at any time. */
  readonly nextUpdate: Instant | null;
  /** Revocations are told of certificates that expired at this time or later; null when it is not said. */
  readonly archiveCutoff: Instant | null;
  readonly unknownCritical: readonly string[];
}

export function singleResponseOf(node: DerNode): SingleResponse | undefined {
  const fields = fieldsOf(node, [
    required(tag.sequence),
    required(anyTag),
    required(tag.generalizedTime),
    optional(explicitTag(0)),
    optional(explicitTag(1)),
  ]);
  if (fields === undefined) return undefined;
  const [idNode, statusNode, thisNode, nextNode, extensionsNode] = fields;
  const id = certificateIdOf(idNode);
  const thisUpdate = timeOf(thisNode);
  const nextUpdate = nextNode === undefined ? null : generalizedIn(nextNode);
  const raw = extensionsIn(extensionsNode);
  if (id === undefined || thisUpdate === undefined || nextUpdate === undefined) return undefined;
  if (raw === undefined) return undefined;
  const invalidSince = timeIn(raw, extension.invalidityDate);
  const archiveCutoff = timeIn(raw, ocsp.archiveCutoff);
  if (invalidSince === undefined || archiveCutoff === undefined) return undefined;
  const status = statusOf(statusNode, invalidSince);
  if (status === undefined) return undefined;
  const unknownCritical = raw.filter(isUnknownCritical).map(({ oid }) => oid);
  return { id, status, thisUpdate, nextUpdate, archiveCutoff, unknownCritical };
}

/** More than any responder writes; to look for repeated ones takes the square of their number. */
const mostExtensions = 32;

/** Extensions in an explicit tag, each once; none when the tag is absent. */
export function extensionsIn(node: DerNode | undefined): readonly RawExtension[] | undefined {
  if (node === undefined) return [];
  const raw = rawExtensionsOf(innerOf(node));
  if (raw === undefined || raw.length > mostExtensions) return undefined;
  return repeatedOid(raw) === undefined ? raw : undefined;
}

const known: ReadonlySet<string> = new Set([
  ocsp.nonce,
  ocsp.archiveCutoff,
  ocsp.extendedRevoke,
  extension.invalidityDate,
  extension.reasonCode,
]);
export const isUnknownCritical = ({ oid, critical }: RawExtension): boolean =>
  critical && !known.has(oid);

const generalizedIn = (node: DerNode): Instant | undefined => {
  const inner = innerOf(node);
  return inner?.tag === tag.generalizedTime ? timeOf(inner) : undefined;
};

function timeIn(raw: readonly RawExtension[], oid: string): Instant | null | undefined {
  const found = raw.find((each) => each.oid === oid);
  if (found === undefined) return null;
  const node = parseDer(found.value);
  return node?.tag === tag.generalizedTime ? timeOf(node) : undefined;
}

/** CertStatus: [0] good, [1] revoked, [2] unknown. */
function statusOf(
  node: DerNode,
  invalidSince: Instant | null,
): SingleResponse['status'] | undefined {
  const isEmpty = node.content === node.end;
  if (node.tag === implicitTag(0)) return isEmpty ? 'good' : undefined;
  if (node.tag === implicitTag(2)) return isEmpty ? 'unknown' : undefined;
  const pattern = [required(tag.generalizedTime), optional(explicitTag(0))] as const;
  const fields = fieldsOf(node, pattern, explicitTag(1));
  const revokedAt = fields && timeOf(fields[0]);
  if (fields === undefined || revokedAt === undefined) return undefined;
  const reasonNode = fields[1];
  if (reasonNode === undefined) return { revokedAt, reason: 'unspecified', invalidSince };
  const code = innerOf(reasonNode);
  const number = code?.tag === tag.enumerated ? smallIntegerOf(code) : undefined;
  const reason = number === undefined ? undefined : revocationReasons[number];
  return reason === undefined || reason === '' ? undefined : { revokedAt, reason, invalidSince };
}
