import { canonicalizations } from './algorithm-attribute.ts';
import { base64Of } from './base64.ts';
import { namespace } from './names.ts';
import { group, leaf, many, one, optional } from './schema.ts';

const { dsig, xades } = namespace;

/** Letters of base64, blanks included: what a record may carry of each kind. */
export const unsignedLimits = {
  timeStamp: 24_576,
  certificate: 12_288,
  crl: 65_536,
  answer: 16_384,
} as const;

const list = (name: string, item: string, type: string, letters: number, most: number) =>
  group(name, { items: many(leaf(item, base64Of(type, letters), xades), 1, most) }, xades);

/**
 * What the seal may carry beside what is signed (ETSI EN 319 132-1, 5.3 and 5.4): one time-stamp over its value, then
 * certificates, revocation lists and responders' answers for all signers of the record. One order, each once.
 */
export const unsignedPropertiesSchema = group(
  'UnsignedProperties',
  {
    signature: one(
      group(
        'UnsignedSignatureProperties',
        {
          timeStamp: one(
            group(
              'SignatureTimeStamp',
              {
                canonicalization: one(group('CanonicalizationMethod', canonicalizations, dsig)),
                token: one(
                  leaf(
                    'EncapsulatedTimeStamp',
                    base64Of('timeStampToken', unsignedLimits.timeStamp),
                    xades,
                  ),
                ),
              },
              xades,
            ),
          ),
          certificates: optional(
            list(
              'CertificateValues',
              'EncapsulatedX509Certificate',
              'keptCertificate',
              unsignedLimits.certificate,
              24,
            ),
          ),
          revocation: optional(
            group(
              'RevocationValues',
              {
                crls: optional(
                  list('CRLValues', 'EncapsulatedCRLValue', 'keptCrl', unsignedLimits.crl, 24),
                ),
                answers: optional(
                  list(
                    'OCSPValues',
                    'EncapsulatedOCSPValue',
                    'keptAnswer',
                    unsignedLimits.answer,
                    64,
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

export type UnsignedXml = ReturnType<typeof unsignedPropertiesSchema.decode>;
