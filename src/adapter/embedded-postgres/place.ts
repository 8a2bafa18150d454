import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Outage } from '../../app/outage.ts';
import { type Account, canEnter, serverAccount } from './account.ts';
import { type Binaries, binariesIn, packagedBinaries } from './binaries.ts';

/** Where one server lives. */
export interface Place {
  /** The caller's folder: port, password, log, and who uses it. */
  readonly directory: string;
  /** PGDATA: in the caller's folder, or under `sharedRoot` where the server's user cannot reach that. */
  readonly data: string;
  readonly account: Account;
  readonly binaries: Binaries;
}

/** Where root keeps what the server's user must reach when the checkout is closed to it (/root, mkdtemp). */
const sharedRoot = '/var/lib/hocba';

/** Makes the folder, and finds data folder, user and programs that fit each other. */
export function settle(directory: string): Place {
  openFolder(directory);
  const elsewhere = readElsewhere(directory);
  const account = serverAccount(path.join(elsewhere ?? directory, 'data'));
  if (account !== null) fs.chmodSync(directory, fs.statSync(directory).mode | 0o011);
  const base = elsewhere ?? (canEnter(account, directory) ? directory : moveElsewhere(directory));
  const binaries = reachableBinaries(account);
  return { directory, data: path.join(base, 'data'), account, binaries };
}

/** Creates a folder that others may pass through but not list; its files have their own rights. */
function openFolder(folder: string): void {
  const first = fs.mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = path.dirname(made)) {
    fs.chmodSync(made, fs.statSync(made).mode | 0o011);
  }
}

const pointer = (directory: string) => path.join(directory, 'data-is-in');

function readElsewhere(directory: string): string | undefined {
  if (!fs.existsSync(pointer(directory))) return undefined;
  const folder = fs.readFileSync(pointer(directory), 'utf8').trim();
  if (!fs.existsSync(folder)) throw new Outage('postgres-data-missing', { fact: folder });
  return folder;
}

function moveElsewhere(directory: string): string {
  const folder = path.join(sharedRoot, 'postgres', randomBytes(8).toString('hex'));
  openFolder(folder);
  fs.writeFileSync(path.join(folder, 'belongs-to'), `${directory}\n`, { mode: 0o600 });
  fs.writeFileSync(pointer(directory), `${folder}\n`, { mode: 0o600 });
  return folder;
}

/** Deletes a stopped server's folder, and its data where those are elsewhere. For tests. */
export function discard(directory: string): void {
  const elsewhere = readElsewhere(directory);
  if (elsewhere !== undefined) fs.rmSync(elsewhere, { recursive: true, force: true });
  fs.rmSync(directory, { recursive: true, force: true });
}

/** npm's programs in place, or a copy of them where the server's user can run it. */
export function reachableBinaries(account: Account): Binaries {
  const packaged = packagedBinaries();
  if (canEnter(account, path.join(packaged.home, 'bin'))) return packaged;
  const version = fs.readFileSync(path.join(packaged.home, '..', 'package.json'), 'utf8');
  const name = /"version":\s*"([\w.+-]+)"/.exec(version)?.[1] ?? 'unknown';
  const home = path.join(sharedRoot, `postgresql-${name}`);
  if (!fs.existsSync(home)) copyPrograms(packaged.home, home);
  return binariesIn(home);
}

/** Complete under its final name or not there at all. */
function copyPrograms(from: string, to: string): void {
  openFolder(path.dirname(to));
  const draft = fs.mkdtempSync(`${to}.`);
  fs.cpSync(from, draft, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (name) => !name.endsWith('.a') && !name.endsWith('/pgxs'),
  });
  fs.chmodSync(draft, 0o755);
  try {
    fs.renameSync(draft, to);
  } catch (cause) {
    fs.rmSync(draft, { recursive: true, force: true });
    if (!fs.existsSync(to)) throw new Outage('postgres-not-packaged', { fact: to, cause });
  }
}
