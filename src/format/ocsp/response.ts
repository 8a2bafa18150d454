import { hash } from 'node:crypto';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type AlgorithmIdentifier, algorithmOf } from '../certificate/algorithm.ts';
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
  innerOf,
  optional,
  parseDer,
  required,
  tag,
} from '../certificate/der.ts';
import { bitOctetsOf, oidOf, smallIntegerOf, timeOf } from '../certificate/der-value.ts';
import { allOf } from '../certificate/general-name.ts';
import { type DistinguishedName, nameOf } from '../certificate/name.ts';
import { ocsp } from './oid.ts';
import {
  extensionsIn,
  isUnknownCritical,
  type SingleResponse,
  singleResponseOf,
} from './single-response.ts';

/** By which name the responder signs (ResponderID of RFC 6960, 4.2.1). */
export type ResponderId =
  | { readonly by: 'name'; readonly name: DistinguishedName }
  /** SHA-1 of the responder's key in hexadecimal. */
  | { readonly by: 'key'; readonly digest: string };

/** Trả lời trạng thái chứng thư số: a signed answer of a responder (BasicOCSPResponse), read and not yet verified. */
export interface OcspResponse {
  readonly der: Uint8Array;
  /** SHA-256 of `der` in hexadecimal. */
  readonly sha256: string;
  readonly responder: ResponderId;
  readonly producedAt: Instant;
  readonly responses: readonly SingleResponse[];
  /** The nonce extension's octets in hexadecimal; null without one. */
  readonly nonce: string | null;
  readonly unknownCritical: readonly string[];
  /** Those that could be read; anyone can add or drop some. */
  readonly certificates: readonly Certificate[];
  /** How many more stand there that could not be read. */
  readonly unreadCertificates: number;
  readonly signed: Uint8Array;
  readonly algorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
}

/** Answers without a status of any certificate (RFC 6960, 4.2.1). */
const refusals: ReadonlyMap<number, OcspRefusalStatus> = new Map([
  [1, 'malformedRequest'],
  [2, 'internalError'],
  [3, 'tryLater'],
  [5, 'sigRequired'],
  [6, 'unauthorized'],
]);
export type OcspRefusalStatus =
  | 'malformedRequest'
  | 'internalError'
  | 'tryLater'
  | 'sigRequired'
  | 'unauthorized';

export interface OcspRefusal {
  readonly code: 'ocsp-refused';
  readonly status: OcspRefusalStatus;
}

export type OcspFault =
  | { readonly code: 'ocsp-too-large'; readonly limit: number }
  | { readonly code: 'ocsp-not-der' }
  | { readonly code: 'ocsp-malformed'; readonly part: OcspPart };

export type OcspPart =
  | 'structure'
  | 'status'
  | 'type'
  | 'responder'
  | 'time'
  | 'responses'
  | 'extensions'
  | 'algorithm'
  | 'certificates';

/** Octets. Answers in use have one to four thousand. */
export const largestOcspResponse = 65_536;

/** Reads OCSPResponse (RFC 6960, 4.2.1): an answer, or the responder's refusal. The bytes are copied. */
export function parseOcspResponse(
  source: Uint8Array,
): Result<OcspResponse, OcspFault | OcspRefusal> {
  if (source.length > largestOcspResponse) {
    return refuse({ code: 'ocsp-too-large', limit: largestOcspResponse });
  }
  const root = parseDer(Uint8Array.from(source));
  if (root === undefined) return refuse({ code: 'ocsp-not-der' });
  const fields = fieldsOf(root, [required(tag.enumerated), optional(explicitTag(0))]);
  if (fields === undefined) return malformed('structure');
  const [statusNode, bytesNode] = fields;
  const number = smallIntegerOf(statusNode);
  if (number !== 0) {
    const status = number === undefined ? undefined : refusals.get(number);
    return status === undefined ? malformed('status') : refuse({ code: 'ocsp-refused', status });
  }
  const bytes =
    bytesNode && fieldsOf(innerOf(bytesNode), [required(tag.oid), required(tag.octetString)]);
  if (bytes === undefined) return malformed('structure');
  if (oidOf(bytes[0]) !== ocsp.basic) return malformed('type');
  return basicResponseOf(root, innerOf(bytes[1]));
}

