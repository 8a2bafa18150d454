import { createPrivateKey, createPublicKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { type Certificate, parseCertificate } from '../../format/certificate/certificate.ts';
import {
  anyTag,
  contentOf,
  type DerNode,
  elementsOf,
  explicitTag,
  fieldsOf,
  implicitTag,
  innerOf,
  optional,
  parseDer,
  required,
  tag,
} from '../../format/certificate/der.ts';
import { oidOf, textOf } from '../../format/certificate/der-value.ts';
import type { KeyFileRefusal } from '../../format/certificate/key-file.ts';
import { decryptWithPassword, roundsOf } from './password-encryption.ts';
import { type KeyFile, macOf } from './pkcs12.ts';
import { bag, bagAttribute, content, digests } from './pkcs12-oid.ts';

const unreadable = refuse({ code: 'key-file-unreadable' } as const);
type Read<T> = Result<T, KeyFileRefusal>;

/** Reads a PKCS#12 file of DER that is kept with a password (RFC 7292, 4); the MAC is checked before anything is used. */
export function readPkcs12(bytes: Uint8Array, password: string): Read<KeyFile> {
  const file = fieldsOf(parseDer(bytes), [
    required(tag.integer),
    required(tag.sequence),
    optional(tag.sequence),
  ]);
  const safe = file && dataOf(file[1]);
  if (file === undefined || safe === undefined) return unreadable;
  if (file[2] !== undefined) {
    const checked = checkMac(file[2], safe, password);
    if (!checked.ok) return checked;
  }
  const bags = bagsOf(safe, password);
  return bags.ok ? keyFileOf(bags.value, password) : bags;
}

/** The octets inside ContentInfo of type data. */
function dataOf(node: DerNode): Uint8Array | undefined {
  const fields = fieldsOf(node, [required(tag.oid), required(explicitTag(0))]);
  const inner = fields && oidOf(fields[0]) === content.data ? innerOf(fields[1]) : undefined;
  return inner?.tag === tag.octetString ? contentOf(inner) : undefined;
}

function checkMac(node: DerNode, safe: Uint8Array, password: string): Read<true> {
  const fields = fieldsOf(node, [
    required(tag.sequence),
    required(tag.octetString),
    optional(tag.integer),
  ]);
  const info = fields && fieldsOf(fields[0], [required(tag.sequence), required(tag.octetString)]);
  const algorithm = info && fieldsOf(info[0], [required(tag.oid), optional(anyTag)]);
  const oid = algorithm && oidOf(algorithm[0]);
  if (fields === undefined || info === undefined || oid === undefined) return unreadable;
  const digest = digests.get(oid);
  if (digest === undefined) return refuse({ code: 'key-file-algorithm-unknown', oid });
  const rounds = fields[2] === undefined ? 1 : roundsOf(fields[2]);
  if (rounds === undefined) return unreadable;
  const wanted = contentOf(info[1]);
  const mac = macOf(safe, { password, salt: contentOf(fields[1]), rounds, digest });
  const isSame = mac.length === wanted.length && timingSafeEqual(mac, wanted);
  return isSame ? ok(true) : refuse({ code: 'key-file-password-wrong' });
}

interface Bag {
  readonly oid: string;
  readonly value: DerNode;
  readonly attributes: DerNode | undefined;
}

/** Every bag of every safe, encrypted or not. */
function bagsOf(safe: Uint8Array, password: string): Read<readonly Bag[]> {
  const infos = elementsOf(parseDer(safe), tag.sequence);
  if (infos === undefined) return unreadable;
  const bags: Bag[] = [];
  for (const info of infos) {
    const octets = safeContentsOf(info, password);
    if (!octets.ok) return octets;
    const nodes = elementsOf(parseDer(octets.value), tag.sequence);
    if (nodes === undefined) return unreadable;
    for (const node of nodes) {
      const read = bagOf(node);
      if (read === undefined) return unreadable;
      bags.push(read);
    }
  }
  return ok(bags);
}

function safeContentsOf(info: DerNode, password: string): Read<Uint8Array> {
  const plain = dataOf(info);
  if (plain !== undefined) return ok(plain);
  const fields = fieldsOf(info, [required(tag.oid), required(explicitTag(0))]);
  const oid = fields && oidOf(fields[0]);
  if (fields === undefined || oid === undefined) return unreadable;
  if (oid !== content.encryptedData) return refuse({ code: 'key-file-algorithm-unknown', oid });
  const outer = fieldsOf(innerOf(fields[1]), [required(tag.integer), required(tag.sequence)]);
  const inner =
    outer &&
    fieldsOf(outer[1], [required(tag.oid), required(tag.sequence), required(implicitTag(0))]);
  if (inner === undefined) return unreadable;
  return decryptWithPassword(inner[1], contentOf(inner[2]), password);
}

function bagOf(node: DerNode): Bag | undefined {
  const fields = fieldsOf(node, [required(tag.oid), required(explicitTag(0)), optional(tag.set)]);
  const oid = fields && oidOf(fields[0]);
  const value = fields && innerOf(fields[1]);
  if (fields === undefined || oid === undefined || value === undefined) return undefined;
  return { oid, value, attributes: fields[2] };
}

function keyFileOf(bags: readonly Bag[], password: string): Read<KeyFile> {
  const keyBag = bags.find(({ oid }) => oid === bag.shroudedKey || oid === bag.key);
  if (keyBag === undefined) return refuse({ code: 'key-file-without-key' });
  const privateKey = privateKeyOf(keyBag, password);
  if (!privateKey.ok) return privateKey;
  const certificates: Certificate[] = [];
  for (const each of bags.filter(({ oid }) => oid === bag.certificate)) {
    const certificate = certificateOf(each);
    if (certificate === undefined) return unreadable;
    certificates.push(certificate);
  }
  const publicKey = createPublicKey(privateKey.value);
  const certificate = certificates.find((each) => each.publicKey.equals(publicKey));
  if (certificate === undefined) return refuse({ code: 'key-file-without-certificate' });
  const chain = certificates.filter((each) => each !== certificate);
  const friendlyName = friendlyNameOf(keyBag.attributes) ?? '';
  return ok({ privateKey: privateKey.value, certificate, chain, friendlyName });
}

function privateKeyOf({ oid, value }: Bag, password: string): Read<KeyObject> {
  if (oid === bag.key) return keyOf(value.bytes.subarray(value.start, value.end));
  const fields = fieldsOf(value, [required(tag.sequence), required(tag.octetString)]);
  if (fields === undefined) return unreadable;
  const plain = decryptWithPassword(fields[0], contentOf(fields[1]), password);
  return plain.ok ? keyOf(plain.value) : plain;
}

function keyOf(pkcs8: Uint8Array): Read<KeyObject> {
  try {
    return ok(createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }));
  } catch {
    // OpenSSL throws for what is no key; without a MAC a wrong password can come this far.
    return unreadable;
  }
}

function certificateOf({ value }: Bag): Certificate | undefined {
  const fields = fieldsOf(value, [required(tag.oid), required(explicitTag(0))]);
  const octets = fields && oidOf(fields[0]) === bag.x509 ? innerOf(fields[1]) : undefined;
  if (octets?.tag !== tag.octetString) return undefined;
  const read = parseCertificate(contentOf(octets));
  return read.ok ? read.value : undefined;
}

function friendlyNameOf(attributes: DerNode | undefined): string | undefined {
  for (const each of elementsOf(attributes, tag.set) ?? []) {
    const fields = fieldsOf(each, [required(tag.oid), required(tag.set)]);
    const value = fields && innerOf(fields[1]);
    if (fields === undefined || oidOf(fields[0]) !== bagAttribute.friendlyName) continue;
    if (value?.tag === tag.bmpString) return textOf(value);
  }
  return undefined;
}
