import { execFileSync } from 'node:child_process';
import { constants, createPrivateKey, privateEncrypt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Whose key a test server keeps, as its configuration tells. */
export interface HolderConfig {
  /** «CCCD:…» or «MST:…». */
  readonly uid: string;
  readonly name: string;
  readonly keyPem: string;
  /** Base64 DER: the holder's certificate, then the issuing authorities. */
  readonly chain: readonly string[];
  /** Hexadecimal. */
  readonly serial: string;
}

/** DigestInfo of SHA-256 before the digest (RFC 8017, 9.2). */
const sha256Info = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** PKCS#1 v1.5 over a SHA-256 digest; ECDSA in DER by the openssl program, because Node signs no bare digests. */
export function signDigest({ keyPem }: HolderConfig, digest: Buffer): Buffer {
  const key = createPrivateKey(keyPem);
  if (key.asymmetricKeyType !== 'rsa') return signByOpenssl(keyPem, digest);
  if (digest.length !== 32) throw new Error('only SHA-256');
  const padding = constants.RSA_PKCS1_PADDING;
  return privateEncrypt({ key, padding }, Buffer.concat([sha256Info, digest]));
}

function signByOpenssl(keyPem: string, digest: Buffer): Buffer {
  const folder = mkdtempSync(path.join(tmpdir(), 'hocba-remote-'));
  try {
    const [key, input] = [path.join(folder, 'key.pem'), path.join(folder, 'digest')];
    writeFileSync(key, keyPem, { mode: 0o600 });
    writeFileSync(input, digest);
    return execFileSync('openssl', ['pkeyutl', '-sign', '-inkey', key, '-in', input]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Strict base64 of a digest of this many octets. */
export function digestIn(text: unknown, octets: number): Buffer | undefined {
  if (typeof text !== 'string') return undefined;
  const digest = Buffer.from(text, 'base64');
  return digest.toString('base64') === text && digest.length === octets ? digest : undefined;
}
