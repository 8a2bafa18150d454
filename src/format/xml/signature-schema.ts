import { type SignerRole, signerRoles } from '../../domain/record/role.ts';
import { namespace } from './names.ts';
import { attribute, group, leaf, many, one, optionalAttribute, self } from './schema.ts';
import { oneOf, patterned, patternFacet, type SimpleType } from './simple-type.ts';

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

/** For each letter of base64 its six bits plus 1; 0 for everything else. */
const base64Class = new Uint8Array(128);
const base64Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
for (let bits = 0; bits < 64; bits++) base64Class[base64Letters.charCodeAt(bits)] = bits + 1;

/**
 * Whole base64 without blanks, padded, of at least one byte; bits of the last letter that no byte takes are zero, so
 * that one value has one spelling (RFC 4648, 3.5).
 */
function isBase64(text: string): boolean {
  const { length } = text;
  if (length === 0 || length % 4 !== 0) return false;
  let end = length;
  if (text.charCodeAt(end - 1) === 0x3d) end--;
  if (text.charCodeAt(end - 1) === 0x3d) end--;
  for (let index = 0; index < end; index++) {
    if (!base64Class[text.charCodeAt(index)]) return false;
  }
  const last = (base64Class[text.charCodeAt(end - 1)] ?? 0) - 1;
  const spare = end === length ? 0 : end === length - 1 ? 0b11 : 0b1111;
  return (last & spare) === 0;
}

/** Base64 as signers write it, line breaks allowed; the value is without them. */
export const base64Type: SimpleType<string> = {
  name: 'base64',
  facets: [patternFacet('[A-Za-z0-9+/= \\t\\n]+')],
  parse(text) {
    if (isBase64(text)) return text;
    const plain = text.replace(/[ \t\n]+/g, '');
    return isBase64(plain) ? plain : undefined;
  },
  write: (value) => value,
};
export const referenceType = patterned('reference', '#[A-Za-z][A-Za-z0-9\\-]{0,80}');
export const identifierType = patterned('identifier', '[A-Za-z][A-Za-z0-9\\-]{0,80}');
export const signingTimeType = patterned(
  'signingTime',
  '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+\\-][0-9]{2}:[0-9]{2})',
);

const algorithm = <T extends string>(name: string, table: readonly (readonly [T, string])[]) => ({
  algorithm: attribute('Algorithm', oneOf<T>(name, table)),
});

const canonicalizations = algorithm<'exclusive' | 'inclusive'>('canonicalization', [
  ['exclusive', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
  ['inclusive', 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'],
]);

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

/** ds:Signature in the closed profile: XAdES-B-B, the signer's certificate alone in KeyInfo, one Object, no unsigned properties. */
const signatureGroup = group(
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
        {
          qualifying: one(
            group(
              'QualifyingProperties',
              {
                target: attribute('Target', referenceType),
                properties: one(signedPropertiesSchema),
              },
              xades,
            ),
          ),
        },
        dsig,
      ),
    ),
  },
  dsig,
);

export type SignatureXml = ReturnType<typeof signatureGroup.decode>;

/** The same, taking what the scanner has already read by its template. */
export const signatureSchema: typeof signatureGroup = {
  ...signatureGroup,
  decode: (reading, element) =>
    element.signature === undefined
      ? signatureGroup.decode(reading, element)
      : (element.signature as SignatureXml),
};
