/** How the C structures of PKCS #11 lie in memory on one platform. */
export interface CryptokiLayout {
  /** Bytes of CK_ULONG, a C `unsigned long`: 8 on 64-bit Unix, 4 on Windows. */
  readonly ulong: 4 | 8;
  readonly pointer: 4 | 8;
  /**
   * Byte at which the first function stands in CK_FUNCTION_LIST, after the two bytes of its version: aligned on Unix,
   * packed to one byte on Windows (PKCS #11 2.40, 2.1).
   */
  readonly firstFunction: number;
}

/** By the specification. Linux x64 is tested; the rest is not. */
export function layoutOf(platform: string, architecture: string): CryptokiLayout {
  const pointer = architecture === 'ia32' || architecture === 'arm' ? 4 : 8;
  if (platform === 'win32') return { ulong: 4, pointer, firstFunction: 2 };
  return { ulong: pointer, pointer, firstFunction: pointer };
}

/**
 * CK_ATTRIBUTE and CK_MECHANISM: a number, a pointer, a length. No padding falls between them in any of the layouts:
 * where the number is shorter than the pointer (64-bit Windows) structures are packed.
 */
export const tripleOf = ({ ulong, pointer }: CryptokiLayout) => ({
  number: 0,
  pointer: ulong,
  length: ulong + pointer,
  size: 2 * ulong + pointer,
});

/** CK_TOKEN_INFO up to its flags: texts padded with blanks, then the first CK_FLAGS, aligned in either layout. */
export const tokenLayout = {
  label: [0, 32],
  manufacturer: [32, 64],
  model: [64, 80],
  serial: [80, 96],
  flags: 96,
  /** Larger than the structure is anywhere. */
  size: 256,
} as const;
