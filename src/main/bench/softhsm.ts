import { execFileSync } from 'node:child_process';
import { createPrivateKey, hash, type KeyObject } from 'node:crypto';
import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Software tokens: SoftHSM2's real PKCS #11 module over a folder of its own. Every folder in `tokens` is one token that
 * is plugged in; to rename it away is to pull it out.
 */
export interface SoftHsm {
  readonly folder: string;
  /** The module's file. */
  readonly module: string;
  /** What the module's process needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  remove(): void;
}

export interface NewToken {
  readonly label: string;
  readonly pin: string;
  /** DER. */
  readonly certificate: Uint8Array;
  /** Absent: a certificate whose key was left elsewhere. */
  readonly key?: KeyObject;
  /** Certificates of authorities that the token carries, DER. */
  readonly issuers?: readonly Uint8Array[];
  /** CKA_ALWAYS_AUTHENTICATE: the PIN again for each signature. */
  readonly alwaysAuthenticate?: boolean;
}

export interface SoftToken {
  readonly label: string;
  readonly pin: string;
  /** Pulls the token out, while whoever uses it uses it. */
  pullOut(): void;
  plugIn(): void;
  /**
   * Adds flags of CK_TOKEN_INFO to what the token says of itself. SoftHSM2 counts no wrong PINs, so that its file is given
   * the flags with which other tokens warn of the last try and tell that they are locked; the module then reports them.
   */
  addFlags(flags: number): void;
}

const officerPin = '12345678';

/** Where Debian, Fedora and Homebrew put it. */
const places = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/*/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
];

/** An empty set of tokens in a new folder; `remove` deletes it. */
export function createSoftHsm(): SoftHsm {
  const [module] = places.flatMap((place) => globSync(place));
  if (module === undefined) throw new Error('SoftHSM2 is not installed: apt-get install softhsm2');
  const folder = mkdtempSync(path.join(tmpdir(), 'hocba-softhsm-'));
  mkdirSync(path.join(folder, 'tokens'));
  const conf = path.join(folder, 'softhsm2.conf');
  const lines = [
    `directories.tokendir = ${path.join(folder, 'tokens')}`,
    'objectstore.backend = file',
    'log.level = ERROR',
    'slots.removable = true',
  ];
  writeFileSync(conf, `${lines.join('\n')}\n`);
  return {
    folder,
    module,
    environment: { SOFTHSM2_CONF: conf },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Puts one more token in, with a certificate and its key under the same CKA_ID, written by OpenSC's program. */
export function createSoftHsmToken(hsm: SoftHsm, token: NewToken): SoftToken {
  const { label, pin, certificate, key, issuers = [], alwaysAuthenticate = false } = token;
  const before = tokenFolders(hsm);
  run(hsm, 'softhsm2-util', [
    ...['--init-token', '--free', '--label', label],
    ...['--pin', pin, '--so-pin', officerPin],
  ]);
  const [name] = tokenFolders(hsm).filter((one) => !before.includes(one));
  if (name === undefined) throw new Error('SoftHSM2 made no token');
  const id = hash('sha256', certificate, 'hex').slice(0, 8);
  const write = (type: string, id: string, der: Uint8Array, more: readonly string[] = []): void => {
    const file = path.join(hsm.folder, `${type}.der`);
    writeFileSync(file, der);
    run(hsm, 'pkcs11-tool', [
      ...['--module', hsm.module, '--token-label', label, '--login', '--pin', pin],
      ...['--write-object', file, '--type', type, '--label', label, '--id', id, ...more],
    ]);
    rmSync(file);
  };
  write('cert', id, certificate);
  if (key !== undefined) {
    const der = createPrivateKey(key.export({ type: 'pkcs8', format: 'pem' })).export(
      key.asymmetricKeyType === 'rsa'
        ? { type: 'pkcs1', format: 'der' }
        : { type: 'sec1', format: 'der' },
    );
    write('privkey', id, der, ['--usage-sign', ...(alwaysAuthenticate ? ['--always-auth'] : [])]);
  }
  for (const [index, der] of issuers.entries()) write('cert', `0${index}`, der);
  const inside = path.join(hsm.folder, 'tokens', name);
  const outside = path.join(hsm.folder, `out-${name}`);
  return {
    label,
    pin,
    pullOut: () => renameSync(inside, outside),
    plugIn: () => renameSync(outside, inside),
    addFlags: (flags) => addFlags(path.join(inside, 'token.object'), flags),
  };
}

/** CKA_OS_TOKENFLAGS, a number, as SoftHSM2 writes both. */
const flagsAttribute = Buffer.from('000000008000534b0000000000000002', 'hex');

function addFlags(file: string, flags: number): void {
  const bytes = readFileSync(file);
  const at = bytes.indexOf(flagsAttribute);
  if (at < 0) throw new Error(`${file} has no flags`);
  const place = at + flagsAttribute.length + 4;
  bytes.writeUInt32BE((bytes.readUInt32BE(place) | flags) >>> 0, place);
  writeFileSync(file, bytes);
}

const tokenFolders = ({ folder }: SoftHsm): readonly string[] =>
  globSync('*', { cwd: path.join(folder, 'tokens') });

function run({ environment }: SoftHsm, program: string, args: readonly string[]): void {
  execFileSync(program, args, { env: { ...process.env, ...environment }, stdio: 'pipe' });
}
