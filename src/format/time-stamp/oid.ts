/** Contents and attributes of CMS that a time-stamp token has (RFC 5652, 4, 5.1 and 11; RFC 3161, 2.4.2; RFC 5035, 5.4). */
export const cms = {
  signedData: '1.2.840.113549.1.7.2',
  timeStampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  /** A key's identifier in the place of a signature's: RSA with PKCS#1 v1.5 padding (RFC 3370, 3.2). */
  rsaEncryption: '1.2.840.113549.1.1.1',
} as const;
