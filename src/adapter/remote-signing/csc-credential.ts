import type { ServiceRefusal } from '../../app/signing/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { SignatureAlgorithm } from '../../format/xml/signature-schema.ts';
import type { OfferedCertificate } from './certificate.ts';
import { type Fields, unintelligible } from './fields.ts';

/** A credential as credentials/info tells it (CSC API v2, 11.5). */
export interface CscCredential {
  readonly offered: OfferedCertificate;
  readonly keyAlgorithms: readonly string[];
  readonly mode: 'explicit' | 'oauth2code';
  /** What `authData` must hold; empty where the approval happens on the holder's device. */
  readonly authObjects: readonly string[];
  /** Signatures that one authorisation covers at most. */
  readonly multisign: number;
}

export function cscCredentialOf(id: string, fields: Fields, place: string): CscCredential {
  const key = fields.fields('key');
  const cert = fields.fields('cert');
  const auth = fields.fields('auth');
  const mode = auth.text('mode');
  if (mode !== 'explicit' && mode !== 'oauth2code') throw unintelligible(`${auth.where}.mode`);
  const keyStatus = key.text('status');
  const multisign = fields.number('multisign');
  if (multisign < 1) throw unintelligible(`${fields.where}.multisign`);
  return {
    offered: {
      id,
      place,
      chain: cert.texts('certificates'),
      status: keyStatus === 'enabled' ? cert.optionalText('status') : keyStatus,
    },
    keyAlgorithms: key.texts('algo'),
    mode,
    authObjects: auth.has('objects') ? authObjectIds(auth) : [],
    multisign,
  };
}

const authObjectIds = (auth: Fields): readonly string[] =>
  auth.list('objects').map((one) => {
    const id = typeof one === 'object' && one !== null && 'id' in one ? one.id : undefined;
    if (typeof id !== 'string') throw unintelligible(`${auth.where}.objects`);
    return id;
  });

/** How a service is told the algorithm: one OID for key and hash, or the bare key's with the hash's beside it. */
export interface CscAlgorithm {
  readonly signAlgo: string;
  readonly hashAlgorithmOid: string;
}

const oid = {
  rsa: '1.2.840.113549.1.1.1',
  rsaSha256: '1.2.840.113549.1.1.11',
  ecdsaSha256: '1.2.840.10045.4.3.2',
  ecdsaSha384: '1.2.840.10045.4.3.3',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
} as const;

const wanted: { readonly [A in SignatureAlgorithm]: readonly CscAlgorithm[] } = {
  'rsa-sha256': [
    { signAlgo: oid.rsaSha256, hashAlgorithmOid: oid.sha256 },
    { signAlgo: oid.rsa, hashAlgorithmOid: oid.sha256 },
  ],
  'ecdsa-sha256': [{ signAlgo: oid.ecdsaSha256, hashAlgorithmOid: oid.sha256 }],
  'ecdsa-sha384': [{ signAlgo: oid.ecdsaSha384, hashAlgorithmOid: oid.sha384 }],
};

/** The first way in which this key signs by the algorithm. */
export function cscAlgorithmOf(
  { keyAlgorithms, offered }: CscCredential,
  algorithm: SignatureAlgorithm,
): Result<CscAlgorithm, ServiceRefusal> {
  const found = wanted[algorithm].find(({ signAlgo }) => keyAlgorithms.includes(signAlgo));
  return found === undefined
    ? refuse({ code: 'key-not-usable', facts: { place: offered.place, code: algorithm } })
    : ok(found);
}
