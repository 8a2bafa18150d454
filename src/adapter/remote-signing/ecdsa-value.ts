import type { SignatureAlgorithm } from '../../format/xml/signature-schema.ts';

/** Octets of r and of s. */
const sizes: { readonly [A in SignatureAlgorithm]: number | undefined } = {
  'rsa-sha256': undefined,
  'ecdsa-sha256': 32,
  'ecdsa-sha384': 48,
};

/**
 * A raw signature value as XML signatures hold it. CSC API v2 does not say how ECDSA values are spelled, and services
 * give r‖s or the DER sequence of X9.62; RSA values pass as they are.
 */
export function rawValue(value: Uint8Array, algorithm: SignatureAlgorithm): Uint8Array {
  const size = sizes[algorithm];
  if (size === undefined || value.length === 2 * size) return value;
  return fromDer(value, size) ?? value;
}

function fromDer(der: Uint8Array, size: number): Uint8Array | undefined {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const out = new Uint8Array(2 * size);
  let at = 2;
  for (const end of [size, 2 * size]) {
    const length = der[at + 1] ?? 0;
    const digits = der.subarray(at + 2, at + 2 + length);
    const number = digits[0] === 0 ? digits.subarray(1) : digits;
    if (der[at] !== 0x02 || digits.length !== length || number.length > size) return undefined;
    out.set(number, end - number.length);
    at += 2 + length;
  }
  return at === der.length ? out : undefined;
}
