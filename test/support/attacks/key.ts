import { constants, createHmac, type SignKeyObjectInput, sign } from 'node:crypto';
import { resign } from '../resign.ts';
import { type HolderName, holderOf, signSample } from '../signed-sample.ts';
import {
  type Attack,
  goodRecord,
  inSignature,
  lsdl,
  replaced,
  signatureIn,
  toan,
} from './attack.ts';

const seal = 'seal content-changed danhsachky';
const changed = (
  name: string,
  from: string | RegExp,
  to: string | (() => string),
  complaints: readonly string[],
): Attack => ({
  name,
  make: () => inSignature(goodRecord(), toan, from, typeof to === 'string' ? to : to()),
  complaints,
});

const certificateOf = (name: HolderName): string => holderOf(name).certificate.base64;
const inSlot = (
  name: string,
  slot: typeof toan,
  holder: HolderName,
  complaints: readonly string[],
): Attack => ({ name, make: () => signSample({ by: new Map([[slot, holder]]) }), complaints });

/** Signs the changed SignedInfo of the first teacher with that teacher's or another key, then all later ones. */
const signedBy = (
  name: string,
  from: string | RegExp,
  to: string,
  holder: HolderName,
  complaints: readonly string[],
): Attack => ({
  name,
  make: () => {
    const text = inSignature(goodRecord(), toan, from, to);
    const once = resign(text, {
      only: [`sig-teacher-${toan.slice(8)}`],
      holder: () => holderOf(holder),
    });
    return resign(once, { only: ['sig-seal'] });
  },
  complaints,
});

const rsaMethod = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const method = (name: string, uri: string): Attack =>
  changed(name, rsaMethod, uri, ['- xml-invalid-value']);

/** The classic confusion: the public key as the secret of an HMAC. */
function withHmac(): string {
  const text = inSignature(
    goodRecord(),
    toan,
    rsaMethod,
    'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256',
  );
  const value = createHmac('sha256', Buffer.from(certificateOf('toan'), 'base64'))
    .update('x')
    .digest('base64');
  return inSignature(text, toan, /<SignatureValue>[^<]*/, `<SignatureValue>${value}`);
}

const octetsIn = (slot: typeof toan): Buffer =>
  Buffer.from(/<SignatureValue>([^<]*)/.exec(signatureIn(goodRecord(), slot))?.[1] ?? '', 'base64');

const withValue = (
  name: string,
  slot: typeof toan,
  value: () => string,
  complaints: readonly string[],
): Attack => ({
  name,
  make: () =>
    resign(inSignature(goodRecord(), slot, /<SignatureValue>[^<]*/, `<SignatureValue>${value()}`), {
      only: ['sig-seal'],
    }),
  complaints,
});

/** A value over the right bytes by the right key, but by another method than the one that is named. */
const otherMethod = (hash: string, how: Partial<SignKeyObjectInput>) => (): string => {
  const info = /<SignedInfo>.*<\/SignedInfo>/.exec(signatureIn(goodRecord(), toan))?.[0] ?? '';
  const canonical = info.replace('>', ' xmlns="http://www.w3.org/2000/09/xmldsig#">');
  return sign(hash, Buffer.from(canonical), { key: holderOf('toan').privateKey, ...how }).toString(
    'base64',
  );
};

const integer = (bytes: Buffer): Buffer => {
  const body = (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return Buffer.concat([Buffer.of(2, body.length), body]);
};

/** An ECDSA value as OpenSSL and most tokens give it, which XML signatures do not take. */
function derValue(): string {
  const raw = octetsIn(lsdl);
  const body = Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]).toString('base64');
}

/** The same 256 octets, with a bit set that no octet takes. */
function otherSpelling(): string {
  const text = octetsIn(toan).toString('base64');
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const last = letters.indexOf(text[text.length - 3] ?? '');
  return `${text.slice(0, -3)}${letters[last + 1]}==`;
}

const keyInfo = /<X509Certificate>[^<]*/;

