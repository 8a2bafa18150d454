/** A PKCS #11 module that people in Vietnam may have, by the names that its file has on each system. */
export interface KnownModule {
  readonly name: string;
  /** Whether a token of this kind was tried with this program. */
  readonly tried: boolean;
  readonly linux: readonly string[];
  readonly darwin: readonly string[];
  readonly win32: readonly string[];
}

const numbered = (name: string, numbers: readonly number[], end: string): readonly string[] =>
  numbers.map((number) => `${name}${number}${end}`);

/**
 * File names, without their folder where that is one of `modulePlaces`. Only SoftHSM2's were tried here; all others are
 * **not confirmed**: names that public programs for Vietnamese tokens look for; newest first, which vendor ships which is
 * to be confirmed in the field. No names are known for Vietnamese vendors on Linux. What is not in the table is named by
 * `--module`.
 */
export const knownModules: readonly KnownModule[] = [
  {
    name: 'SoftHSM2',
    tried: true,
    linux: ['softhsm/libsofthsm2.so', 'libsofthsm2.so'],
    darwin: ['softhsm/libsofthsm2.so'],
    win32: ['softhsm2-x64.dll'],
  },
  {
    name: 'bit4id',
    tried: false,
    linux: ['libbit4xpki.so', 'bit4id/libbit4xpki.so', 'libbit4ipki.so'],
    darwin: ['libbit4xpki.dylib', 'bit4id/libbit4xpki.dylib'],
    win32: ['bit4xpki.dll', 'bit4ipki.dll', 'bit4opki.dll'],
  },
  {
    name: 'Feitian ePass2003',
    tried: false,
    linux: ['libcastle.so.1.0.0', 'libcastle_v2.so.1.0.0', 'libeps2003csp11.so'],
    darwin: ['libcastle.1.0.0.dylib', 'libcastle_v2.1.0.0.dylib'],
    win32: ['eps2003csp11.dll', 'eps2003csp11v2.dll'],
  },
  {
    name: 'SafeNet eToken',
    tried: false,
    linux: ['libeToken.so', 'libeTPkcs11.so'],
    darwin: ['libeToken.dylib', 'libeTPkcs11.dylib'],
    win32: ['eTPKCS11.dll'],
  },
  {
    name: 'VNPT-CA',
    tried: false,
    linux: [],
    darwin: [],
    win32: [
      ...numbered('vnptca_p11_v', [10, 9, 8, 7, 6], '.dll'),
      'vnpt-ca_csp11.dll',
      'vnpt-ca_v34.dll',
    ],
  },
  {
    name: 'Viettel-CA',
    tried: false,
    linux: [],
    darwin: numbered('viettel-ca_v', [6, 5, 4], '.dylib'),
    win32: numbered('viettel-ca_v', [6, 5, 4, 3, 2], '.dll'),
  },
  {
    name: 'FPT-CA',
    tried: false,
    linux: [],
    darwin: [],
    win32: [...numbered('fptca_v', [6, 5, 4, 3], '.dll'), 'fpt-ca.dll'],
  },
  {
    name: 'BKAV-CA',
    tried: false,
    linux: [],
    darwin: [],
    win32: ['BkavCA.dll', 'BkavCAv2S.dll', 'bkavcaetoken.dll'],
  },
  {
    name: 'NewTel-CA, NC-CA',
    tried: false,
    linux: [],
    darwin: [],
    win32: [...numbered('nca_v', [9, 8, 7, 6, 5, 4], '.dll'), 'ncca_csp11_v1.dll'],
  },
  {
    name: 'CA2, Vina-CA, I-CA',
    tried: false,
    linux: [],
    darwin: [],
    win32: ['CA2_csp11.dll', ...numbered('Vina-CAv', [5, 4, 3], '.dll'), 'ica_csp11_v1.dll'],
  },
  {
    name: 'Gemalto IDPrime',
    tried: false,
    linux: ['libIDPrimePKCS11.so', 'libgclib.so'],
    darwin: ['libIDPrimePKCS11.dylib'],
    win32: ['IDPrimePKCS1164.dll', 'gclib.dll'],
  },
  {
    name: 'OpenSC',
    tried: false,
    linux: ['opensc-pkcs11.so'],
    darwin: ['opensc-pkcs11.so'],
    win32: ['opensc-pkcs11.dll'],
  },
];

/** Folders in which modules are looked for. */
export const modulePlaces = {
  linux: [
    '/usr/lib',
    '/usr/lib64',
    '/usr/local/lib',
    '/usr/lib/x86_64-linux-gnu',
    '/usr/lib/aarch64-linux-gnu',
    '/usr/lib/pkcs11',
    '/opt/lib',
  ],
  darwin: ['/usr/local/lib', '/opt/homebrew/lib', '/Library/OpenSC/lib'],
  win32: ['C:\\Windows\\System32', 'C:\\SoftHSM2\\lib'],
} as const;

export type ModulePlatform = keyof typeof modulePlaces;
