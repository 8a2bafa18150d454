import { hexOf, tag } from '../certificate/der.ts';
import {
  writeBoolean,
  writeInteger,
  writeOctetString,
  writeOid,
  writeSequence,
  writeSmallInteger,
} from '../certificate/der-write.ts';
import { digestOf, type StrongDigest, writeDigestAlgorithm } from './digest.ts';

/** Yêu cầu cấp dấu thời gian: what is asked of a time-stamp authority, and what its answer will be compared with. */
export interface TimeStampRequest {
  /** DER of TimeStampReq (RFC 3161, 2.4.1). */
  readonly der: Uint8Array;
  /** The octets that the token must repeat, as an INTEGER in hexadecimal. */
  readonly nonce: string;
}

export interface TimeStampWish {
  /** What is to be stamped; only its digest is sent. */
  readonly stamped: Uint8Array;
  readonly digest: StrongDigest;
  /** Random octets, 8 to 20, given by the caller: nothing here draws lots. */
  readonly nonce: Uint8Array;
  /** Dotted policy that the authority should follow; its own choice when absent. */
  readonly policy?: string;
  /** Whether the token shall carry the authority's certificate. */
  readonly certificates: 'included' | 'left-out';
}

/** Writes a request (RFC 3161, 2.4.1). */
export function writeTimeStampRequest(wish: TimeStampWish): TimeStampRequest {
  const { stamped, digest, policy } = wish;
  const nonce = writeInteger(wish.nonce);
  const imprint = writeSequence(
    writeDigestAlgorithm(digest),
    writeOctetString(digestOf(digest, stamped)),
  );
  const der = writeSequence(
    writeSmallInteger(1),
    imprint,
    ...(policy === undefined ? [] : [writeOid(policy)]),
    nonce,
    ...(wish.certificates === 'included' ? [writeBoolean(true)] : []),
  );
  return { der, nonce: nonceText(nonce) };
}

/** The content of a written INTEGER; nonces are far below the length that needs a long form. */
function nonceText(integer: Buffer): string {
  if (integer[0] !== tag.integer) throw new Error('not an INTEGER');
  return hexOf(integer.subarray(2));
}
