import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** Programs that tests call as independent judges, and the Debian package of each. */
const needed: readonly (readonly [program: string, debian: string])[] = [
  ['xmlsec1', 'xmlsec1'],
  ['xmllint', 'libxml2-utils'],
  ['pdftoppm', 'poppler-utils'],
  ['chromium', 'chromium'],
  ['openssl', 'openssl'],
  ['softhsm2-util', 'softhsm2'],
  ['pkcs11-tool', 'opensc'],
];

/** Installs missing programs where that is possible; answers a sentence when some stay missing. */
export function ensurePrograms(): string | undefined {
  const absent = needed.filter(([program]) => !isOnPath(program));
  if (absent.length === 0) return undefined;
  const packages = absent.map(([, debian]) => debian);
  if (process.getuid?.() === 0 && isOnPath('apt-get')) install(packages);
  const left = absent.filter(([program]) => !isOnPath(program));
  if (left.length === 0) return undefined;
  const programs = left.map(([program]) => program).join(', ');
  const debian = left.map(([, name]) => name).join(' ');
  return (
    `Thiếu chương trình để kiểm thử: ${programs}. Trên Debian hãy cài: sudo apt-get install ${debian}\n` +
    `Programs that the tests need are missing: ${programs}. On Debian: sudo apt-get install ${debian}`
  );
}

function install(packages: readonly string[]): void {
  process.stderr.write(
    `Đang cài chương trình để kiểm thử / installing test programs: ${packages.join(' ')} …\n`,
  );
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = ['-qq', '-o', 'Dpkg::Use-Pty=0'];
  for (const args of [
    [...quiet, 'update'],
    [...quiet, 'install', '--yes', '--no-install-recommends', ...packages],
  ]) {
    const { status, stdout, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' });
    // What it says matters only when it fails.
    if (status !== 0) process.stderr.write(`${stdout}${stderr}`);
  }
}

function isOnPath(program: string): boolean {
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .some((folder) => suffixes.some((end) => fs.existsSync(path.join(folder, program + end))));
}
