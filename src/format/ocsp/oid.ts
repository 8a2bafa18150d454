/** Identifiers of OCSP (RFC 6960, 4; RFC 9654 for the nonce). */
export const ocsp = {
  basic: '1.3.6.1.5.5.7.48.1.1',
  nonce: '1.3.6.1.5.5.7.48.1.2',
  noCheck: '1.3.6.1.5.5.7.48.1.5',
  archiveCutoff: '1.3.6.1.5.5.7.48.1.6',
  extendedRevoke: '1.3.6.1.5.5.7.48.1.9',
  /** accessMethod of AuthorityInfoAccess that names a responder (RFC 5280, 4.2.2.1). */
  access: '1.3.6.1.5.5.7.48.1',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
} as const;
