import { createHmac, type KeyObject, randomBytes } from 'node:crypto';
import type { Certificate } from '../../format/certificate/certificate.ts';
import { tag } from '../../format/certificate/der.ts';
import {
  writeDer,
  writeExplicit,
  writeImplicit,
  writeNull,
  writeOctetString,
  writeOid,
  writeSequence,
  writeSetOf,
  writeSmallInteger,
} from '../../format/certificate/der-write.ts';
import { deriveKey, encryptWithPassword } from './password-encryption.ts';
import { bag, bagAttribute, content, sha256Oid } from './pkcs12-oid.ts';

/** What a PKCS#12 file holds: a private key, its certificate, the authorities above it. */
export interface KeyFile {
  readonly privateKey: KeyObject;
  readonly certificate: Certificate;
  readonly chain: readonly Certificate[];
  readonly friendlyName: string;
}

/** Rounds of the MAC's derivation, as OpenSSL writes them. */
const macRounds = 2048;

/**
 * Writes a PKCS#12 file (RFC 7292): key and certificates encrypted by PBES2 with AES-256-CBC, a MAC of HMAC-SHA256 over
 * everything. OpenSSL 3 reads it without -legacy.
 */
export function writePkcs12(file: KeyFile, password: string): Buffer {
  const { privateKey, certificate, chain, friendlyName } = file;
  const localKeyId = Buffer.from(certificate.sha256, 'hex').subarray(0, 20);
  const attributes = writeAttributes(friendlyName, localKeyId);
  const certificates = writeSequence(
    writeCertificateBag(certificate.der, attributes),
    ...chain.map(({ der }) => writeCertificateBag(der)),
  );
  const key = encryptWithPassword(privateKey.export({ format: 'der', type: 'pkcs8' }), password);
  const keys = writeSequence(
    writeSequence(
      writeOid(bag.shroudedKey),
      writeExplicit(0, writeSequence(key.algorithm, writeOctetString(key.encrypted))),
      attributes,
    ),
  );
  const safe = writeSequence(writeEncrypted(certificates, password), writeData(keys));
  return writeSequence(writeSmallInteger(3), writeData(safe), writeMac(safe, password));
}

const writeData = (octets: Uint8Array): Buffer =>
  writeSequence(writeOid(content.data), writeExplicit(0, writeOctetString(octets)));

function writeEncrypted(octets: Uint8Array, password: string): Buffer {
  const { algorithm, encrypted } = encryptWithPassword(octets, password);
  const inner = writeSequence(writeOid(content.data), algorithm, writeImplicit(0, encrypted));
  return writeSequence(
    writeOid(content.encryptedData),
    writeExplicit(0, writeSequence(writeSmallInteger(0), inner)),
  );
}

const writeCertificateBag = (der: Uint8Array, ...attributes: readonly Uint8Array[]): Buffer =>
  writeSequence(
    writeOid(bag.certificate),
    writeExplicit(0, writeSequence(writeOid(bag.x509), writeExplicit(0, writeOctetString(der)))),
    ...attributes,
  );

function writeAttributes(friendlyName: string, localKeyId: Uint8Array): Buffer {
  const name = Buffer.from(friendlyName, 'utf16le').swap16();
  return writeSetOf(
    writeSequence(writeOid(bagAttribute.friendlyName), writeSetOf(writeDer(tag.bmpString, name))),
    writeSequence(writeOid(bagAttribute.localKeyId), writeSetOf(writeOctetString(localKeyId))),
  );
}

function writeMac(safe: Uint8Array, password: string): Buffer {
  const salt = randomBytes(16);
  const mac = macOf(safe, { password, salt, rounds: macRounds, digest: 'sha256' });
  const digestInfo = writeSequence(
    writeSequence(writeOid(sha256Oid), writeNull()),
    writeOctetString(mac),
  );
  return writeSequence(digestInfo, writeOctetString(salt), writeSmallInteger(macRounds));
}

export interface MacParameters {
  readonly password: string;
  readonly salt: Uint8Array;
  readonly rounds: number;
  readonly digest: string;
}

const digestLengths: ReadonlyMap<string, number> = new Map([
  ['sha1', 20],
  ['sha256', 32],
  ['sha384', 48],
  ['sha512', 64],
]);

/** HMAC over the safe's octets with a key from the password (RFC 7292, 4 and B.4). */
export function macOf(safe: Uint8Array, parameters: MacParameters): Buffer {
  const length = digestLengths.get(parameters.digest) ?? 32;
  const key = deriveKey({ ...parameters, purpose: 3, length });
  return createHmac(parameters.digest, key).update(safe).digest();
}
