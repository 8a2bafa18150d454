// Runs a program of this checkout with the Node that the lock file pins. Works on any Node from 20 on.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { root } from './packages.mjs';

/** The pinned Node's executable. Throws an Error whose message is for the user. */
export function pinnedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const home = path.join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', file);
  if (fs.existsSync(home)) return home;
  // npm has no package of this version for macOS and others: the user's own Node serves if it is new enough.
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(
    `Chưa có Node 24 đóng gói sẵn cho ${process.platform}-${process.arch}: hãy tự cài Node 24 rồi chạy lại.\n` +
      `npm has no packaged Node 24 for ${process.platform}-${process.arch}: install Node 24 and run the command again.`,
  );
}

/**
 * Runs `args` and ends this process as the program ended, by exit code or by signal. The program is
 * told to stop when this process dies in any way, so that nothing is left running behind it.
 * With `parentEnds` it also stops when the process that started us (npm) dies.
 */
export function runPinned(args, { parentEnds = false } = {}) {
  const follow = pathToFileURL(path.join(root, 'tools', 'follow-parent.mjs')).href;
  const child = spawn(pinnedNode(), ['--import', follow, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, HOCBA_FOLLOW_FD: '3' },
  });
  child.stdio[3]?.on('error', () => {});
  child.on('error', (cause) => fail(`${pinnedNode()}: ${cause.message}`));

  const forward = (signal) => {
    // At a terminal Ctrl-C reaches the whole foreground group; a second one would mean «at once».
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);

  if (parentEnds) {
    const before = ancestors();
    setInterval(() => ancestors() === before || child.kill('SIGTERM'), 250).unref();
  }

  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeListener(name, forward);
    process.kill(process.pid, signal);
  });
}

/** Who started us (npm's shell) and, where the system tells, who started that (npm). */
function ancestors() {
  const parent = process.ppid;
  try {
    return `${parent} ${/^PPid:\s*(\d+)$/m.exec(fs.readFileSync(`/proc/${parent}/status`, 'utf8'))?.[1]}`;
  } catch {
    return process.platform === 'linux' ? `${parent} gone` : String(parent);
  }
}

/** Says what is wrong, without a stack trace, and ends with EX_TEMPFAIL. */
export function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(75);
}
