import { hash } from 'node:crypto';
import type { ServiceCertificate } from '../../app/signing/ports.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type Certificate, parseCertificate } from '../../format/certificate/certificate.ts';
import { signingCertificateOf } from '../../format/certificate/signer-trust.ts';
import type { SignatureAlgorithm } from '../../format/xml/signature-schema.ts';
import type { TokenContent } from './message.ts';

/** Where a certificate is: the module's file, the token's serial number, the certificate's SHA-256 in hexadecimal. */
export interface CertificatePlace {
  readonly module: string;
  readonly token: string;
  readonly certificate: string;
}

const moduleKey = (file: string): string => hash('sha256', file, 'hex').slice(0, 8);

/** The name of a certificate for those who sign: the same as long as module, token and certificate are. */
export const idOf = ({ module, token, certificate }: CertificatePlace): string =>
  `${moduleKey(module)}.${Buffer.from(token).toString('hex')}.${certificate}`;

export function placeOf(id: string, modules: readonly string[]): CertificatePlace | undefined {
  const [, key, token, certificate] =
    /^([0-9a-f]{8})\.((?:[0-9a-f]{2}){0,32})\.([0-9a-f]{64})$/.exec(id) ?? [];
  const module = modules.find((file) => moduleKey(file) === key);
  if (module === undefined || token === undefined || certificate === undefined) return undefined;
  return { module, token: Buffer.from(token, 'hex').toString(), certificate };
}

/** As people tell tokens apart. */
export const tokenPlace = ({ label, serial }: Pick<TokenContent, 'label' | 'serial'>): string =>
  `${label} (${serial})`;

/** The algorithm of the profile that goes with a certificate's key; undefined when it has none. */
export function algorithmFor({ keyKind }: Certificate): SignatureAlgorithm | undefined {
  switch (keyKind.type) {
    case 'rsa':
      return 'rsa-sha256';
    case 'ec-p256':
      return 'ecdsa-sha256';
    case 'ec-p384':
      return 'ecdsa-sha384';
    case 'other':
      return undefined;
  }
}

export type CertificateUnfit =
  | 'expired'
  | 'not-yet-valid'
  | 'key-usage'
  | 'unreadable'
  | 'algorithm';

/** Why nobody should sign with the certificate now. Trust and revocation are the verifier's to judge. */
export function unfitness(
  { notBefore, notAfter, extensions }: Certificate,
  now: Instant,
): CertificateUnfit | undefined {
  if (now > notAfter) return 'expired';
  if (now < notBefore) return 'not-yet-valid';
  const { keyUsage } = extensions;
  const signs =
    keyUsage === null || keyUsage.has('digitalSignature') || keyUsage.has('nonRepudiation');
  return signs ? undefined : 'key-usage';
}

/** The certificates of a token that people sign with; authorities' are only their issuers. */
export function certificatesOn(
  module: string,
  token: TokenContent,
): readonly { readonly certificate: Certificate; readonly offered: ServiceCertificate }[] {
  const read = token.certificates.flatMap((der) => {
    const parsed = parseCertificate(der);
    return parsed.ok ? [parsed.value] : [];
  });
  return read.flatMap((certificate) => {
    const algorithm = algorithmFor(certificate);
    if (algorithm === undefined || certificate.extensions.isAuthority) return [];
    const place = { module, token: token.serial, certificate: certificate.sha256 };
    const offered = {
      id: idOf(place),
      certificate: signingCertificateOf(certificate),
      issuers: issuersOf(certificate, read).map(base64Of),
      algorithm,
      place: tokenPlace(token),
    };
    return [{ certificate, offered }];
  });
}

const base64Of = ({ der }: Certificate): string => Buffer.from(der).toString('base64');

/** The issuers found on the token, nearest first, as far as names lead. Whoever uses them checks the signatures. */
function issuersOf(
  certificate: Certificate,
  among: readonly Certificate[],
): readonly Certificate[] {
  const chain: Certificate[] = [];
  let last = certificate;
  while (last.issuer.key !== last.subject.key) {
    const next = among.find(
      (one) =>
        one.extensions.isAuthority && one.subject.key === last.issuer.key && !chain.includes(one),
    );
    if (next === undefined) break;
    chain.push(next);
    last = next;
  }
  return chain;
}
