/** Numbers of PKCS #11 2.40 (OASIS, base specification and current mechanisms): only those that we use. */

/** Object classes: CKO_*. */
export const objectClass = { certificate: 1, privateKey: 3 } as const;

/** Attributes: CKA_*. */
export const attribute = {
  class: 0x0,
  token: 0x1,
  value: 0x11,
  certificateType: 0x80,
  keyType: 0x100,
  id: 0x102,
  sign: 0x108,
  alwaysAuthenticate: 0x202,
} as const;

/** CKC_X_509. */
export const x509Certificate = 0;

/** Mechanisms: CKM_*. */
export const mechanism = {
  rsaPkcs: 0x1,
  sha256RsaPkcs: 0x40,
  ecdsa: 0x1041,
} as const;

/** Flags of CK_TOKEN_INFO: CKF_*. */
export const tokenFlag = {
  userPinInitialized: 0x8,
  protectedAuthenticationPath: 0x100,
  tokenInitialized: 0x400,
  userPinCountLow: 0x10000,
  userPinFinalTry: 0x20000,
  userPinLocked: 0x40000,
} as const;

/** CKF_SERIAL_SESSION. */
export const serialSession = 0x4;

/** CKU_USER and CKU_CONTEXT_SPECIFIC. */
export const user = { normal: 1, contextSpecific: 2 } as const;
