import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../../adapter/process/free-port.ts';

/** Where the demo keeps what must outlive it: the database, the authority, ports. */
export interface DemoHome {
  readonly directory: string;
  at(...names: readonly string[]): string;
  /** The passphrase of the demo's keys; made at the first start. */
  secret(): Promise<string>;
  /** Writes a file that only its owner reads, whole or not at all. */
  keep(file: string, content: string | Uint8Array): Promise<string>;
  read(file: string): Promise<string | undefined>;
}

export async function openHome(directory: string): Promise<DemoHome> {
  const root = path.resolve(directory);
  // Others may pass through to the database's folder, which has its own rights, but not look around.
  await mkdir(root, { recursive: true, mode: 0o711 });
  const at = (...names: readonly string[]): string => path.join(root, ...names);
  const home: DemoHome = {
    directory: root,
    at,
    async secret() {
      const known = await home.read('secret');
      if (known !== undefined) return known.trim();
      const fresh = randomBytes(24).toString('base64url');
      await home.keep('secret', `${fresh}\n`);
      return fresh;
    },
    async keep(file, content) {
      const target = at(file);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      await writeFile(`${target}.new`, content, { mode: 0o600, flush: true });
      await rename(`${target}.new`, target);
      return target;
    },
    read: async (file) => (existsSync(at(file)) ? readFile(at(file), 'utf8') : undefined),
  };
  return home;
}

const usualPorts = { province: 8420, ministry: 8430, 'time-stamp': 8440 } as const;

/** The port of a role: the same at every start, as long as nobody else has taken it. */
export async function rolePort(home: DemoHome, role: keyof typeof usualPorts): Promise<number> {
  const file = `ports/${role}`;
  const known = await home.read(file);
  const port = await freePort(known === undefined ? usualPorts[role] : Number(known));
  await home.keep(file, `${port}\n`);
  return port;
}
