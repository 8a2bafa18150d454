import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Outage } from '../../app/outage.ts';
import type { Place } from './place.ts';

/** The role that owns every database of an embedded server. */
export const ownerRole = 'hocba';

/** What PostgreSQL's programs may see of our environment: no PG* variable of the caller steers them. */
export function cleanEnvironment(): Record<string, string> {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(kept), LANG: 'C', LC_ALL: 'C', TZ: 'UTC' };
}

/** Reads the password, or makes one: 192 random bits, for this computer's loopback only. */
export function password(directory: string): string {
  const file = path.join(directory, 'password');
  if (!fs.existsSync(file)) {
    fs.writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  }
  return fs.readFileSync(file, 'utf8').trim();
}

/** True when the data folder holds a cluster that our programs can open. */
export function hasCluster({ data }: Place): boolean {
  const file = path.join(data, 'PG_VERSION');
  if (!fs.existsSync(file)) return false;
  const version = fs.readFileSync(file, 'utf8').trim();
  if (version !== '17') throw new Outage('postgres-data-of-other-version', { fact: version });
  return true;
}

/**
 * Creates the cluster: UTF-8, locale C, data checksums, SCRAM passwords. It is made under another name
 * and renamed at the end, so that a start that was cut off leaves no half cluster.
 */
export async function createCluster(place: Place, { durable }: { durable: boolean }) {
  const base = path.dirname(place.data);
  removeDrafts(base);
  const draft = fs.mkdtempSync(path.join(base, 'draft-'));
  const passwordFile = `${draft}.password`;
  fs.writeFileSync(passwordFile, password(place.directory), { mode: 0o600 });
  if (place.account !== null) {
    fs.chownSync(draft, place.account.uid, place.account.gid);
    fs.chownSync(passwordFile, place.account.uid, place.account.gid);
  }
  try {
    await run(place, place.binaries.initdb, [
      `--pgdata=${draft}`,
      `--username=${ownerRole}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--data-checksums',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ]);
    fs.renameSync(draft, place.data);
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}

function removeDrafts(base: string): void {
  for (const name of fs.readdirSync(base)) {
    if (name.startsWith('draft-')) fs.rmSync(path.join(base, name), { recursive: true });
  }
}

async function run({ account, data }: Place, program: string, args: readonly string[]) {
  const child = spawn(program, args, {
    ...account,
    cwd: path.parse(data).root,
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  }).catch((cause: unknown) => {
    throw new Outage('postgres-not-packaged', { fact: program, cause });
  });
  if (code !== 0) throw new Outage('postgres-initdb-failed', { fact: said.trim() });
}
