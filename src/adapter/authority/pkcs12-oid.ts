/** Identifiers of PKCS #12 and #7 (RFC 7292, RFC 2315). */
export const content = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
} as const;

export const bag = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  x509: '1.2.840.113549.1.9.22.1',
} as const;

export const bagAttribute = {
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
} as const;

/** Password-based encryption (RFC 8018; RFC 7292, appendix C). */
export const encryption = {
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  hmacSha256: '1.2.840.113549.2.9',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
  sha1TripleDes: '1.2.840.113549.1.12.1.3',
} as const;

export const sha256Oid = '2.16.840.1.101.3.4.2.1';

/** Digests of the file's MAC, and the HMACs of PBKDF2, by Node's names. */
export const digests: ReadonlyMap<string, string> = new Map([
  ['1.3.14.3.2.26', 'sha1'],
  [sha256Oid, 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);
export const hmacs: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.7', 'sha1'],
  [encryption.hmacSha256, 'sha256'],
  ['1.2.840.113549.2.10', 'sha384'],
  ['1.2.840.113549.2.11', 'sha512'],
]);

/** Ciphers of PBES2 with the length of their keys in octets. */
export const ciphers: ReadonlyMap<string, { readonly name: string; readonly keyLength: number }> =
  new Map([
    ['2.16.840.1.101.3.4.1.2', { name: 'aes-128-cbc', keyLength: 16 }],
    ['2.16.840.1.101.3.4.1.22', { name: 'aes-192-cbc', keyLength: 24 }],
    [encryption.aes256Cbc, { name: 'aes-256-cbc', keyLength: 32 }],
    ['1.2.840.113549.3.7', { name: 'des-ede3-cbc', keyLength: 24 }],
  ]);