export const keyAttacks: readonly Attack[] = [
  changed(
    'another certificate of the same person in KeyInfo',
    keyInfo,
    () => `<X509Certificate>${certificateOf('toanAgain')}`,
    [seal, 'toan signature-value', 'toan signing-certificate-other'],
  ),
  changed(
    "an attacker's certificate with the same name in KeyInfo",
    keyInfo,
    () => `<X509Certificate>${certificateOf('toanFalse')}`,
    [
      seal,
      'toan certificate-signature-wrong',
      'toan signature-value',
      'toan signing-certificate-other',
    ],
  ),
  signedBy(
    "an attacker's certificate and key with the same name",
    keyInfo,
    `<X509Certificate>${certificateOf('toanFalse')}`,
    'toanFalse',
    ['toan certificate-signature-wrong', 'toan signing-certificate-other'],
  ),
  inSlot('everything by an attacker whose authority has the same name', toan, 'toanFalse', [
    'toan certificate-signature-wrong',
  ]),
  signedBy(
    'SigningCertificateV2 of another certificate',
    certificateDigest(),
    otherDigest(),
    'toan',
    ['toan signing-certificate-other'],
  ),
  changed('no certificate but a key', keyInfo, '<X509Certificate>MIIBIjAN', [
    seal,
    'toan certificate-unreadable',
  ]),
  changed('a bare key in KeyInfo', '<X509Data>', '<KeyValue></KeyValue><X509Data>', [
    '- xml-missing-element',
    '- xml-unexpected-element',
  ]),
  changed(
    'a second certificate in KeyInfo',
    '</X509Certificate>',
    '</X509Certificate><X509Certificate>AA==</X509Certificate>',
    ['- xml-unexpected-element'],
  ),
  inSlot('another teacher in the slot', toan, 'lsdl', ['toan signer-not-expected']),
  inSlot('a teacher in the seal slot', 'seal', 'toan', ['seal signer-not-expected']),
  inSlot('the head in the seal slot', 'seal', 'head', ['seal signer-not-expected']),
  inSlot('the school in the head slot', 'head', 'school', ['head signer-not-expected']),
  inSlot('a teacher in the head slot', 'head', 'toan', ['head signer-not-expected']),
  inSlot('a deputy where the record names the head', 'head', 'deputy', [
    'head signer-not-expected',
  ]),
  inSlot('an expired certificate', toan, 'toanExpired', ['toan certificate-expired']),
  inSlot('a revoked certificate', toan, 'toanRevoked', ['toan certificate-revoked']),
  inSlot('a key of 1024 bits', toan, 'toan1024', [
    'toan certificate-key-refused',
    'toan key-not-accepted',
  ]),
  { name: 'HMAC with the public key', make: withHmac, complaints: ['- xml-invalid-value'] },
  method('RSA with SHA-1', 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'),
  method('RSA-PSS', 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1'),
  method('RSA with MD5', 'http://www.w3.org/2001/04/xmldsig-more#rsa-md5'),
  method('DSA', 'http://www.w3.org/2000/09/xmldsig#dsa-sha1'),
  method('HMAC', 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'),
  changed(
    'a truncated HMAC',
    '</SignatureMethod>',
    '<HMACOutputLength>8</HMACOutputLength></SignatureMethod>',
    ['- xml-unexpected-element'],
  ),
  changed(
    'SHA-1 digests',
    'http://www.w3.org/2001/04/xmlenc#sha256',
    'http://www.w3.org/2000/09/xmldsig#sha1',
    ['- xml-invalid-value'],
  ),
  changed(
    'ECDSA named for an RSA key',
    rsaMethod,
    'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
    [seal, 'toan key-not-accepted'],
  ),
  withValue('another value', toan, () => octetsIn(toan).reverse().toString('base64'), [
    'toan signature-value',
  ]),
  withValue('a value cut short', toan, () => octetsIn(toan).subarray(0, 255).toString('base64'), [
    'toan signature-value',
  ]),
  withValue('an ECDSA value in DER', lsdl, derValue, ['lsdl signature-value']),
  withValue('an ECDSA value of zeros', lsdl, () => Buffer.alloc(64).toString('base64'), [
    'lsdl signature-value',
  ]),
  withValue(
    'RSA-PSS under the name of PKCS #1',
    toan,
    otherMethod('sha256', { padding: constants.RSA_PKCS1_PSS_PADDING }),
    ['toan signature-value'],
  ),
  withValue('RSA with SHA-1 under the name of SHA-256', toan, otherMethod('sha1', {}), [
    'toan signature-value',
  ]),
  withValue('base64 with spare bits set', toan, otherSpelling, ['- xml-invalid-value']),
  withValue('base64 without padding', toan, () => octetsIn(toan).toString('base64').slice(0, -2), [
    '- xml-invalid-value',
  ]),
  withValue('base64 for URLs', toan, () => octetsIn(toan).toString('base64').replace('/', '_'), [
    '- xml-invalid-value',
  ]),
  {
    name: 'a digest in another spelling of base64',
    make: () => {
      const digest = /<DigestValue>([^<]*)=</.exec(signatureIn(goodRecord(), toan))?.[1] ?? '';
      const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
      const last = letters[letters.indexOf(digest.slice(-1)) + 1] ?? '';
      return replaced(goodRecord(), digest, digest.slice(0, -1) + last);
    },
    complaints: ['- xml-invalid-value'],
  },
];

function certificateDigest(): string {
  return holderOf('toan').certificate.sha256;
}
function otherDigest(): string {
  return holderOf('toanAgain').certificate.sha256;
}
