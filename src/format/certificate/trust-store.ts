import { hash } from 'node:crypto';
import { isValueGood } from './algorithm.ts';
import { type Certificate, type CertificateFault, parseCertificate } from './certificate.ts';
import { type CrlFault, parseCrl, type RevocationList } from './crl.ts';
import { displayName } from './name.ts';
import { parsePem } from './pem.ts';

/** Kho tin cậy: the roots that are trusted, the authorities below them, the revocation lists at hand. */
export interface TrustStore {
  /** Authorities that signed themselves: the trusted roots. */
  readonly anchors: readonly Certificate[];
  readonly intermediates: readonly Certificate[];
  readonly crls: readonly RevocationList[];
  /** SHA-256 over all of the above in hexadecimal: equal stores, equal versions. */
  readonly version: string;
  readonly faults: readonly TrustFault[];
}

export interface TrustFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What could not be taken from a file; the rest of the store stands. */
export type TrustFault =
  | { readonly code: 'trust-file-unreadable'; readonly file: string }
  | { readonly code: 'trust-entry-unknown'; readonly file: string; readonly label: string }
  | {
      readonly code: 'trust-certificate-refused';
      readonly file: string;
      readonly fault: CertificateFault;
    }
  | { readonly code: 'trust-crl-refused'; readonly file: string; readonly fault: CrlFault }
  | {
      readonly code: 'trust-certificate-not-authority';
      readonly file: string;
      readonly certificate: string;
    };

/** Reads PEM and DER files of certificates and CRLs. The same thing given twice counts once. */
export function trustStoreOf(files: readonly TrustFile[]): TrustStore {
  const certificates = new Map<string, Certificate>();
  const crls = new Map<string, RevocationList>();
  const faults: TrustFault[] = [];
  for (const { name: file, bytes } of files) {
    const entries = entriesOf(bytes);
    if (entries === undefined) faults.push({ code: 'trust-file-unreadable', file });
    for (const { label, der } of entries ?? []) {
      const read = readEntry(file, label, der);
      if ('fault' in read) faults.push(read.fault);
      else if ('crl' in read) crls.set(read.crl.sha256, read.crl);
      else certificates.set(read.certificate.sha256, read.certificate);
    }
  }
  const all = [...certificates.values()];
  return {
    anchors: all.filter(isSelfSigned),
    intermediates: all.filter((certificate) => !isSelfSigned(certificate)),
    crls: [...crls.values()],
    version: hash('sha256', [...certificates.keys(), ...crls.keys()].sort().join('\n'), 'hex'),
    faults,
  };
}

/** Whether the certificate's own key signed it. */
export const isSelfSigned = (certificate: Certificate): boolean =>
  certificate.subject.key === certificate.issuer.key &&
  isValueGood(
    certificate.algorithm.name,
    certificate.publicKey,
    certificate.signed,
    certificate.signature,
  );

interface Entry {
  readonly label: string;
  readonly der: Uint8Array;
}

/** The blocks of a PEM file, or the whole of a DER file; undefined for anything else. */
function entriesOf(bytes: Uint8Array): readonly Entry[] | undefined {
  if (bytes[0] === 0x30) return [{ label: 'DER', der: bytes }];
  const blocks = parsePem(Buffer.from(bytes).toString('latin1'));
  return blocks === undefined || blocks.length === 0 ? undefined : blocks;
}

type Read =
  | { readonly certificate: Certificate }
  | { readonly crl: RevocationList }
  | { readonly fault: TrustFault };

function readEntry(file: string, label: string, der: Uint8Array): Read {
  const isEither = label === 'DER';
  if (label === 'X509 CRL' || isEither) {
    const crl = parseCrl(der);
    if (crl.ok) return { crl: crl.value };
    if (!isEither) return { fault: { code: 'trust-crl-refused', file, fault: crl.refusal } };
  } else if (label !== 'CERTIFICATE')
    return { fault: { code: 'trust-entry-unknown', file, label } };
  const read = parseCertificate(der);
  if (!read.ok) return { fault: { code: 'trust-certificate-refused', file, fault: read.refusal } };
  const certificate = read.value;
  if (certificate.extensions.isAuthority) return { certificate };
  const name = displayName(certificate.subject);
  return { fault: { code: 'trust-certificate-not-authority', file, certificate: name } };
}
