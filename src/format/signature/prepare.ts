import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/time/instant.ts';
import { namespace } from '../xml/names.ts';
import {
  type ClaimedRole,
  type SignatureAlgorithm,
  sealSignatureSchema,
  signatureSchema,
  signedInfoSchema,
  signedPropertiesSchema,
} from '../xml/signature-schema.ts';
import type { UnsignedXml } from '../xml/unsigned-schema.ts';

/** What a signature names: the Id of the element and the base64 SHA-256 of its canonical form. */
export interface SignedPart {
  readonly id: string;
  readonly digest: string;
}

/** A signer's certificate as the signature carries it; all three in base64. */
export interface SigningCertificate {
  readonly base64: string;
  /** SHA-256 of the DER. */
  readonly sha256: string;
  /** DER of IssuerSerial (RFC 5035, section 3). */
  readonly issuerSerial: string;
}

export interface SignatureRequest {
  /** Becomes part of the Ids: letters, digits and hyphens, unique within the record. */
  readonly name: string;
  readonly parts: readonly SignedPart[];
  readonly certificate: SigningCertificate;
  readonly algorithm: SignatureAlgorithm;
  readonly signingTime: Instant;
  readonly role: ClaimedRole;
}

/** Two steps, because the key lives elsewhere: `toBeSigned` goes to the token, `complete` takes its answer. */
export interface PreparedSignature {
  /** The canonical SignedInfo; the signature is over its SHA-256 (or SHA-384 for ecdsa-sha384). */
  readonly toBeSigned: Buffer;
  /** The ds:Signature element, canonical as it stands, from the raw signature value. */
  complete(value: Uint8Array): string;
  /** The same for a record's seal, with what it carries beside what is signed. */
  completeSeal(value: Uint8Array, unsigned: UnsignedXml): string;
}

const exclusive = { algorithm: 'exclusive' as const };
const sha256 = { algorithm: 'sha256' as const };

const reference = (type: 'properties' | null, uri: string, digestValue: string) => ({
  type,
  uri: `#${uri}`,
  transforms: { transform: exclusive },
  digestMethod: sha256,
  digestValue,
});

/** Prepares a XAdES-B-B signature of the closed profile (ETSI EN 319 132-1) over the named parts. */
export function prepareSignature(request: SignatureRequest): PreparedSignature {
  const id = `sig-${request.name}`;
  const properties = {
    element: null,
    id: `sp-${request.name}`,
    signature: {
      signingTime: request.signingTime as string,
      certificate: {
        cert: {
          digest: { method: sha256, value: request.certificate.sha256 },
          issuerSerial: request.certificate.issuerSerial,
        },
      },
      role: { claimed: { role: request.role } },
    },
  };
  const propertiesText: string[] = [];
  signedPropertiesSchema.encode(properties, propertiesText, '');
  const propertiesDigest = createHash('sha256').update(propertiesText.join('')).digest('base64');
  const signedInfo = {
    element: null,
    canonicalization: exclusive,
    signatureMethod: { algorithm: request.algorithm },
    references: [
      ...request.parts.map((part) => reference(null, part.id, part.digest)),
      reference('properties', properties.id, propertiesDigest),
    ],
  };
  const signedInfoText: string[] = [];
  signedInfoSchema.encode(signedInfo, signedInfoText, '');
  const signature = (value: Uint8Array) => ({
    element: null,
    id,
    signedInfo,
    value: Buffer.from(value).toString('base64'),
    keyInfo: { x509: { certificate: request.certificate.base64 } },
    object: { qualifying: { target: `#${id}`, properties } },
  });
  return {
    toBeSigned: Buffer.from(signedInfoText.join('')),
    complete(value) {
      const out: string[] = [];
      signatureSchema.encode(signature(value), out, '');
      return out.join('');
    },
    completeSeal(value, unsigned) {
      const out: string[] = [];
      const { object, ...rest } = signature(value);
      const qualifying = { ...object.qualifying, unsigned };
      sealSignatureSchema.encode({ ...rest, object: { qualifying } }, out, '');
      return out.join('');
    },
  };
}

/** What a seal's time-stamp is about: the canonical ds:SignatureValue (ETSI EN 319 132-1, 5.3), as our signer writes it. */
export const stampedValue = (value: Uint8Array): Buffer =>
  Buffer.from(
    `<SignatureValue xmlns="${namespace.dsig}">${Buffer.from(value).toString('base64')}</SignatureValue>`,
  );
