import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import process from 'node:process';
import { Outage } from '../../app/outage.ts';

/** The system user that the server runs as; null: the one that runs this program. */
export type Account = { readonly uid: number; readonly gid: number } | null;

/**
 * PostgreSQL refuses to run as root. Started by root, the server runs as the owner of its data, else
 * as the system's user `postgres`, which is created where there is none, else as `nobody`.
 */
export function serverAccount(dataFolder: string): Account {
  if (process.getuid?.() !== 0) return null;
  const owner = fs.statSync(dataFolder, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = find('postgres') ?? create('postgres') ?? find('nobody');
  if (account === undefined) throw new Outage('postgres-refuses-root');
  return account;
}

function find(user: string): Account | undefined {
  const id = (option: string) => {
    const { status, stdout } = spawnSync('id', [option, user], { encoding: 'utf8' });
    return status === 0 ? Number.parseInt(stdout, 10) : Number.NaN;
  };
  const uid = id('-u');
  const gid = id('-g');
  // A `postgres` that is root by another name helps nobody.
  return uid > 0 && Number.isInteger(gid) ? { uid, gid } : undefined;
}

function create(user: string): Account | undefined {
  const shadow = ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', user];
  if (spawnSync('useradd', shadow).status !== 0) {
    spawnSync('adduser', ['-S', '-D', '-H', '-s', '/bin/false', user]);
  }
  return find(user);
}

/** Whether the account can enter the folder and read in it, every parent folder included. */
export function canEnter(account: Account, folder: string): boolean {
  if (account === null) return true;
  const script = 'cd "$1" && test -x .';
  const { status } = spawnSync('/bin/sh', ['-c', script, 'sh', folder], {
    ...account,
    cwd: '/',
    stdio: 'ignore',
  });
  return status === 0;
}
