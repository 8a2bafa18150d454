import type { Certificate } from '../certificate/certificate.ts';
import { writeExplicit, writeOctetString, writeSequence } from '../certificate/der-write.ts';
import { writeExtension } from '../certificate/write-extension.ts';
import { writeCertificateId } from './certificate-id.ts';
import { ocsp } from './oid.ts';

export interface OcspWish {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  /** SHA-1 is what responders in use look up by; the digest only names the certificate. */
  readonly digest: 'sha1' | 'sha256';
  /** Random octets, 1 to 128, given by the caller; 32 are usual (RFC 9654, 2.1). Null to take a prepared answer. */
  readonly nonce: Uint8Array | null;
}

/** Hỏi trạng thái chứng thư số: an unsigned request about one certificate (RFC 6960, 4.1.1). */
export function writeOcspRequest({ certificate, issuer, digest, nonce }: OcspWish): Buffer {
  const id = writeCertificateId(certificate, issuer, digest);
  const extensions =
    nonce === null
      ? []
      : [writeExplicit(2, writeSequence(writeExtension(ocsp.nonce, writeOctetString(nonce))))];
  const list = writeSequence(writeSequence(id));
  return writeSequence(writeSequence(list, ...extensions));
}
