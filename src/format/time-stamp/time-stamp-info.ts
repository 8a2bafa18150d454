import { type Instant, instantOf } from '../../domain/time/instant.ts';
import {
  contentOf,
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
import { booleanOf, integerHexOf, oidOf, smallIntegerOf } from '../certificate/der-value.ts';
import { rawExtensionsOf, repeatedOid } from '../certificate/extension.ts';
import { type GeneralName, generalNameOf } from '../certificate/general-name.ts';
import { type DigestAlgorithm, digestAlgorithmOf } from './digest.ts';
import { epochMsOfTime } from './generalized-time.ts';

/** What the authority signed (TSTInfo of RFC 3161, 2.4.2). */
export interface TimeStampInfo {
  readonly policy: string;
  readonly imprint: { readonly algorithm: DigestAlgorithm; readonly digest: Uint8Array };
  /** Octets of the token's serial number in hexadecimal. */
  readonly serial: string;
  /** genTime, cut to the second. */
  readonly statedTime: Instant;
  /** genTime and accuracy together, rounded up to the second: what was stamped existed by then. */
  readonly latestTime: Instant;
  /** How far the time may be off, in milliseconds, rounded up; null when the token does not say it. */
  readonly accuracyMs: number | null;
  /** The request's nonce in hexadecimal; null without one. */
  readonly nonce: string | null;
  /** The name by which the authority calls itself; null without one. */
  readonly authority: GeneralName | null;
  readonly unknownCritical: readonly string[];
}

/** Reads TSTInfo from its octets; undefined for anything else. */
export function timeStampInfoOf(octets: Uint8Array): TimeStampInfo | undefined {
  const fields = fieldsOf(parseDer(octets), pattern);
  if (fields === undefined) return undefined;
  const [version, policyNode, imprintNode, serialNode, timeNode, ...rest] = fields;
  const [accuracyNode, ordering, nonceNode, nameNode, extensionsNode] = rest;
  const policy = oidOf(policyNode);
  const imprint = imprintOf(imprintNode);
  const serial = integerHexOf(serialNode);
  const times = timesOf(timeNode, accuracyNode);
  const nonce = nonceNode === undefined ? null : integerHexOf(nonceNode);
  const authority = nameNode === undefined ? null : authorityOf(nameNode);
  const unknownCritical = unknownCriticalOf(extensionsNode);
  if (smallIntegerOf(version) !== 1 || policy === undefined || imprint === undefined) {
    return undefined;
  }
  if (ordering !== undefined && booleanOf(ordering) === undefined) return undefined;
  if (serial === undefined || times === undefined || nonce === undefined) return undefined;
  if (authority === undefined || unknownCritical === undefined) return undefined;
  return { policy, imprint, serial, ...times, nonce, authority, unknownCritical };
}

const pattern = [
  required(tag.integer),
  required(tag.oid),
  required(tag.sequence),
  required(tag.integer),
  required(tag.generalizedTime),
  optional(tag.sequence),
  optional(tag.boolean),
  optional(tag.integer),
  optional(explicitTag(0)),
  optional(explicitTag(1)),
] as const;

function imprintOf(node: DerNode): TimeStampInfo['imprint'] | undefined {
  const fields = fieldsOf(node, [required(tag.sequence), required(tag.octetString)]);
  const algorithm = fields && digestAlgorithmOf(fields[0]);
  return algorithm && { algorithm, digest: contentOf(fields[1]) };
}

/** Instants have four digits for the year. */
const endOfTimeMs = Date.UTC(9999, 11, 31, 23, 59, 59);

function timesOf(time: DerNode, accuracyNode: DerNode | undefined) {
  const statedMs = epochMsOfTime(time);
  const accuracyMs = accuracyNode === undefined ? null : accuracyOf(accuracyNode);
  if (statedMs === undefined || accuracyMs === undefined) return undefined;
  const latestMs = Math.ceil((statedMs + (accuracyMs ?? 0)) / 1000) * 1000;
  if (latestMs > endOfTimeMs) return undefined;
  return { statedTime: instantOf(statedMs), latestTime: instantOf(latestMs), accuracyMs };
}

/** Accuracy: seconds, millis and micros, each optional (RFC 3161, 2.4.2); in milliseconds, rounded up. */
function accuracyOf(node: DerNode): number | undefined {
  const fields = fieldsOf(node, [
    optional(tag.integer),
    optional(implicitTag(0)),
    optional(implicitTag(1)),
  ]);
  if (fields === undefined) return undefined;
  const [seconds = 0, millis = 0, micros = 0] = fields.map((each) =>
    each === undefined ? 0 : (smallIntegerOf(each) ?? Number.NaN),
  );
  if (Number.isNaN(seconds) || !(millis < 1000) || !(micros < 1000)) return undefined;
  return seconds * 1000 + millis + Math.ceil(micros / 1000);
}

function authorityOf(node: DerNode): GeneralName | undefined {
  const inner = innerOf(node);
  return inner && generalNameOf(inner);
}

/** More than any authority writes; to look for repeated ones takes the square of their number. */
const mostExtensions = 32;

/** Critical extensions of a token: none is known here, and none is in use. */
function unknownCriticalOf(node: DerNode | undefined): readonly string[] | undefined {
  if (node === undefined) return [];
  const raw = rawExtensionsOf({ ...node, tag: tag.sequence });
  if (raw === undefined || raw.length > mostExtensions) return undefined;
  if (repeatedOid(raw) !== undefined) return undefined;
  return raw.filter(({ critical }) => critical).map(({ oid }) => oid);
}
