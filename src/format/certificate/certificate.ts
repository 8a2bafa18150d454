import { hash, type KeyObject } from 'node:crypto';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import {
  type AlgorithmIdentifier,
  algorithmOf,
  type KeyKind,
  keyKindOf,
  publicKeyOf,
} from './algorithm.ts';
import {
  anyTag,
  type DerNode,
  derOf,
  explicitTag,
  fieldsOf,
  implicitTag,
  innerOf,
  optional,
  parseDer,
  required,
  tag,
} from './der.ts';
import { bitOctetsOf, integerHexOf, smallIntegerOf, timeOf } from './der-value.ts';
import { writeExplicit, writeSequence } from './der-write.ts';
import { type CertificateExtensions, rawExtensionsOf, readExtensions } from './extension.ts';
import { type DistinguishedName, nameOf } from './name.ts';

/** Chứng thư số: a certificate (RFC 5280, 4.1), read once and never changed. */
export interface Certificate {
  readonly der: Uint8Array;
  /** SHA-256 of `der` in hexadecimal. */
  readonly sha256: string;
  /** Octets of the serial number in hexadecimal, sign octet included. */
  readonly serial: string;
  readonly issuer: DistinguishedName;
  readonly subject: DistinguishedName;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly publicKey: KeyObject;
  readonly keyKind: KeyKind;
  readonly extensions: CertificateExtensions;
  /** What the issuer signed, how, and the signature. */
  readonly signed: Uint8Array;
  readonly algorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  /** DER of IssuerSerial (RFC 5035, 3), which SigningCertificateV2 repeats. */
  readonly issuerSerial: Uint8Array;
}

export type CertificateFault =
  /** Not one strict DER value, or larger than `largestCertificate`. */
  | { readonly code: 'certificate-not-der' }
  /** Strict DER, but not of a certificate's shape; `part` names where. */
  | { readonly code: 'certificate-malformed'; readonly part: CertificatePart }
  | { readonly code: 'certificate-algorithms-differ' }
  | { readonly code: 'certificate-key-unreadable' }
  | { readonly code: 'certificate-extension-malformed'; readonly oid: string }
  | { readonly code: 'certificate-extension-twice'; readonly oid: string };

export type CertificatePart =
  | 'structure'
  | 'version'
  | 'serial'
  | 'algorithm'
  | 'issuer'
  | 'validity'
  | 'subject'
  | 'signature'
  | 'extensions';

/** Octets. Certificates in use have one to four thousand. */
export const largestCertificate = 65_536;

/** Reads a certificate from its DER. The bytes are copied, so that the value outlives its source. */
export function parseCertificate(source: Uint8Array): Result<Certificate, CertificateFault> {
  const der = Uint8Array.from(source.subarray(0, largestCertificate + 1));
  const root = der.length > largestCertificate ? undefined : parseDer(der);
  if (root === undefined) return refuse({ code: 'certificate-not-der' });
  const outer = fieldsOf(root, [
    required(tag.sequence),
    required(tag.sequence),
    required(tag.bitString),
  ]);
  if (outer === undefined) return malformed('structure');
  const [body, algorithmNode, signatureNode] = outer;
  const fields = fieldsOf(body, bodyPattern);
  if (fields === undefined) return malformed('structure');
  const [version, serialNode, innerAlgorithm, issuerNode, validityNode, subjectNode, spki] = fields;
  const extensionsNode = fields[9];
  const versionNumber = version === undefined ? 0 : versionOf(version);
  const isVersionGood = extensionsNode === undefined || versionNumber === 2;
  if (versionNumber === undefined || !isVersionGood) return malformed('version');
  const serial = integerHexOf(serialNode);
  if (serial === undefined || serial.length > 42) return malformed('serial');
  const algorithm = algorithmOf(algorithmNode);
  if (algorithm === undefined) return malformed('algorithm');
  if (Buffer.compare(algorithm.der, derOf(innerAlgorithm)) !== 0) {
    return refuse({ code: 'certificate-algorithms-differ' });
  }
  const issuer = nameOf(issuerNode);
  if (issuer === undefined || issuer.attributes.length === 0) return malformed('issuer');
  const validity = validityOf(validityNode);
  if (validity === undefined) return malformed('validity');
  const subject = nameOf(subjectNode);
  if (subject === undefined) return malformed('subject');
  const signature = bitOctetsOf(signatureNode);
  if (signature === undefined) return malformed('signature');
  const extensions = extensionsOf(extensionsNode);
  if (!extensions.ok) return extensions;
  const publicKey = publicKeyOf(derOf(spki));
  if (publicKey === undefined) return refuse({ code: 'certificate-key-unreadable' });
  return ok({
    der,
    sha256: hash('sha256', der, 'hex'),
    serial,
    issuer,
    subject,
    ...validity,
    publicKey,
    keyKind: keyKindOf(publicKey),
    extensions: extensions.value,
    signed: derOf(body),
    algorithm,
    signature,
    issuerSerial: writeSequence(writeSequence(writeExplicit(4, issuer.der)), derOf(serialNode)),
  });
}

const malformed = (part: CertificatePart) =>
  refuse({ code: 'certificate-malformed', part } as const);

/** TBSCertificate (RFC 5280, 4.1). */
const bodyPattern = [
  optional(explicitTag(0)),
  required(tag.integer),
  required(tag.sequence),
  required(tag.sequence),
  required(tag.sequence),
  required(tag.sequence),
  required(tag.sequence),
  optional(implicitTag(1)),
  optional(implicitTag(2)),
  optional(explicitTag(3)),
] as const;

/** 1 or 2 for versions 2 and 3; version 1 is the default, which DER leaves out. */
function versionOf(node: DerNode): number | undefined {
  const inner = innerOf(node);
  const version = inner?.tag === tag.integer ? smallIntegerOf(inner) : undefined;
  return version === 1 || version === 2 ? version : undefined;
}

function validityOf(
  node: DerNode,
): { readonly notBefore: Instant; readonly notAfter: Instant } | undefined {
  const times = fieldsOf(node, [required(anyTag), required(anyTag)]);
  const notBefore = times && timeOf(times[0]);
  const notAfter = times && timeOf(times[1]);
  return notBefore === undefined || notAfter === undefined ? undefined : { notBefore, notAfter };
}

function extensionsOf(node: DerNode | undefined): Result<CertificateExtensions, CertificateFault> {
  const raw = node === undefined ? [] : rawExtensionsOf(innerOf(node));
  if (raw === undefined) return malformed('extensions');
  const read = readExtensions(raw);
  if ('value' in read) return ok(read.value);
  const { code, oid } = read.fault;
  return refuse({ code: `certificate-${code}`, oid });
}
