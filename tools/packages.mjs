// Keeps node_modules in step with package-lock.json. Runs on any Node from 20 on, with no package at hand.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const lockFile = path.join(root, 'package-lock.json');
const stampFile = path.join(root, 'node_modules', '.hocba-lock');
const busyFile = path.join(root, '.hocba', 'install.pid');

/**
 * Installs the packages of the lock file unless they are there already. Everything goes to standard
 * error, so that a program's own output stays clean. Throws an Error whose message is for the user.
 */
export async function ensurePackages() {
  const wanted = createHash('sha256').update(fs.readFileSync(lockFile)).digest('hex');
  if (isInstalled(wanted)) return;
  const release = await takeTurn();
  try {
    if (!isInstalled(wanted)) install(wanted);
  } finally {
    release();
  }
}

/** True when the stamp names this lock file; adopts what somebody's own `npm ci` installed. */
function isInstalled(wanted) {
  const stamped = read(stampFile)?.trim() === wanted;
  if (!stamped && !followsLockFile()) return false;
  if (!stamped) fs.writeFileSync(stampFile, `${wanted}\n`);
  // bin/hocba compares times only: the stamp must be the younger of the two.
  else if (fs.statSync(stampFile).mtimeMs <= fs.statSync(lockFile).mtimeMs) touch(stampFile);
  return true;
}

/** Compares npm's own note of what it installed with the lock file. */
function followsLockFile() {
  const note = read(path.join(root, 'node_modules', '.package-lock.json'));
  if (note === undefined) return false;
  const installed = JSON.parse(note).packages;
  const locked = Object.entries(JSON.parse(fs.readFileSync(lockFile, 'utf8')).packages);
  return locked.every(([name, { version, integrity, optional }]) => {
    if (name === '') return true;
    const found = installed[name];
    // Optional packages are for other systems, as npm decided when it installed.
    if (found === undefined) return optional === true;
    return found.version === version && found.integrity === integrity;
  });
}

function install(wanted) {
  process.stderr.write(
    'Đang cài các gói phần mềm theo package-lock.json, chỉ lần đầu, khoảng một phút…\n' +
      'Installing packages from package-lock.json, the first time only, about a minute…\n',
  );
  const started = Date.now();
  const [command, ...first] = npmCommand();
  const options = ['ci', '--ignore-scripts', '--include=dev', '--include=optional'];
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const { status, error } = spawnSync(command, [...first, ...options, ...quiet], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && first.length === 0,
  });
  if (status !== 0) {
    throw new Error(
      'Không cài được các gói phần mềm: lệnh «npm ci» báo lỗi ở trên. Kiểm tra kết nối tới kho npm rồi chạy lại.\n' +
        `Packages could not be installed: «npm ci» failed${error ? ` (${error.message})` : ' as shown above'}. ` +
        'Check the connection to the npm registry and run the command again.',
    );
  }
  fs.writeFileSync(stampFile, `${wanted}\n`);
  process.stderr.write(
    `Đã cài xong / Installed in ${Math.round((Date.now() - started) / 1000)} s.\n`,
  );
}

/** The npm that runs us, else the one beside this Node, else the one on the path. */
function npmCommand() {
  const runningUs = process.env['npm_execpath'];
  if (runningUs?.endsWith('npm-cli.js') && fs.existsSync(runningUs)) {
    return [process.execPath, runningUs];
  }
  const beside = path.join(
    path.dirname(process.execPath),
    'node_modules',
    'npm',
    'bin',
    'npm-cli.js',
  );
  return fs.existsSync(beside) ? [process.execPath, beside] : ['npm'];
}

/** Two first runs at once: one installs, the other waits. A turn left by a dead process is taken over. */
async function takeTurn() {
  fs.mkdirSync(path.dirname(busyFile), { recursive: true });
  for (;;) {
    try {
      fs.writeFileSync(busyFile, String(process.pid), { flag: 'wx' });
      return () => fs.rmSync(busyFile, { force: true });
    } catch (cause) {
      if (cause.code !== 'EEXIST') throw cause;
    }
    const holder = Number(read(busyFile));
    if (holder > 0 && isAlive(holder)) await sleep(250);
    else if (holder > 0) fs.rmSync(busyFile, { force: true });
    else await sleep(50);
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause.code === 'EPERM';
  }
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

const touch = (file) => {
  try {
    fs.utimesSync(file, new Date(), new Date());
  } catch {
    // Another user's installation: only the fast path is lost.
  }
};
