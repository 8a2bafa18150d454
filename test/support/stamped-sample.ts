import { randomBytes } from 'node:crypto';
import {
  type Authority,
  createAuthority,
  yearsAfter,
} from '../../src/adapter/authority/authority.ts';
import { type Credential, signerOf } from '../../src/adapter/authority/issue.ts';
import { epochMsOf, type Instant } from '../../src/domain/time/instant.ts';
import type { Certificate } from '../../src/format/certificate/certificate.ts';
import { parseCrl, type RevocationList } from '../../src/format/certificate/crl.ts';
import { writePem } from '../../src/format/certificate/pem.ts';
import { signerTrustOf } from '../../src/format/certificate/signer-trust.ts';
import { type TrustStore, trustStoreOf } from '../../src/format/certificate/trust-store.ts';
import type { OcspResponse } from '../../src/format/ocsp/response.ts';
import { stampedValue } from '../../src/format/signature/prepare.ts';
import type { StoreTrust } from '../../src/format/signature/signer-trust.ts';
import { type SealAddition, unsignedOf } from '../../src/format/signature/write-unsigned.ts';
import { digestOf } from '../../src/format/time-stamp/digest.ts';
import { parseTimeStampToken, type TimeStampToken } from '../../src/format/time-stamp/token.ts';
import { writeTimeStampToken } from '../../src/format/time-stamp/write-token.ts';
import type { UnsignedXml } from '../../src/format/xml/unsigned-schema.ts';
import { pkiFiles, type SignOptions, signSample } from './signed-sample.ts';

const at = (text: string): Instant => text as Instant;

/** A time-stamp authority under a root of its own, with what judges it. */
export interface Stamping {
  readonly authority: Authority;
  readonly credential: Credential;
  readonly crls: readonly RevocationList[];
  token(stamped: Uint8Array, time?: Instant, nonce?: string): TimeStampToken;
}

const listOf = (der: Uint8Array): RevocationList => {
  const read = parseCrl(der);
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value;
};

export const stampedAt = at('2026-06-01T02:00:00Z');

const usualDates = {
  thisUpdate: at('2026-05-31T00:00:00Z'),
  nextUpdate: at('2026-07-01T00:00:00Z'),
};

export async function createStamping(name: string, dates = usualDates): Promise<Stamping> {
  const authority = await createAuthority({
    name,
    crlBase: 'http://tsa.example.invalid',
    validFrom: at('2025-01-01T00:00:00Z'),
    rootKey: 'ec-p256',
    caKey: 'ec-p256',
  });
  const notBefore = at('2026-01-01T00:00:00Z');
  const validity = { notBefore, notAfter: yearsAfter(notBefore, 5) };
  const credential = await authority.issueTimeStamping(`${name} 1`, validity);
  const lists = authority.crls({ number: 1, ...dates });
  return {
    authority,
    credential,
    crls: [listOf(lists.root), listOf(lists.ca)],
    token(stamped, time = stampedAt, nonce) {
      const imprint = digestOf('sha256', stamped);
      const read = parseTimeStampToken(
        writeTimeStampToken(
          {
            asked: {
              digest: 'sha256',
              imprint,
              policy: null,
              nonce: nonce ?? null,
              certificates: 'included',
            },
            policy: '2.999.1.2',
            serial: randomBytes(16),
            epochMs: epochMsOf(time),
            accuracyMs: 500,
            certificate: credential.certificate,
          },
          signerOf(credential.privateKey),
        ),
      );
      if (!read.ok) throw new Error(read.refusal.code);
      return read.value;
    },
  };
}

const pemOf = (name: string, { der }: Certificate) => ({
  name,
  bytes: Buffer.from(writePem('CERTIFICATE', der)),
});

/** The two roots and nothing else. */
export const rootsOf = ({ authority }: Stamping): TrustStore =>
  trustStoreOf([...pkiFiles('root'), pemOf('tsa-root', authority.root.certificate)]);

export const trustInRoots = (stamping: Stamping): StoreTrust => signerTrustOf(rootsOf(stamping));

/** Everything that belongs in the seal of `signSample`'s record, for a test to alter. */
export function additionOf(stamping: Stamping, value: Buffer): SealAddition {
  const pki = trustStoreOf(pkiFiles('root', 'ca', 'rootCrl', 'caCrl'));
  const [root] = pki.anchors;
  const [ca] = pki.intermediates;
  if (root === undefined || ca === undefined) throw new Error('pki.json');
  const { authority, credential, crls } = stamping;
  return {
    token: stamping.token(stampedValue(value)),
    authority: [credential.certificate, authority.ca.certificate, authority.root.certificate],
    // Who signs is in KeyInfo already: only what is between them and the root goes into the seal.
    signers: [[ca, ca, root]],
    crls: [...pki.crls, ...crls],
    answers: [] as readonly OcspResponse[],
  };
}

export interface StampOptions extends Omit<SignOptions, 'unsigned'> {
  /** Changes what the seal carries. */
  readonly alter?: (addition: SealAddition, value: Buffer) => SealAddition;
  readonly spell?: (unsigned: UnsignedXml) => UnsignedXml;
}

/** `signSample`'s record with a time-stamp and evidence for all its signers. */
export const stampSample = (
  stamping: Stamping,
  { alter = (same) => same, spell = (same) => same, ...options }: StampOptions = {},
): string =>
  signSample({
    ...options,
    unsigned: (value) => spell(unsignedOf(alter(additionOf(stamping, value), value))),
  });
