import { createPrivateKey, type KeyObject } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { parseCertificate } from '../../format/certificate/certificate.ts';
import type { AuthorityRefusal } from '../../format/certificate/key-file.ts';
import { parsePem, writePem } from '../../format/certificate/pem.ts';
import { type Authority, authorityOf } from './authority.ts';
import type { Credential } from './issue.ts';

const listFile = 'authority.json';

/** What `authority.json` holds: names, and the files of the credentials (`<file>.pem`, `<file>.key.pem`). */
interface AuthorityList {
  readonly version: 1;
  readonly name: string;
  readonly crlBase: string;
  readonly root: string;
  readonly ca: string;
  readonly issued: readonly string[];
}

/**
 * Writes the authority to a folder that only its owner can enter; private keys as PKCS #8, encrypted with the passphrase.
 * The list is written last and in one step: an interrupted save leaves the authority that was there.
 */
export async function saveAuthority(
  authority: Authority,
  folder: string,
  passphrase: string,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const save = (credential: Credential): Promise<string> =>
    saveCredential(credential, folder, passphrase);
  const root = await save(authority.root);
  const ca = await save(authority.ca);
  const issued: string[] = [];
  for (const credential of authority.issued.values()) issued.push(await save(credential));
  const { name, crlBase } = authority;
  const list: AuthorityList = { version: 1, name, crlBase, root, ca, issued };
  await replaceFile(join(folder, listFile), `${JSON.stringify(list, null, 2)}\n`);
}

/** Files are named by the certificate's digest, so that saving never overwrites another credential. */
async function saveCredential(
  { certificate, privateKey }: Credential,
  folder: string,
  passphrase: string,
): Promise<string> {
  const file = certificate.sha256.slice(0, 32);
  const key = privateKey.export({
    format: 'pem',
    type: 'pkcs8',
    cipher: 'aes-256-cbc',
    passphrase,
  });
  await replaceFile(join(folder, `${file}.key.pem`), String(key));
  await replaceFile(join(folder, `${file}.pem`), writePem('CERTIFICATE', certificate.der));
  return file;
}

async function replaceFile(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`;
  await writeFile(fresh, text, { mode: 0o600, flush: true });
  await rename(fresh, path);
}

type Read<T> = Result<T, AuthorityRefusal>;

/** Reads what `saveAuthority` wrote. */
export async function loadAuthority(folder: string, passphrase: string): Promise<Read<Authority>> {
  const text = await readText(join(folder, listFile));
  if (text === undefined) return refuse({ code: 'authority-not-found' });
  const list = parseList(text);
  if (list === undefined) return refuse({ code: 'authority-damaged', file: listFile });
  const credentials: Credential[] = [];
  for (const file of [list.root, list.ca, ...list.issued]) {
    const credential = await loadCredential(folder, file, passphrase);
    if (!credential.ok) return credential;
    credentials.push(credential.value);
  }
  const [root, ca, ...issued] = credentials;
  if (root === undefined || ca === undefined) {
    return refuse({ code: 'authority-damaged', file: listFile });
  }
  return ok(authorityOf({ name: list.name, crlBase: list.crlBase, root, ca, issued }));
}

async function loadCredential(
  folder: string,
  file: string,
  passphrase: string,
): Promise<Read<Credential>> {
  const keyText = await readText(join(folder, `${file}.key.pem`));
  const text = await readText(join(folder, `${file}.pem`));
  const [block] = parsePem(text ?? '') ?? [];
  const read = block === undefined ? undefined : parseCertificate(block.der);
  if (keyText === undefined || read === undefined || !read.ok) {
    return refuse({ code: 'authority-damaged', file });
  }
  const privateKey = openKey(keyText, passphrase);
  if (privateKey === undefined) return refuse({ code: 'authority-passphrase-wrong' });
  return ok({ certificate: read.value, privateKey });
}

function openKey(pem: string, passphrase: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: pem, format: 'pem', passphrase });
  } catch {
    return undefined;
  }
}

/** Undefined when there is no such file; anything else that the disk says is thrown. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

function parseList(text: string): AuthorityList | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isList(value) ? value : undefined;
}

const isFile = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);

const isList = (value: unknown): value is AuthorityList =>
  typeof value === 'object' &&
  value !== null &&
  'version' in value &&
  value.version === 1 &&
  'name' in value &&
  typeof value.name === 'string' &&
  'crlBase' in value &&
  typeof value.crlBase === 'string' &&
  'root' in value &&
  isFile(value.root) &&
  'ca' in value &&
  isFile(value.ca) &&
  'issued' in value &&
  Array.isArray(value.issued) &&
  value.issued.every(isFile);
