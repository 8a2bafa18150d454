import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Instant } from '../../src/domain/time/instant.ts';
import { type Certificate, parseCertificate } from '../../src/format/certificate/certificate.ts';
import { parseCrl, type RevocationList } from '../../src/format/certificate/crl.ts';
import { parsePem } from '../../src/format/certificate/pem.ts';
import { caConfig, lineOf } from './openssl-ca-config.ts';

/** Why tests beside openssl cannot run here; false when they can. LibreSSL, which calls itself openssl, is another one. */
export const noOpenssl: string | false = (() => {
  const { stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' });
  return /^OpenSSL [3-9]/.test(stdout ?? '') ? false : 'OpenSSL 3 is not on this machine';
})();

/** An authority, a time-stamp authority and responders, all made and run by the openssl program, none by our code. */
export class OpensslCa {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'hocba-openssl-'));
  readonly #children: ChildProcess[] = [];

  constructor(names: readonly string[] = ['ca'], days = 3650) {
    for (const name of names) this.#found(name, days);
  }

  file(name: string): string {
    return path.join(this.folder, name);
  }

  read(name: string): Buffer {
    return readFileSync(this.file(name));
  }

  write(name: string, bytes: string | Uint8Array): string {
    writeFileSync(this.file(name), bytes);
    return this.file(name);
  }

  openssl(...args: readonly string[]): Buffer {
    return execFileSync('openssl', args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  certificate(name: string): Certificate {
    const [block] = parsePem(this.read(`${name}.pem`).toString('latin1')) ?? [];
    const read = block && parseCertificate(block.der);
    if (!read?.ok) throw new Error(`${name}.pem: ${JSON.stringify(read)}`);
    return read.value;
  }

  /** A root with its own index of what it issued. */
  #found(name: string, days: number): void {
    mkdirSync(this.file(`${name}-issued`));
    this.write(`${name}-index.txt`, '');
    this.write(`${name}-index.txt.attr`, 'unique_subject = no\n');
    this.write(`${name}.cnf`, caConfig(name));
    this.openssl(
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-keyout', `${name}.key`, '-out', `${name}.pem`, '-days', String(days), '-sha256'],
      ...['-subj', `/C=VN/CN=Thu nghiem ${name}`, '-config', `${name}.cnf`, '-extensions', 'root'],
    );
  }

  /** A certificate by `ca` with the extensions of one section of its configuration. */
  issue(name: string, extensions: string, options: IssueOptions = {}): Certificate {
    const { ca = 'ca', key = 'ec', validity = ['20250101000000Z', '20450101000000Z'] } = options;
    const kind =
      key === 'ec' ? ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] : [`rsa:${key.slice(4)}`];
    const subject = `/C=VN/CN=${options.subject ?? name}`;
    const reused = options.keyOf === undefined ? [] : ['-key', `${options.keyOf}.key`];
    const request = ['req', '-new', '-out', `${name}.csr`, '-subj', subject];
    const made = ['-newkey', ...kind, '-nodes', '-keyout', `${name}.key`];
    this.openssl(...request, '-config', `${ca}.cnf`, ...(reused.length > 0 ? reused : made));
    if (options.keyOf !== undefined) this.write(`${name}.key`, this.read(`${options.keyOf}.key`));
    const serial = options.serial ?? String(nextSerial++);
    this.write(`${ca}-serial`, `${serial.padStart(4, '0')}\n`);
    this.openssl(
      ...['ca', '-batch', '-notext', '-config', `${ca}.cnf`, '-extensions', extensions],
      ...['-startdate', validity[0], '-enddate', validity[1]],
      ...['-in', `${name}.csr`, '-out', `${name}.pem`],
    );
    return this.certificate(name);
  }

  /** Another certificate with the name, key, issuer and number of `name`, which the authority's index does not know. */
  twin(name: string, of: string, extensions: string): Certificate {
    const serial = this.certificate(of).serial;
    this.openssl(
      ...['x509', '-req', '-in', `${of}.csr`, '-out', `${name}.pem`, '-days', '900'],
      ...['-CA', 'ca.pem', '-CAkey', 'ca.key', '-set_serial', `0x${serial}`],
      ...['-extfile', 'ca.cnf', '-extensions', extensions],
    );
    this.write(`${name}.key`, this.read(`${of}.key`));
    return this.certificate(name);
  }

  revoke(name: string, ca = 'ca'): void {
    this.openssl(
      'ca',
      '-config',
      `${ca}.cnf`,
      '-revoke',
      `${name}.pem`,
      '-crl_reason',
      'keyCompromise',
    );
  }

  crl(ca = 'ca', days = 3650): RevocationList {
    writeFileSync(this.file(`${ca}-crlnumber`), '01\n');
    const until = ['-crldays', String(days), '-out', `${ca}.crl`];
    this.openssl('ca', '-config', `${ca}.cnf`, '-gencrl', ...until);
    const [block] = parsePem(this.read(`${ca}.crl`).toString('latin1')) ?? [];
    const read = block && parseCrl(block.der);
    if (!read?.ok) throw new Error(`${ca}.crl: ${JSON.stringify(read)}`);
    return read.value;
  }

  /** One answer of `openssl ocsp` to a request, without a server. */
  ocspAnswer(request: Uint8Array, signer: string, ...options: readonly string[]): Buffer {
    this.write('request.der', request);
    this.openssl(
      ...['ocsp', '-index', 'ca-index.txt', '-CA', 'ca.pem', '-reqin', 'request.der'],
      ...[
        '-rsigner',
        `${signer}.pem`,
        '-rkey',
        `${signer}.key`,
        '-respout',
        'answer.der',
        ...options,
      ],
    );
    return this.read('answer.der');
  }

  /** `openssl ocsp` as a server; the answer is its address. */
  async ocspServer(signer: string): Promise<string> {
    const child = this.#start('openssl', [
      ...['ocsp', '-index', 'ca-index.txt', '-CA', 'ca.pem', '-port', '0', '-nmin', '10'],
      ...['-rsigner', `${signer}.pem`, '-rkey', `${signer}.key`, '-ignore_err'],
    ]);
    const port = await lineOf(child, /ACCEPT.*?:(\d+)\b/);
    return `http://127.0.0.1:${port}/`;
  }

  /** The time-stamp program (openssl-time-stamp-program.ts) with one section of tsa.cnf. */
  async timeStampServer(section: string): Promise<string> {
    const program = new URL('./openssl-time-stamp-program.ts', import.meta.url).pathname;
    const child = this.#start(process.execPath, [program, this.folder, section]);
    return `http://127.0.0.1:${await lineOf(child, /listening (\d+)/)}/tsa`;
  }

  #start(command: string, args: readonly string[]): ChildProcess {
    const child = spawn(command, args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#children.push(child);
    return child;
  }

  /** Stops every program that was started and removes the folder. */
  async close(): Promise<void> {
    await Promise.all(
      this.#children.map(
        (child) =>
          new Promise<void>((resolve) => {
            if (child.exitCode !== null || child.signalCode !== null) resolve();
            child.once('exit', () => resolve());
            child.kill('SIGKILL');
          }),
      ),
    );
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A section of tsa.cnf for `signer`; `openssl ts` takes its settings from there. */
  timeStampSection(section: string, signer: string, settings: TimeStampSettings = {}): string {
    const { policy = '1.2.3.4.1', digest = 'sha256', binding = 'sha256', accuracy } = settings;
    const lines = [
      `[ ${section} ]`,
      `serial = ${this.write(`${section}-serial`, '01\n')}`,
      `signer_cert = ${this.file(`${signer}.pem`)}`,
      `signer_key = ${this.file(`${signer}.key`)}`,
      `certs = ${this.file(`${settings.ca ?? 'ca'}.pem`)}`,
      'crypto_device = builtin',
      `default_policy = ${policy}`,
      'other_policies = 1.2.3.4.7',
      'digests = sha256, sha384, sha512',
      `signer_digest = ${digest}`,
      `ess_cert_id_alg = ${binding}`,
      'tsa_name = yes',
      ...(accuracy === '' ? [] : [`accuracy = ${accuracy ?? 'millisecs:500'}`]),
    ];
    appendFileSync(this.file('tsa.cnf'), `${lines.join('\n')}\n`);
    return section;
  }

  /** One reply of `openssl ts` to a query, without a server. */
  timeStampReply(section: string, query: Uint8Array): Buffer {
    this.write('query.tsq', query);
    const files = ['-queryfile', 'query.tsq', '-out', 'reply.tsr'];
    this.openssl('ts', '-reply', '-config', 'tsa.cnf', '-section', section, ...files);
    return this.read('reply.tsr');
  }

  /** The same content in a new CMS signature by `openssl cms`, which signs with whatever certificate it is given. */
  resign(info: Uint8Array, signer: string, ...options: readonly string[]): Buffer {
    this.write('info.der', info);
    this.openssl(
      ...['cms', '-sign', '-binary', '-nodetach', '-outform', 'DER', '-nosmimecap'],
      ...['-econtent_type', '1.2.840.113549.1.9.16.1.4', '-in', 'info.der', '-out', 'token.der'],
      ...['-signer', `${signer}.pem`, '-inkey', `${signer}.key`, ...options],
    );
    return this.read('token.der');
  }
}

export interface IssueOptions {
  readonly ca?: string;
  readonly key?: 'ec' | 'rsa:2048';
  readonly validity?: readonly [from: string, to: string];
  readonly subject?: string;
  /** Takes the key of another certificate. */
  readonly keyOf?: string;
  /** Hexadecimal. */
  readonly serial?: string;
}

export interface TimeStampSettings {
  /** The authority whose certificate goes into the token beside the signer's. */
  readonly ca?: string;
  readonly policy?: string;
  readonly digest?: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  readonly binding?: 'sha1' | 'sha256' | 'sha384';
  /** As tsa.cnf spells it; the empty text leaves it out. */
  readonly accuracy?: string;
}

let nextSerial = 1000;

/** The clock, cut to the second: openssl takes its own. */
export const now = (): Instant => `${new Date().toISOString().slice(0, 19)}Z` as Instant;
