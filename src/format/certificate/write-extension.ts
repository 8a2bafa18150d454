import {
  writeBoolean,
  writeExplicit,
  writeImplicit,
  writeNamedBits,
  writeOctetString,
  writeOid,
  writeSequence,
  writeSmallInteger,
} from './der-write.ts';
import { type KeyUsage, keyUsages } from './extension.ts';
import { extension } from './oid.ts';

/** Extension (RFC 5280, 4.1); `critical` is left out when false, as DER wants defaults. */
export const writeExtension = (
  oid: string,
  value: Uint8Array,
  importance: 'critical' | 'plain' = 'plain',
): Buffer =>
  writeSequence(
    writeOid(oid),
    ...(importance === 'critical' ? [writeBoolean(true)] : []),
    writeOctetString(value),
  );

/** basicConstraints: an authority (with a path length, or null for any), or none; always critical. */
export const writeBasicConstraints = (
  authority: { readonly pathLength: number | null } | null,
): Buffer => {
  const length =
    authority === null || authority.pathLength === null
      ? []
      : [writeSmallInteger(authority.pathLength)];
  const value = authority === null ? writeSequence() : writeSequence(writeBoolean(true), ...length);
  return writeExtension(extension.basicConstraints, value, 'critical');
};

export const writeKeyUsage = (usages: readonly KeyUsage[]): Buffer =>
  writeExtension(
    extension.keyUsage,
    writeNamedBits(usages.map((usage) => keyUsages.indexOf(usage))),
    'critical',
  );

export const writeExtKeyUsage = (
  purposes: readonly string[],
  importance: 'critical' | 'plain' = 'plain',
): Buffer =>
  writeExtension(extension.extKeyUsage, writeSequence(...purposes.map(writeOid)), importance);

export const writeSubjectKeyId = (id: Uint8Array): Buffer =>
  writeExtension(extension.subjectKeyIdentifier, writeOctetString(id));

export const writeAuthorityKeyId = (id: Uint8Array): Buffer =>
  writeExtension(extension.authorityKeyIdentifier, writeSequence(writeImplicit(0, id)));

/** crlDistributionPoints with one point of one address. */
export const writeCrlPoint = (url: string): Buffer => {
  const uri = writeImplicit(6, Buffer.from(url, 'latin1'));
  const point = writeSequence(writeExplicit(0, writeExplicit(0, uri)));
  return writeExtension(extension.crlDistributionPoints, writeSequence(point));
};

export const writePolicies = (policies: readonly string[]): Buffer =>
  writeExtension(
    extension.certificatePolicies,
    writeSequence(...policies.map((policy) => writeSequence(writeOid(policy)))),
  );
