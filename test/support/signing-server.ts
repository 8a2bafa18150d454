import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Credential } from '../../src/adapter/authority/issue.ts';
import type { Pace } from '../../src/adapter/remote-signing/pace.ts';
import { holderIds } from '../../src/format/certificate/holder.ts';
import { displayName } from '../../src/format/certificate/name.ts';
import type { HolderConfig } from '../servers/holder-key.ts';
import type { Control } from '../servers/plumbing.ts';

/** What a test server counted. */
export interface Counted {
  readonly paths: readonly string[];
  readonly signatures: number;
  readonly approvals: number;
}

/** A signing service of test/servers in a process of its own. */
export interface SigningServer {
  readonly port: number;
  /** The folder of its configuration: for settings and secrets of the test too. */
  readonly folder: string;
  /** Tells it how to go wrong or what holders decide, and asks what it counted. */
  control(asked: Control): Promise<Counted>;
  close(): Promise<void>;
}

/** Starts test/servers/<name>.ts with this configuration. */
export async function startSigningServer(name: string, config: unknown): Promise<SigningServer> {
  const folder = mkdtempSync(path.join(tmpdir(), `hocba-${name}-`));
  const file = path.join(folder, 'config.json');
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  const program = path.join(import.meta.dirname, '..', 'servers', `${name}.ts`);
  const child = spawn(process.execPath, [program, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const close = async (): Promise<void> => {
    await stopped(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { port, controlPort } = await portsOf(child);
    return {
      port,
      folder,
      async control(asked) {
        const response = await fetch(`http://127.0.0.1:${controlPort}/control`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(asked),
        });
        return (await response.json()) as Counted;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Ports {
  readonly port: number;
  /** Another one where the service itself speaks no plain HTTP. */
  readonly controlPort: number;
}

function portsOf(child: ChildProcess): Promise<Ports> {
  return new Promise((resolve, reject) => {
    let told = '';
    child.stdout?.on('data', (part: Buffer) => {
      told += part.toString('utf8');
      const port = /listening (\d+)/.exec(told)?.[1];
      const controlPort = /control (\d+)/.exec(told)?.[1] ?? port;
      if (port !== undefined) resolve({ port: Number(port), controlPort: Number(controlPort) });
    });
    child.once('exit', (code) => reject(new Error(`the signing server ended with ${code}`)));
    child.once('error', reject);
  });
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** A credential of the test authority as a server's configuration. */
export function holderConfigOf(
  { certificate, privateKey }: Credential,
  issuers: readonly Credential[],
): HolderConfig {
  const [uid] = holderIds(certificate);
  if (uid === undefined) throw new Error('a holder without UID');
  const base64 = ({ der }: { readonly der: Uint8Array }) => Buffer.from(der).toString('base64');
  return {
    uid,
    name: displayName(certificate.subject),
    keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    chain: [base64(certificate), ...issuers.map((issuer) => base64(issuer.certificate))],
    serial: certificate.serial,
  };
}

/** Time that runs `times` as fast: five minutes in a second and a half with 200. */
export const fastPace = (times = 200): Pace => {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * times,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      await delay(ms / times, undefined, { signal }).catch((error: unknown) => {
        signal.throwIfAborted();
        throw error;
      });
    },
  };
};
