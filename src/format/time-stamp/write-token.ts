import { sign } from 'node:crypto';
import type { Certificate } from '../certificate/certificate.ts';
import {
  writeDer,
  writeExplicit,
  writeInteger,
  writeOctetString,
  writeOid,
  writeSequence,
  writeSetOf,
  writeSmallInteger,
} from '../certificate/der-write.ts';
import { type CertificateSigner, writeAlgorithm } from '../certificate/write-certificate.ts';
import { digestOf, writeDigestAlgorithm } from './digest.ts';
import { cms } from './oid.ts';
import type { AskedTimeStamp } from './parse-request.ts';

/** What an authority writes into a token. */
export interface TokenContent {
  /** Imprint, nonce and whether certificates are wanted. */
  readonly asked: AskedTimeStamp;
  /** Dotted policy that the authority follows. */
  readonly policy: string;
  /** Big-endian octets of a positive number, of which the authority gives none twice. */
  readonly serial: Uint8Array;
  readonly epochMs: number;
  readonly accuracyMs: number;
  /** The authority's own certificate. */
  readonly certificate: Certificate;
}

const generalizedTime = 0x18;

/** Writes and signs a time-stamp token (RFC 3161, 2.4.2; RFC 5816), with SHA-256 and signingCertificateV2. */
export function writeTimeStampToken(content: TokenContent, signer: CertificateSigner): Buffer {
  const { asked, certificate } = content;
  const info = writeInfo(content);
  const attributes = [
    writeAttribute(cms.contentType, writeOid(cms.timeStampInfo)),
    writeAttribute(cms.messageDigest, writeOctetString(digestOf('sha256', info))),
    writeAttribute(cms.signingCertificateV2, writeReference(certificate)),
  ].sort(Buffer.compare);
  const [, digest = ''] = signer.algorithm.split('-');
  const signature = sign(digest, writeSetOf(...attributes), signer.privateKey);
  const signedBy = writeSequence(
    writeSmallInteger(1),
    writeSequence(
      Buffer.from(certificate.issuer.der),
      writeInteger(Buffer.from(certificate.serial, 'hex')),
    ),
    writeDigestAlgorithm('sha256'),
    writeExplicit(0, ...attributes),
    writeAlgorithm(signer.algorithm),
    writeOctetString(signature),
  );
  const data = writeSequence(
    writeSmallInteger(3),
    writeSetOf(writeDigestAlgorithm('sha256')),
    writeSequence(writeOid(cms.timeStampInfo), writeExplicit(0, writeOctetString(info))),
    ...(asked.certificates === 'included' ? [writeExplicit(0, certificate.der)] : []),
    writeSetOf(signedBy),
  );
  return writeSequence(writeOid(cms.signedData), writeExplicit(0, data));
}

/** TSTInfo; the time to the millisecond, without trailing zeros (RFC 3161, 2.4.2). */
function writeInfo({ asked, policy, serial, epochMs, accuracyMs }: TokenContent): Buffer {
  const time = new Date(epochMs)
    .toISOString()
    .replace(/[-:T]/g, '')
    .replace(/\.?0*Z$/, 'Z');
  const seconds = Math.floor(accuracyMs / 1000);
  const millis = accuracyMs % 1000;
  return writeSequence(
    writeSmallInteger(1),
    writeOid(policy),
    writeSequence(writeDigestAlgorithm(asked.digest), writeOctetString(asked.imprint)),
    writeInteger(serial),
    writeDer(generalizedTime, Buffer.from(time, 'latin1')),
    writeSequence(
      ...(seconds === 0 ? [] : [writeSmallInteger(seconds)]),
      ...(millis === 0 ? [] : [writeDer(0x80, writeSmallInteger(millis).subarray(2))]),
    ),
    ...(asked.nonce === null ? [] : [writeInteger(Buffer.from(asked.nonce, 'hex'))]),
  );
}

const writeAttribute = (oid: string, value: Uint8Array): Buffer =>
  writeSequence(writeOid(oid), writeSetOf(value));

/** SigningCertificateV2 with one ESSCertIDv2 by SHA-256, its default (RFC 5035, 3). */
const writeReference = (certificate: Certificate): Buffer =>
  writeSequence(
    writeSequence(
      writeSequence(
        writeOctetString(digestOf('sha256', certificate.der)),
        Buffer.from(certificate.issuerSerial),
      ),
    ),
  );

/** TimeStampResp that grants the token (RFC 3161, 2.4.2). */
export const writeGranted = (token: Uint8Array): Buffer =>
  writeSequence(writeSequence(writeSmallInteger(0)), token);

/** TimeStampResp that refuses with one bit of PKIFailureInfo. */
export const writeRejected = (bit: number): Buffer => {
  const octets = Buffer.alloc((bit >> 3) + 1);
  octets[bit >> 3] = 0x80 >> (bit & 7);
  const failure = writeDer(0x03, Buffer.from([7 - (bit & 7)]), octets);
  return writeSequence(writeSequence(writeSmallInteger(2), failure));
};
