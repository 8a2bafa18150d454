import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Outage } from '../../app/outage.ts';

/** What is kept between two runs of the agent. */
export interface StoredPairing {
  readonly origin: string;
  readonly tokenSha256: string;
}

/** The agent's pairing in `pairing.json` of a folder, mode 0600; on Windows as the user's profile protects it. */
export interface PairingFile {
  /** Undefined when there is none, or none that can be read: then the agent is paired anew. */
  read(): Promise<StoredPairing | undefined>;
  write(pairing: StoredPairing): Promise<void>;
}

export function pairingFile(folder: string): PairingFile {
  const file = path.join(folder, 'pairing.json');
  return {
    async read() {
      try {
        return parsePairing(JSON.parse(await readFile(file, 'utf8')));
      } catch (error) {
        if (error instanceof SyntaxError || isMissing(error)) return undefined;
        throw new Outage('agent-home-unreadable', { fact: file, cause: error });
      }
    },
    async write(pairing) {
      const fresh = `${file}.${process.pid}`;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await rm(fresh, { force: true });
        const handle = await open(fresh, 'wx', 0o600);
        try {
          await handle.writeFile(`${JSON.stringify(pairing)}\n`);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(fresh, file);
      } catch (error) {
        throw new Outage('agent-home-unwritable', { fact: file, cause: error });
      }
    },
  };
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

function parsePairing(value: unknown): StoredPairing | undefined {
  const { origin, tokenSha256 } = Object(value);
  if (typeof origin !== 'string' || typeof tokenSha256 !== 'string') return undefined;
  return /^[0-9a-f]{64}$/.test(tokenSha256) ? { origin, tokenSha256 } : undefined;
}

/** Where a user's programs keep their settings on each system. */
export function agentHome(
  platform: string,
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  if (platform === 'win32') {
    return path.win32.join(
      environment['APPDATA'] ?? path.win32.join(home, 'AppData', 'Roaming'),
      'hocba',
    );
  }
  if (platform === 'darwin')
    return path.posix.join(home, 'Library', 'Application Support', 'hocba');
  return path.posix.join(
    environment['XDG_CONFIG_HOME'] ?? path.posix.join(home, '.config'),
    'hocba',
  );
}
