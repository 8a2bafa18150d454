import { algorithmOf, type CertificateAlgorithm } from '../certificate/algorithm.ts';
import { type Certificate, parseCertificate } from '../certificate/certificate.ts';
import {
  anyTag,
  contentOf,
  type DerNode,
  derOf,
  elementsOf,
  explicitTag,
  fieldsOf,
  hexOf,
  implicitTag,
  innerOf,
  optional,
  required,
  tag,
} from '../certificate/der.ts';
import { integerHexOf, oidOf, smallIntegerOf } from '../certificate/der-value.ts';
import { type DistinguishedName, nameOf } from '../certificate/name.ts';
import { type DigestAlgorithm, digestAlgorithmOf } from './digest.ts';
import { cms } from './oid.ts';
import { type SignedAttributes, signedAttributesOf } from './signed-attribute.ts';

/** Which certificate the signer says is its own (RFC 5652, 5.3). */
export type SignerId =
  | {
      readonly by: 'issuer-and-serial';
      readonly issuer: DistinguishedName;
      readonly serial: string;
    }
  | { readonly by: 'key'; readonly subjectKeyId: string };

/** The one signature of a token. */
export interface TokenSigner {
  readonly id: SignerId;
  readonly digest: DigestAlgorithm;
  readonly attributes: SignedAttributes;
  /** Name of the algorithm, and its label for findings: the dotted identifier of an unknown one. */
  readonly algorithm: CertificateAlgorithm;
  readonly algorithmLabel: string;
  readonly signature: Uint8Array;
}

/** SignedData (RFC 5652, 5.1) cut down to what a time-stamp token may be: content inside, one signer. */
export interface SignedData {
  /** Octets of TSTInfo, over which the message digest goes. */
  readonly content: Uint8Array;
  /** Those that could be read. They are not signed as a set: anyone can add or drop some. */
  readonly certificates: readonly Certificate[];
  readonly signer: TokenSigner;
  /** What stands in the token without being signed. */
  readonly unsigned: readonly UnsignedPart[];
}

export type UnsignedPart = 'certificates' | 'crls' | 'attributes';

export type SignedDataPart = 'structure' | 'content-type' | 'certificates' | 'signer';

/** A chain is three or four long; more than this is not read. */
const mostCertificates = 16;

/** Reads ContentInfo with SignedData; the answer is the part that is wrong when there is one. */
export function signedDataOf(node: DerNode): SignedData | SignedDataPart {
  const outer = fieldsOf(node, [required(tag.oid), required(explicitTag(0))]);
  if (outer === undefined) return 'structure';
  if (oidOf(outer[0]) !== cms.signedData) return 'content-type';
  const fields = fieldsOf(innerOf(outer[1]), [
    required(tag.integer),
    required(tag.set),
    required(tag.sequence),
    optional(explicitTag(0)),
    optional(explicitTag(1)),
    required(tag.set),
  ]);
  if (fields === undefined) return 'structure';
  const [version, , contentNode, certificatesNode, crlsNode, signersNode] = fields;
  const number = smallIntegerOf(version) ?? 0;
  if (number < 3 || number > 5) return 'structure';
  const content = contentOfToken(contentNode);
  if (content === undefined) return 'content-type';
  const certificates = certificatesOf(certificatesNode);
  if (certificates === undefined) return 'certificates';
  const signers = elementsOf(signersNode, tag.set) ?? [];
  const [only] = signers;
  const signer = only === undefined || signers.length > 1 ? undefined : signerOf(only);
  if (signer === undefined) return 'signer';
  const { hasUnsigned, ...own } = signer;
  const unsigned = [
    ...(certificatesNode === undefined ? [] : (['certificates'] as const)),
    ...(crlsNode === undefined ? [] : (['crls'] as const)),
    ...(hasUnsigned ? (['attributes'] as const) : []),
  ];
  return { content, certificates, signer: own, unsigned };
}

function contentOfToken(node: DerNode): Uint8Array | undefined {
  const fields = fieldsOf(node, [required(tag.oid), required(explicitTag(0))]);
  if (fields === undefined || oidOf(fields[0]) !== cms.timeStampInfo) return undefined;
  const octets = innerOf(fields[1]);
  return octets?.tag === tag.octetString ? contentOf(octets) : undefined;
}

/** Certificates of other kinds and unreadable ones are let be: without the right one the signer is not found. */
function certificatesOf(node: DerNode | undefined): readonly Certificate[] | undefined {
  if (node === undefined) return [];
  const nodes = elementsOf(node, explicitTag(0));
  if (nodes === undefined || nodes.length > mostCertificates) return undefined;
  return nodes
    .filter((each) => each.tag === tag.sequence)
    .flatMap((each) => {
      const read = parseCertificate(derOf(each));
      return read.ok ? [read.value] : [];
    });
}

/** SignerInfo (RFC 5652, 5.3). Unsigned attributes say nothing that anyone answers for: they are not read. */
function signerOf(node: DerNode): (TokenSigner & { readonly hasUnsigned: boolean }) | undefined {
  const fields = fieldsOf(node, [
    required(tag.integer),
    required(anyTag),
    required(tag.sequence),
    required(explicitTag(0)),
    required(tag.sequence),
    required(tag.octetString),
    optional(explicitTag(1)),
  ]);
  if (fields === undefined) return undefined;
  const [version, idNode, digestNode, attributesNode, algorithmNode, signatureNode, unsigned] =
    fields;
  const id = signerIdOf(idNode);
  const digest = digestAlgorithmOf(digestNode);
  const attributes = signedAttributesOf(attributesNode);
  if (id === undefined || digest === undefined || attributes === undefined) return undefined;
  if (smallIntegerOf(version) !== (id.by === 'key' ? 3 : 1)) return undefined;
  const algorithm = signatureAlgorithmOf(algorithmNode, digest);
  const signature = contentOf(signatureNode);
  const hasUnsigned = unsigned !== undefined;
  return algorithm && { id, digest, attributes, ...algorithm, signature, hasUnsigned };
}

function signerIdOf(node: DerNode): SignerId | undefined {
  if (node.tag === implicitTag(0)) return { by: 'key', subjectKeyId: hexOf(contentOf(node)) };
  const fields = fieldsOf(node, [required(tag.sequence), required(tag.integer)]);
  const issuer = fields && nameOf(fields[0]);
  const serial = fields && integerHexOf(fields[1]);
  if (issuer === undefined || serial === undefined) return undefined;
  return { by: 'issuer-and-serial', issuer, serial };
}

/** «rsaEncryption» takes its digest from digestAlgorithm; every other algorithm names its own, which must be the same. */
function signatureAlgorithmOf(
  node: DerNode,
  digest: DigestAlgorithm,
): Pick<TokenSigner, 'algorithm' | 'algorithmLabel'> | undefined {
  const read = algorithmOf(node);
  if (read === undefined) return undefined;
  if (read.oid !== cms.rsaEncryption) {
    const agrees = read.name.endsWith(`-${digest.label}`);
    const label = read.name === 'unknown' ? read.oid : read.name;
    return { algorithm: agrees ? read.name : 'unknown', algorithmLabel: label };
  }
  const parameters = fieldsOf(node, [required(tag.oid), optional(tag.null)]);
  const label = `rsa-${digest.label}`;
  if (parameters === undefined || digest.strong === null) {
    return { algorithm: 'unknown', algorithmLabel: label };
  }
  return { algorithm: `rsa-${digest.strong}`, algorithmLabel: label };
}