const malformed = (part: OcspPart) => refuse({ code: 'ocsp-malformed', part } as const);

function basicResponseOf(
  root: DerNode,
  basic: DerNode | undefined,
): Result<OcspResponse, OcspFault> {
  const outer = fieldsOf(basic, [
    required(tag.sequence),
    required(tag.sequence),
    required(tag.bitString),
    optional(explicitTag(0)),
  ]);
  if (outer === undefined) return malformed('structure');
  const [dataNode, algorithmNode, signatureNode, certificatesNode] = outer;
  const data = dataOf(dataNode);
  if (typeof data === 'string') return malformed(data);
  const algorithm = algorithmOf(algorithmNode);
  const signature = bitOctetsOf(signatureNode);
  if (algorithm === undefined || signature === undefined) return malformed('algorithm');
  const certificates = certificatesIn(certificatesNode);
  if (certificates === undefined) return malformed('certificates');
  const der = derOf(root);
  const sha256 = hash('sha256', der, 'hex');
  const signed = derOf(dataNode);
  return ok({ der, sha256, ...data, ...certificates, signed, algorithm, signature });
}

type Data = Pick<
  OcspResponse,
  'responder' | 'producedAt' | 'responses' | 'nonce' | 'unknownCritical'
>;

/** More answers, or more certificates, than a responder has reason to send to a question about one. */
const mostResponses = 64;
const mostCertificates = 8;

/** ResponseData; the answer is the part that is wrong when there is one. */
function dataOf(node: DerNode): Data | OcspPart {
  const fields = fieldsOf(node, [
    optional(explicitTag(0)),
    required(anyTag),
    required(tag.generalizedTime),
    required(tag.sequence),
    optional(explicitTag(1)),
  ]);
  if (fields === undefined) return 'structure';
  const [versionNode, idNode, producedNode, listNode, extensionsNode] = fields;
  const version = versionNode === undefined ? undefined : innerOf(versionNode);
  if (versionNode !== undefined && (version === undefined || smallIntegerOf(version) !== 0)) {
    return 'structure';
  }
  const responder = responderOf(idNode);
  if (responder === undefined) return 'responder';
  const producedAt = timeOf(producedNode);
  if (producedAt === undefined) return 'time';
  const list = elementsOf(listNode, tag.sequence);
  const responses =
    list && list.length <= mostResponses ? allOf(list, singleResponseOf) : undefined;
  if (responses === undefined) return 'responses';
  const raw = extensionsIn(extensionsNode);
  const nonceOctets = raw?.find(({ oid }) => oid === ocsp.nonce)?.value;
  const nonce = nonceOctets === undefined ? null : nonceOf(nonceOctets);
  if (raw === undefined || nonce === undefined) return 'extensions';
  const unknownCritical = raw.filter(isUnknownCritical).map(({ oid }) => oid);
  return { responder, producedAt, responses, nonce, unknownCritical };
}

function responderOf(node: DerNode): ResponderId | undefined {
  const inner = innerOf(node);
  if (node.tag === explicitTag(1)) {
    const name = nameOf(inner);
    return name && { by: 'name', name };
  }
  if (node.tag !== explicitTag(2) || inner?.tag !== tag.octetString) return undefined;
  return { by: 'key', digest: hexOf(contentOf(inner)) };
}

function nonceOf(octets: Uint8Array): string | undefined {
  const node = parseDer(octets);
  return node?.tag === tag.octetString ? hexOf(contentOf(node)) : undefined;
}

function certificatesIn(
  node: DerNode | undefined,
): Pick<OcspResponse, 'certificates' | 'unreadCertificates'> | undefined {
  if (node === undefined) return { certificates: [], unreadCertificates: 0 };
  const nodes = elementsOf(innerOf(node), tag.sequence);
  if (nodes === undefined || nodes.length > mostCertificates) return undefined;
  const certificates = nodes.flatMap((each) => {
    const read = parseCertificate(derOf(each));
    return read.ok ? [read.value] : [];
  });
  return { certificates, unreadCertificates: nodes.length - certificates.length };
}
