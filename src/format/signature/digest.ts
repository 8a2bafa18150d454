import { createHash, hash } from 'node:crypto';
import { type Canonicalization, writeCanonical } from '../xml/canonical.ts';
import type { XmlDocument, XmlElement } from '../xml/element.ts';
import type { DigestAlgorithm } from '../xml/signature-schema.ts';

/** The base64 digest of an element's canonical form. */
export function digestOf(
  document: XmlDocument,
  element: XmlElement,
  method: Canonicalization,
  algorithm: DigestAlgorithm,
): string {
  if (element.verbatim && element.namespace === '') {
    return hash(algorithm, document.bytes.subarray(element.start, element.end), 'base64');
  }
  const digest = createHash(algorithm);
  writeCanonical(document, element, method, (piece) => digest.update(piece));
  return digest.digest('base64');
}
