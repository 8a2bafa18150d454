import { type SignerRole, signerRoles } from '../../domain/record/role.ts';
import { algorithm, canonicalizations } from './algorithm-attribute.ts';
import { base64Type } from './base64.ts';
import { namespace } from './names.ts';
import {
  attribute,
  type Fields,
  group,
  leaf,
  many,
  one,
  optional,
  optionalAttribute,
  self,
} from './schema.ts';

import { oneOf, patterned } from './simple-type.ts';
import { unsignedPropertiesSchema } from './unsigned-schema.ts';

const { dsig, xades } = namespace;

/** Signature algorithms of the profile; nothing else is accepted (RFC 6931 names them). */
export type SignatureAlgorithm = 'rsa-sha256' | 'ecdsa-sha256' | 'ecdsa-sha384';
export type DigestAlgorithm = 'sha256' | 'sha384';

/** The role that a signer claims. */
export type ClaimedRole = SignerRole;

export const claimedRoleType = oneOf<ClaimedRole>(
  'claimedRole',
  signerRoles.map((role) => [role, role] as const),
);

export const referenceType = patterned('reference', '#[A-Za-z][A-Za-z0-9\\-]{0,80}');
export const identifierType = patterned('identifier', '[A-Za-z][A-Za-z0-9\\-]{0,80}');
export const signingTimeType = patterned(
  'signingTime',
  '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+\\-][0-9]{2}:[0-9]{2})',
);

const digestMethod = group(
  'DigestMethod',
  algorithm<DigestAlgorithm>('digestMethod', [
    ['sha256', 'http://www.w3.org/2001/04/xmlenc#sha256'],
    ['sha384', 'http://www.w3.org/2001/04/xmldsig-more#sha384'],
  ]),
  dsig,
);
const digestValue = leaf('DigestValue', base64Type, dsig);

/** ds:Reference with exactly one canonicalisation as its transform; `type` marks the signed properties' reference. */
const referenceSchema = group(
  'Reference',
  {
    type: optionalAttribute(
      'Type',
      oneOf('referenceType', [['properties', 'http://uri.etsi.org/01903#SignedProperties']]),
    ),
    uri: attribute('URI', referenceType),
    transforms: one(
      group('Transforms', { transform: one(group('Transform', canonicalizations, dsig)) }, dsig),
    ),
    digestMethod: one(digestMethod),
    digestValue: one(digestValue),
  },
  dsig,
);

export const signedInfoSchema = group(
  'SignedInfo',
  {
    element: self,
    canonicalization: one(group('CanonicalizationMethod', canonicalizations, dsig)),
    signatureMethod: one(
      group(
        'SignatureMethod',
        algorithm<SignatureAlgorithm>('signatureMethod', [
          ['rsa-sha256', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'],
          ['ecdsa-sha256', 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256'],
          ['ecdsa-sha384', 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384'],
        ]),
        dsig,
      ),
    ),
    references: many(referenceSchema, 2, 40),
  },
  dsig,
);

/** xades:SignedProperties with SigningTime, SigningCertificateV2 and SignerRoleV2 (ETSI EN 319 132-1, clause 5.2). */
export const signedPropertiesSchema = group(
  'SignedProperties',
  {
    element: self,
    id: attribute('Id', identifierType),
    signature: one(
      group(
        'SignedSignatureProperties',
        {
          signingTime: one(leaf('SigningTime', signingTimeType, xades)),
          certificate: one(
            group(
              'SigningCertificateV2',
              {
                cert: one(
                  group(
                    'Cert',
                    {
                      digest: one(
                        group(
                          'CertDigest',
                          { method: one(digestMethod), value: one(digestValue) },
                          xades,
                        ),
                      ),
                      issuerSerial: one(leaf('IssuerSerialV2', base64Type, xades)),
                    },
                    xades,
                  ),
                ),
              },
              xades,
            ),
          ),
          role: one(
            group(
              'SignerRoleV2',
              {
                claimed: one(
                  group(
                    'ClaimedRoles',
                    {
                      role: one(leaf('ClaimedRole', claimedRoleType, xades)),
                    },
                    xades,
                  ),
                ),
              },
              xades,
            ),
          ),
        },
        xades,
      ),
    ),
  },
  xades,
);

/** ds:Signature with one Object that holds the given qualifying properties. */
const signatureWith = <F extends Fields>(qualifying: F) =>
  group(
    'Signature',
    {
      element: self,
      id: attribute('Id', identifierType),
      signedInfo: one(signedInfoSchema),
      value: one(leaf('SignatureValue', base64Type, dsig)),
      keyInfo: one(
        group(
          'KeyInfo',
          {
            x509: one(
              group(
                'X509Data',
                { certificate: one(leaf('X509Certificate', base64Type, dsig)) },
                dsig,
              ),
            ),
          },
          dsig,
        ),
      ),
      object: one(
        group(
          'Object',
          { qualifying: one(group('QualifyingProperties', qualifying, xades)) },
          dsig,
        ),
      ),
    },
    dsig,
  );

const signedPart = {
  target: attribute('Target', referenceType),
  properties: one(signedPropertiesSchema),
};

/** ds:Signature in the closed profile: XAdES-B-B, the signer's certificate alone in KeyInfo, no unsigned properties. */
export const signatureSchema = signatureWith(signedPart);
/** The seal's, which may carry the time-stamp and the evidence for the whole record. */
export const sealSignatureSchema = signatureWith({
  ...signedPart,
  unsigned: optional(unsignedPropertiesSchema),
});

export type SignatureXml = ReturnType<typeof signatureSchema.decode>;
export type SealSignatureXml = ReturnType<typeof sealSignatureSchema.decode>;
