import type { Certificate } from '../certificate/certificate.ts';
import type { RevocationList } from '../certificate/crl.ts';
import type { CertificatePath } from '../certificate/path-builder.ts';
import type { OcspResponse } from '../ocsp/response.ts';
import { bareToken } from '../time-stamp/bare-token.ts';
import type { TimeStampToken } from '../time-stamp/token.ts';
import type { UnsignedXml } from '../xml/unsigned-schema.ts';

/** What goes into a record's seal beside what is signed. */
export interface SealAddition {
  readonly token: TimeStampToken;
  /** The path of the time-stamp authority's certificate, itself first. */
  readonly authority: CertificatePath;
  /** The paths of all signers of the record. */
  readonly signers: readonly CertificatePath[];
  readonly crls: readonly RevocationList[];
  readonly answers: readonly OcspResponse[];
}

const base64 = ({ der }: { readonly der: Uint8Array }): string =>
  Buffer.from(der).toString('base64');

/** The same item once, in an order that does not depend on who asked first: records sealed together then agree. */
const distinct = (items: readonly { readonly der: Uint8Array; readonly sha256: string }[]) =>
  [...new Map(items.map((item) => [item.sha256, item])).values()]
    .sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
    .map(base64);

/**
 * The seal's unsigned properties: the token without what nobody signed, the authorities between signers and roots, the
 * time-stamp authority's certificate, lists and answers; each once. Roots are left out: they are never taken from a file.
 */
export function unsignedOf(addition: SealAddition): UnsignedXml {
  const { token, authority, signers, crls, answers } = addition;
  const between = (path: CertificatePath): readonly Certificate[] => path.slice(1, -1);
  const certificates = distinct([
    ...authority.slice(0, 1),
    ...between(authority),
    ...signers.flatMap(between),
  ]);
  const lists = distinct(crls);
  const words = distinct(answers);
  const orNull = (items: readonly string[]) => (items.length === 0 ? null : { items });
  const revocation =
    lists.length + words.length === 0 ? null : { crls: orNull(lists), answers: orNull(words) };
  return {
    signature: {
      timeStamp: {
        canonicalization: { algorithm: 'exclusive' },
        token: Buffer.from(bareToken(token)).toString('base64'),
      },
      certificates: orNull(certificates),
      revocation,
    },
  };
}
