import type { Instant } from '../../domain/time/instant.ts';
import { type RevocationReason, revocationReasons } from './crl-entry.ts';
import {
  writeEnumerated,
  writeExplicit,
  writeInteger,
  writeSequence,
  writeSmallInteger,
  writeTime,
} from './der-write.ts';
import { extension } from './oid.ts';
import { type CertificateSigner, writeAlgorithm, writeSigned } from './write-certificate.ts';
import { writeAuthorityKeyId, writeExtension } from './write-extension.ts';

export interface CrlContent {
  /** DER of the issuer's name. */
  readonly issuer: Uint8Array;
  readonly authorityKeyId: Uint8Array;
  /** Grows with every list of the issuer. */
  readonly number: number;
  readonly thisUpdate: Instant;
  readonly nextUpdate: Instant;
  readonly revoked: readonly RevokedSerial[];
  /** Further extensions of the list, DER. */
  readonly extensions?: readonly Uint8Array[];
}

export interface RevokedSerial {
  /** Hexadecimal octets of the serial, as `Certificate.serial`. */
  readonly serial: string;
  readonly revokedAt: Instant;
  readonly reason: RevocationReason;
}

/** Writes and signs a CRL of version 2 (RFC 5280, 5.1). */
export function writeCrl(content: CrlContent, signer: CertificateSigner): Buffer {
  const revoked = content.revoked.map(writeEntry);
  const body = writeSequence(
    writeSmallInteger(1),
    writeAlgorithm(signer.algorithm),
    content.issuer,
    writeTime(content.thisUpdate),
    writeTime(content.nextUpdate),
    ...(revoked.length === 0 ? [] : [writeSequence(...revoked)]),
    writeExplicit(
      0,
      writeSequence(
        writeAuthorityKeyId(content.authorityKeyId),
        writeExtension(extension.crlNumber, writeSmallInteger(content.number)),
        ...(content.extensions ?? []),
      ),
    ),
  );
  return writeSigned(body, signer);
}

function writeEntry({ serial, revokedAt, reason }: RevokedSerial): Buffer {
  const number = writeInteger(Buffer.from(serial, 'hex'));
  if (reason === 'unspecified') return writeSequence(number, writeTime(revokedAt));
  const code = writeEnumerated(revocationReasons.indexOf(reason));
  return writeSequence(
    number,
    writeTime(revokedAt),
    writeSequence(writeExtension(extension.reasonCode, code)),
  );
}
