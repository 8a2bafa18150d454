import { hash } from 'node:crypto';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { type DerNode, derOf, parseDer } from '../certificate/der.ts';
import { type SignedData, type SignedDataPart, signedDataOf } from './signed-data.ts';
import { type TimeStampInfo, timeStampInfoOf } from './time-stamp-info.ts';

/** Dấu thời gian: a time-stamp token (RFC 3161, 2.4.2), read and not yet verified. */
export interface TimeStampToken extends SignedData {
  readonly der: Uint8Array;
  /** SHA-256 of `der` in hexadecimal. */
  readonly sha256: string;
  readonly info: TimeStampInfo;
}

export type TimeStampFault =
  | { readonly code: 'time-stamp-too-large'; readonly limit: number }
  /** Not one strict DER value. Tokens in BER with open lengths are not read. */
  | { readonly code: 'time-stamp-not-der' }
  | { readonly code: 'time-stamp-malformed'; readonly part: TimeStampPart };

export type TimeStampPart = SignedDataPart | 'info' | 'status';

/** Octets. Tokens in use have two to ten thousand, more with revocation lists inside. */
export const largestTimeStamp = 262_144;

/** Reads a token from its DER. The bytes are copied, so that the value outlives its source. */
export function parseTimeStampToken(source: Uint8Array): Result<TimeStampToken, TimeStampFault> {
  const root = rootOf(source);
  return root.ok ? tokenOf(root.value) : root;
}

/** The one DER value that fills a copy of `source`. */
export function rootOf(source: Uint8Array): Result<DerNode, TimeStampFault> {
  if (source.length > largestTimeStamp) {
    return refuse({ code: 'time-stamp-too-large', limit: largestTimeStamp });
  }
  const root = parseDer(Uint8Array.from(source));
  return root === undefined ? refuse({ code: 'time-stamp-not-der' }) : ok(root);
}

/** Reads the ContentInfo of a token. */
export function tokenOf(node: DerNode): Result<TimeStampToken, TimeStampFault> {
  const data = signedDataOf(node);
  if (typeof data === 'string') return refuse({ code: 'time-stamp-malformed', part: data });
  const info = timeStampInfoOf(data.content);
  if (info === undefined) return refuse({ code: 'time-stamp-malformed', part: 'info' });
  const der = derOf(node);
  return ok({ ...data, der, sha256: hash('sha256', der, 'hex'), info });
}
