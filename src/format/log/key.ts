import { createPrivateKey, createPublicKey, hash, type KeyObject } from 'node:crypto';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { base64Of, parseBase64 } from './base64.ts';

/** What a note key signs: the note's text, or cosignature/v1's timestamped message (C2SP signed-note, tlog-cosignature). */
export type KeyKind = 'ed25519' | 'cosignature/v1';

/** The signature type byte of each kind (C2SP signed-note, "Signature types"). */
const typeBytes = { ed25519: 0x01, 'cosignature/v1': 0x04 } as const;

/** A public key under the name that its signatures carry. */
export interface VerifierKey {
  readonly name: string;
  readonly kind: KeyKind;
  /** The first 32 bits of SHA-256 over name, newline, type byte and public key. */
  readonly id: number;
  readonly key: KeyObject;
}

/** A private key under the name that its signatures carry; `id` is that of its public key. */
export interface SignerKey {
  readonly name: string;
  readonly kind: KeyKind;
  readonly id: number;
  readonly key: KeyObject;
}

export type KeyFault =
  | { readonly code: 'key-malformed' }
  | { readonly code: 'key-name-impossible' }
  | { readonly code: 'key-type-unknown'; readonly type: number }
  | { readonly code: 'key-id-differs'; readonly stated: string; readonly computed: string };

/** Key names are not empty and hold neither Unicode spaces, control characters nor plus signs. */
export const isKeyName = (name: string): boolean =>
  /^[^\p{White_Space}\p{Cc}+]+$/u.test(name) && name.isWellFormed();

// What stands before the 32 bytes of an Ed25519 key in SubjectPublicKeyInfo and PKCS #8 (RFC 8410).
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The Ed25519 public key of 32 raw bytes; undefined for any other length. */
export const publicKeyOf = (raw: Uint8Array): KeyObject | undefined =>
  raw.length === 32
    ? createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' })
    : undefined;

/** The Ed25519 private key of a 32-byte seed (RFC 8032, 5.1.5); undefined for any other length. */
export const privateKeyOf = (seed: Uint8Array): KeyObject | undefined =>
  seed.length === 32
    ? createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
    : undefined;

/** The 32 raw bytes of an Ed25519 public key, or of the public half of a private one. */
export function rawPublicKey(key: KeyObject): Uint8Array {
  const half = key.type === 'private' ? createPublicKey(key) : key;
  return half.export({ format: 'der', type: 'spki' }).subarray(spkiPrefix.length);
}

/** The 32-byte seed of an Ed25519 private key. */
export const seedOf = (key: KeyObject): Uint8Array =>
  key.export({ format: 'der', type: 'pkcs8' }).subarray(pkcs8Prefix.length);

function keyId(name: string, kind: KeyKind, raw: Uint8Array): number {
  const input = Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([typeBytes[kind]]), raw]);
  return hash('sha256', input, 'buffer').readUInt32BE(0);
}

export const keyIdHex = (id: number): string => id.toString(16).padStart(8, '0');

const isEd25519 = (key: KeyObject): boolean => key.asymmetricKeyType === 'ed25519';

/** Names a public key, or the public half of a private one. */
export function verifierKey(
  name: string,
  key: KeyObject,
  kind: KeyKind = 'ed25519',
): Result<VerifierKey, KeyFault> {
  if (!isKeyName(name)) return refuse({ code: 'key-name-impossible' });
  if (!isEd25519(key)) return refuse({ code: 'key-malformed' });
  const half = key.type === 'private' ? createPublicKey(key) : key;
  return ok({ name, kind, id: keyId(name, kind, rawPublicKey(half)), key: half });
}

/** Names a private key. */
export function signerKey(
  name: string,
  key: KeyObject,
  kind: KeyKind = 'ed25519',
): Result<SignerKey, KeyFault> {
  if (key.type !== 'private') return refuse({ code: 'key-malformed' });
  const verifier = verifierKey(name, key, kind);
  return verifier.ok ? ok({ ...verifier.value, key }) : verifier;
}

/** Reads a type byte and 32 bytes; a bare `kind` for the known types. */
function parseMaterial(base64: string): Result<{ kind: KeyKind; raw: Uint8Array }, KeyFault> {
  const bytes = parseBase64(base64);
  const type = bytes?.[0];
  if (bytes === undefined || type === undefined) return refuse({ code: 'key-malformed' });
  if (type !== 0x01 && type !== 0x04) return refuse({ code: 'key-type-unknown', type });
  if (bytes.length !== 33) return refuse({ code: 'key-malformed' });
  return ok({ kind: type === 0x01 ? 'ed25519' : 'cosignature/v1', raw: bytes.subarray(1) });
}

function withStatedId<K extends { readonly id: number }>(
  key: Result<K, KeyFault>,
  stated: string,
): Result<K, KeyFault> {
  if (!key.ok) return key;
  const computed = keyIdHex(key.value.id);
  return stated === computed ? key : refuse({ code: 'key-id-differs', stated, computed });
}

/** Parses `NAME+HHHHHHHH+BASE64` (C2SP signed-note, "Verifier keys"). */
export function parseVerifierKey(text: string): Result<VerifierKey, KeyFault> {
  const [, name = '', stated = '', base64 = ''] =
    /^([^+]*)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  if (base64 === '') return refuse({ code: 'key-malformed' });
  const material = parseMaterial(base64);
  if (!material.ok) return material;
  const key = publicKeyOf(material.value.raw);
  if (key === undefined) return refuse({ code: 'key-malformed' });
  return withStatedId(verifierKey(name, key, material.value.kind), stated);
}

/** Parses `PRIVATE+KEY+NAME+HHHHHHHH+BASE64`, the form of Go's sumdb/note. */
export function parseSignerKey(text: string): Result<SignerKey, KeyFault> {
  const [, name = '', stated = '', base64 = ''] =
    /^PRIVATE\+KEY\+([^+]*)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  if (base64 === '') return refuse({ code: 'key-malformed' });
  const material = parseMaterial(base64);
  if (!material.ok) return material;
  const key = privateKeyOf(material.value.raw);
  if (key === undefined) return refuse({ code: 'key-malformed' });
  return withStatedId(signerKey(name, key, material.value.kind), stated);
}

const materialOf = (kind: KeyKind, raw: Uint8Array): string =>
  base64Of(Buffer.concat([Buffer.from([typeBytes[kind]]), raw]));

export const writeVerifierKey = ({ name, kind, id, key }: VerifierKey): string =>
  `${name}+${keyIdHex(id)}+${materialOf(kind, rawPublicKey(key))}`;

export const writeSignerKey = ({ name, kind, id, key }: SignerKey): string =>
  `PRIVATE+KEY+${name}+${keyIdHex(id)}+${materialOf(kind, seedOf(key))}`;

/** The verifier key that belongs to a signer key. */
export const verifierOf = ({ name, kind, id, key }: SignerKey): VerifierKey => ({
  name,
  kind,
  id,
  key: createPublicKey(key),
});
