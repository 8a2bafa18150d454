import {
  contentOf,
  explicitTag,
  fieldsOf,
  optional,
  parseDer,
  required,
  tag,
} from '../certificate/der.ts';
import { booleanOf, integerHexOf, oidOf, smallIntegerOf } from '../certificate/der-value.ts';
import { digestAlgorithmOf, type StrongDigest } from './digest.ts';

/** What is asked of a time-stamp authority (TimeStampReq of RFC 3161, 2.4.1), as it reads it. */
export interface AskedTimeStamp {
  readonly digest: StrongDigest;
  readonly imprint: Uint8Array;
  /** Dotted; null when the authority may choose. */
  readonly policy: string | null;
  /** Octets of the INTEGER in hexadecimal; null without one. */
  readonly nonce: string | null;
  readonly certificates: 'included' | 'left-out';
}

/** Why a request gets no token: bits of PKIFailureInfo (RFC 3161, 2.4.2). */
export type RequestFault = 'badAlg' | 'badDataFormat' | 'unacceptedExtension';

const lengths: { readonly [D in StrongDigest]: number } = { sha256: 32, sha384: 48, sha512: 64 };

/** Reads a request strictly; extensions are not understood and so refused. */
export function parseTimeStampRequest(source: Uint8Array): AskedTimeStamp | RequestFault {
  const fields = fieldsOf(parseDer(Uint8Array.from(source)), [
    required(tag.integer),
    required(tag.sequence),
    optional(tag.oid),
    optional(tag.integer),
    optional(tag.boolean),
    optional(explicitTag(0)),
  ]);
  if (fields === undefined) return 'badDataFormat';
  const [version, imprintNode, policyNode, nonceNode, wantedNode, extensions] = fields;
  const parts = fieldsOf(imprintNode, [required(tag.sequence), required(tag.octetString)]);
  const algorithm = parts && digestAlgorithmOf(parts[0]);
  const nonce = nonceNode === undefined ? null : integerHexOf(nonceNode);
  const policy = policyNode === undefined ? null : oidOf(policyNode);
  const wanted = wantedNode === undefined ? false : booleanOf(wantedNode);
  if (smallIntegerOf(version) !== 1 || parts === undefined || algorithm === undefined) {
    return 'badDataFormat';
  }
  if (nonce === undefined || policy === undefined || wanted === undefined) return 'badDataFormat';
  if (extensions !== undefined) return 'unacceptedExtension';
  const digest = algorithm.strong;
  const imprint = contentOf(parts[1]);
  if (digest === null) return 'badAlg';
  if (imprint.length !== lengths[digest]) return 'badDataFormat';
  return { digest, imprint, policy, nonce, certificates: wanted ? 'included' : 'left-out' };
}
