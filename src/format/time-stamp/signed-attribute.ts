import {
  anyTag,
  contentOf,
  type DerNode,
  derOf,
  elementsOf,
  explicitTag,
  fieldsOf,
  optional,
  required,
  tag,
} from '../certificate/der.ts';
import { oidOf } from '../certificate/der-value.ts';
import { writeSetOf } from '../certificate/der-write.ts';
import { type DigestAlgorithm, digestAlgorithmOf, sha256Algorithm } from './digest.ts';
import { cms } from './oid.ts';

/** A reference to the signer's certificate from inside the signature (ESSCertID, ESSCertIDv2; RFC 5035, 5.4). */
export interface CertificateReference {
  readonly algorithm: DigestAlgorithm;
  readonly digest: Uint8Array;
  /** DER of IssuerSerial, where it is given. */
  readonly issuerSerial: Uint8Array | null;
}

/** The signed attributes of a token (RFC 5652, 11). */
export interface SignedAttributes {
  /** What the signature value covers: the attributes as a SET OF in DER (RFC 5652, 5.4). */
  readonly signed: Uint8Array;
  readonly messageDigest: Uint8Array;
  /** signingCertificate (always SHA-1) and signingCertificateV2, at least one of them. */
  readonly byV1: CertificateReference | null;
  readonly byV2: CertificateReference | null;
}

const sha1: DigestAlgorithm = { oid: '1.3.14.3.2.26', strong: null, label: 'sha1' };

/** More attributes than this no authority writes. */
const mostAttributes = 32;

/** Reads signedAttrs, `[0]` of a SignerInfo; undefined unless each required one is there exactly once. */
export function signedAttributesOf(node: DerNode): SignedAttributes | undefined {
  const nodes = elementsOf(node, explicitTag(0));
  if (nodes === undefined || nodes.length > mostAttributes) return undefined;
  const values = new Map<string, DerNode>();
  for (const each of nodes) {
    const attribute = attributeOf(each);
    if (attribute === undefined || values.has(attribute.oid)) return undefined;
    values.set(attribute.oid, attribute.value);
  }
  const contentType = values.get(cms.contentType);
  const messageDigest = values.get(cms.messageDigest);
  const byV1 = referenceIn(values.get(cms.signingCertificate), referenceV1Of);
  const byV2 = referenceIn(values.get(cms.signingCertificateV2), referenceV2Of);
  if (contentType?.tag !== tag.oid || oidOf(contentType) !== cms.timeStampInfo) return undefined;
  if (messageDigest?.tag !== tag.octetString || byV1 === undefined || byV2 === undefined) {
    return undefined;
  }
  if (byV1 === null && byV2 === null) return undefined;
  const signed = writeSetOf(...nodes.map(derOf));
  return { signed, messageDigest: contentOf(messageDigest), byV1, byV2 };
}

/** Attribute ::= SEQUENCE { type, SET OF value }. Those that we read have one value; of others the first is kept. */
function attributeOf(node: DerNode): { readonly oid: string; readonly value: DerNode } | undefined {
  const fields = fieldsOf(node, [required(tag.oid), required(tag.set)]);
  const oid = fields && oidOf(fields[0]);
  const values = fields && elementsOf(fields[1], tag.set);
  const [value, ...more] = values ?? [];
  if (oid === undefined || value === undefined) return undefined;
  return more.length > 0 && singleValued.has(oid) ? undefined : { oid, value };
}

const singleValued: ReadonlySet<string> = new Set([
  cms.contentType,
  cms.messageDigest,
  cms.signingCertificate,
  cms.signingCertificateV2,
]);

/** The first certificate that the attribute names is the signer's; null without the attribute. */
function referenceIn(
  value: DerNode | undefined,
  read: (node: DerNode) => CertificateReference | undefined,
): CertificateReference | null | undefined {
  if (value === undefined) return null;
  const fields = fieldsOf(value, [required(tag.sequence), optional(tag.sequence)]);
  const [first] = (fields && elementsOf(fields[0], tag.sequence)) ?? [];
  return first && read(first);
}

function referenceV1Of(node: DerNode): CertificateReference | undefined {
  const fields = fieldsOf(node, [required(tag.octetString), optional(tag.sequence)]);
  return fields && reference(sha1, fields[0], fields[1]);
}

function referenceV2Of(node: DerNode): CertificateReference | undefined {
  const [first] = elementsOf(node, tag.sequence) ?? [];
  if (first?.tag === tag.octetString) {
    const fields = fieldsOf(node, [required(tag.octetString), optional(tag.sequence)]);
    return fields && reference(sha256Algorithm, fields[0], fields[1]);
  }
  const fields = fieldsOf(node, [required(tag.sequence), required(anyTag), optional(tag.sequence)]);
  const algorithm = fields && digestAlgorithmOf(fields[0]);
  if (algorithm === undefined || fields?.[1].tag !== tag.octetString) return undefined;
  return reference(algorithm, fields[1], fields[2]);
}

const reference = (
  algorithm: DigestAlgorithm,
  digest: DerNode,
  issuerSerial: DerNode | undefined,
): CertificateReference => ({
  algorithm,
  digest: contentOf(digest),
  issuerSerial: issuerSerial === undefined ? null : derOf(issuerSerial),
});
