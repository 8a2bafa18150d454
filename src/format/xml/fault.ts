/**
 * Why bytes are not a document of the profile. `at` is a byte offset into the file; `path` names the element
 * as /HOC_BA/…; a fault carries whichever of the two is known.
 */
export interface XmlFault {
  readonly code: XmlFaultCode;
  readonly at?: number;
  readonly path?: string;
  readonly found?: string;
  readonly expected?: string;
}

export const xmlFaultCodes = [
  'too-large',
  'not-utf8',
  'byte-order-mark',
  'not-nfc',
  'doctype',
  'comment',
  'processing-instruction',
  'cdata',
  'entity-reference',
  'character-reference',
  'carriage-return',
  'control-character',
  'malformed',
  'truncated',
  'trailing-content',
  'too-deep',
  'too-many-elements',
  'too-many-attributes',
  'duplicate-attribute',
  'undeclared-prefix',
  'reserved-attribute',
  'mixed-content',
  'duplicate-id',
  'unknown-profile',
  'unexpected-element',
  'missing-element',
  'unexpected-attribute',
  'missing-attribute',
  'unexpected-text',
  'invalid-value',
] as const;

export type XmlFaultCode = (typeof xmlFaultCodes)[number];
