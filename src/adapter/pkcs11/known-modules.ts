/** A PKCS #11 module that people in Vietnam may have, by the names that its file has on each system. */
export interface KnownModule {
  readonly name: string;
  /** Whether a token of this kind was tried with this program. */
  readonly tried: boolean;
  readonly linux: readonly string[];
  readonly darwin: readonly string[];
  readonly win32: readonly string[];
}

/**
 * File names, without their folder where that is one of `modulePlaces`. Only SoftHSM2's were tried here; all others are
 * **not confirmed**: names as vendors' installers and public instructions have them, to be completed in the field.
 * What is not in the table is named by `--module`.
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
    linux: ['libvnptca_p11.so', 'libvnpt-ca_v6.so'],
    darwin: ['libvnptca_p11.dylib'],
    win32: ['vnptca_p11_v6.dll', 'vnptca_p11_v8.dll', 'vnpt-ca_csp11.dll'],
  },
  {
    name: 'Viettel-CA',
    tried: false,
    linux: ['libviettel-ca_v5.so', 'libviettel-ca_v6.so'],
    darwin: ['libviettel-ca_v6.dylib'],
    win32: ['viettel-ca_v2.dll', 'viettel-ca_v4.dll', 'viettel-ca_v5.dll', 'viettel-ca_v6.dll'],
  },
  {
    name: 'FPT-CA',
    tried: false,
    linux: ['libfptca_v3.so'],
    darwin: [],
    win32: ['fptca_v3.dll', 'fpt-ca.dll', 'fptca.dll'],
  },
  {
    name: 'BKAV-CA',
    tried: false,
    linux: [],
    darwin: [],
    win32: ['BkavCA.dll', 'bkavcaetoken.dll', 'BkavCAv2S.dll'],
  },
  {
    name: 'Gemalto, VGCA',
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
