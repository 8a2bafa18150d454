import { createCipheriv, createDecipheriv, createHash, pbkdf2Sync, randomBytes } from 'node:crypto';
import { ok, type Result, refuse } from '../../domain/result.ts';
import {
  anyTag,
  contentOf,
  type DerNode,
  fieldsOf,
  optional,
  required,
  tag,
} from '../../format/certificate/der.ts';
import { oidOf, smallIntegerOf } from '../../format/certificate/der-value.ts';
import {
  writeNull,
  writeOctetString,
  writeOid,
  writeSequence,
  writeSmallInteger,
} from '../../format/certificate/der-write.ts';
import type { KeyFileRefusal } from '../../format/certificate/key-file.ts';
import { ciphers, encryption, hmacs } from './pkcs12-oid.ts';

/** Rounds of a key derivation that we write, and the most that we read: a file must not stop the program. */
export const roundsWritten = 10_000;
export const mostRounds = 600_000;

/** Encrypts by PBES2 with PBKDF2-HMAC-SHA256 and AES-256-CBC (RFC 8018, 6.2). */
export function encryptWithPassword(
  plain: Uint8Array,
  password: string,
): { readonly algorithm: Buffer; readonly encrypted: Buffer } {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const key = pbkdf2Sync(password, salt, roundsWritten, 32, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const derivation = writeSequence(
    writeOid(encryption.pbkdf2),
    writeSequence(
      writeOctetString(salt),
      writeSmallInteger(roundsWritten),
      writeSequence(writeOid(encryption.hmacSha256), writeNull()),
    ),
  );
  const scheme = writeSequence(writeOid(encryption.aes256Cbc), writeOctetString(iv));
  return {
    algorithm: writeSequence(writeOid(encryption.pbes2), writeSequence(derivation, scheme)),
    encrypted: Buffer.concat([cipher.update(plain), cipher.final()]),
  };
}

interface Cipher {
  readonly name: string;
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
}

/** Decrypts by the AlgorithmIdentifier that goes with the octets: PBES2, or the SHA-1 and 3DES of older files. */
export function decryptWithPassword(
  algorithm: DerNode,
  encrypted: Uint8Array,
  password: string,
): Result<Buffer, KeyFileRefusal> {
  const cipher = cipherOf(algorithm, password);
  if (!cipher.ok) return cipher;
  const { name, key, iv } = cipher.value;
  try {
    const decipher = createDecipheriv(name, key, iv);
    return ok(Buffer.concat([decipher.update(encrypted), decipher.final()]));
  } catch {
    // The padding is wrong because the key is: OpenSSL knows no other way to say it.
    return refuse({ code: 'key-file-password-wrong' });
  }
}

const unreadable = refuse({ code: 'key-file-unreadable' } as const);

function cipherOf(algorithm: DerNode, password: string): Result<Cipher, KeyFileRefusal> {
  const fields = fieldsOf(algorithm, [required(tag.oid), optional(anyTag)]);
  const oid = fields && oidOf(fields[0]);
  if (fields === undefined || oid === undefined) return unreadable;
  if (oid === encryption.pbes2) return pbes2Of(fields[1], password);
  if (oid !== encryption.sha1TripleDes) return unknown(oid);
  const parameters = fieldsOf(fields[1], [required(tag.octetString), required(tag.integer)]);
  const rounds = parameters && roundsOf(parameters[1]);
  if (parameters === undefined || rounds === undefined) return unreadable;
  const salt = contentOf(parameters[0]);
  const derive = (purpose: 1 | 2, length: number): Buffer =>
    deriveKey({ password, salt, rounds, purpose, length, digest: 'sha1' });
  return ok({ name: 'des-ede3-cbc', key: derive(1, 24), iv: derive(2, 8) });
}

const unknown = (oid: string) => refuse({ code: 'key-file-algorithm-unknown', oid } as const);

function pbes2Of(node: DerNode | undefined, password: string): Result<Cipher, KeyFileRefusal> {
  const halves = fieldsOf(node, [required(tag.sequence), required(tag.sequence)]);
  const derivation = halves && fieldsOf(halves[0], [required(tag.oid), required(tag.sequence)]);
  const scheme = halves && fieldsOf(halves[1], [required(tag.oid), required(tag.octetString)]);
  if (derivation === undefined || scheme === undefined) return unreadable;
  const derivationOid = oidOf(derivation[0]) ?? '';
  if (derivationOid !== encryption.pbkdf2) return unknown(derivationOid);
  const schemeOid = oidOf(scheme[0]) ?? '';
  const cipher = ciphers.get(schemeOid);
  if (cipher === undefined) return unknown(schemeOid);
  const parameters = fieldsOf(derivation[1], [
    required(tag.octetString),
    required(tag.integer),
    optional(tag.integer),
    optional(tag.sequence),
  ]);
  const rounds = parameters && roundsOf(parameters[1]);
  if (parameters === undefined || rounds === undefined) return unreadable;
  const hmac = hmacOf(parameters[3]);
  if (!hmac.ok) return hmac;
  const salt = contentOf(parameters[0]);
  const key = pbkdf2Sync(password, salt, rounds, cipher.keyLength, hmac.value);
  return ok({ name: cipher.name, key, iv: contentOf(scheme[1]) });
}

/** HMAC-SHA1 is the default of PBKDF2 (RFC 8018, A.2). */
function hmacOf(node: DerNode | undefined): Result<string, KeyFileRefusal> {
  if (node === undefined) return ok('sha1');
  const fields = fieldsOf(node, [required(tag.oid), optional(anyTag)]);
  const oid = (fields && oidOf(fields[0])) ?? '';
  const name = hmacs.get(oid);
  return name === undefined ? unknown(oid) : ok(name);
}

export function roundsOf(node: DerNode): number | undefined {
  const rounds = smallIntegerOf(node);
  return rounds !== undefined && rounds >= 1 && rounds <= mostRounds ? rounds : undefined;
}

export interface Derivation {
  readonly password: string;
  readonly salt: Uint8Array;
  readonly rounds: number;
  /** 1: key, 2: initial vector, 3: key of the MAC. */
  readonly purpose: 1 | 2 | 3;
  readonly length: number;
  readonly digest: string;
}

/** PKCS #12's own derivation (RFC 7292, B.2), over the password in UTF-16 with its closing zero. */
export function deriveKey(derivation: Derivation): Buffer {
  const { password, salt, rounds, purpose, length, digest } = derivation;
  const block = digest === 'sha384' || digest === 'sha512' ? 128 : 64;
  const secret = Buffer.from(`${password}\0`, 'utf16le').swap16();
  const input = Buffer.concat([filled(salt, block), filled(secret, block)]);
  const pieces: Buffer[] = [];
  for (let made = 0; made < length; ) {
    let piece = createHash(digest).update(Buffer.alloc(block, purpose)).update(input).digest();
    for (let round = 1; round < rounds; round += 1)
      piece = createHash(digest).update(piece).digest();
    pieces.push(piece);
    made += piece.length;
    const addend = repeated(piece, block);
    for (let at = 0; at < input.length; at += block) addTo(input.subarray(at, at + block), addend);
  }
  return Buffer.concat(pieces).subarray(0, length);
}

const filled = (octets: Uint8Array, block: number): Buffer =>
  repeated(octets, block * Math.ceil(octets.length / block));

const repeated = (octets: Uint8Array, length: number): Buffer =>
  length === 0 ? Buffer.alloc(0) : Buffer.alloc(length, octets);

/** block := block + addend + 1 as big-endian numbers. */
function addTo(block: Buffer, addend: Uint8Array): void {
  let carry = 1;
  for (let at = block.length - 1; at >= 0; at -= 1) {
    const sum = (block[at] ?? 0) + (addend[at] ?? 0) + carry;
    block[at] = sum & 0xff;
    carry = sum >> 8;
  }
}
