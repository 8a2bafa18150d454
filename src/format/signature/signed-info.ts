import { ok, type Result, refuse } from '../../domain/result.ts';
import type { XmlFault } from '../xml/fault.ts';
import { type ScanLimits, scanXml } from '../xml/scan.ts';
import { type SignatureAlgorithm, signedInfoSchema } from '../xml/signature-schema.ts';

/** What a SignedInfo says by itself, before anybody signs it. */
export interface SignedInfoFacts {
  readonly algorithm: SignatureAlgorithm;
  /** Ids of the elements that it covers; the signed properties last. */
  readonly ids: readonly string[];
}

/** Why bytes are not a SignedInfo that our own writer would have written. */
export type SignedInfoFault =
  /** Not a SignedInfo of the closed profile. */
  | 'not-signed-info'
  /** One, but not in its one spelling. */
  | 'not-canonical';

/** Bytes; forty references with their Ids stay far below. */
export const largestSignedInfo = 32_768;

const limits: ScanLimits = { maxBytes: largestSignedInfo, maxDepth: 6, maxElements: 400 };

/**
 * Reads the octets that a signature is made over: a canonical ds:SignedInfo of the closed profile and nothing else, byte
 * for byte as the writer of this program spells it. Who asks a key to sign other bytes gets nothing signed.
 */
export function parseSignedInfo(bytes: Uint8Array): Result<SignedInfoFacts, SignedInfoFault> {
  const scanned = scanXml(bytes, limits);
  if (!scanned.ok) return refuse('not-signed-info');
  const { root } = scanned.value;
  if (root.local !== signedInfoSchema.name || root.namespace !== signedInfoSchema.namespace) {
    return refuse('not-signed-info');
  }
  const faults: XmlFault[] = [];
  const read = signedInfoSchema.decode({ document: scanned.value, faults }, root);
  if (faults.length > 0) return refuse('not-signed-info');
  const written: string[] = [];
  signedInfoSchema.encode({ ...read, element: null }, written, '');
  if (!Buffer.from(written.join('')).equals(bytes)) return refuse('not-canonical');
  const last = read.references.findIndex(({ type }) => type === 'properties');
  if (last !== read.references.length - 1) return refuse('not-signed-info');
  return ok({
    algorithm: read.signatureMethod.algorithm,
    ids: read.references.map(({ uri }) => uri.slice(1)),
  });
}
