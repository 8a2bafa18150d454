import { hash } from 'node:crypto';
import { type Canonicalization, withCanonical } from '../xml/canonical.ts';
import type { XmlElement, XmlSource } from '../xml/element.ts';
import type { DigestAlgorithm } from '../xml/signature-schema.ts';

/** The base64 digest of an element's canonical form. */
export const digestOf = (
  document: XmlSource,
  element: XmlElement,
  method: Canonicalization,
  algorithm: DigestAlgorithm,
): string => withCanonical(document, element, method, (bytes) => hash(algorithm, bytes, 'base64'));
