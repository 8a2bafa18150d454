import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import process from 'node:process';

/** True while a process with this number exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
  return !isZombie(pid);
}

/** A dead process whose parent has not yet asked how it ended. */
function isZombie(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`);
  return stat !== undefined && /^\d+ \(.*\) Z/s.test(stat);
}

/** When a process began, in words that differ between two processes of one number; '' where unknown. */
export function startOf(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  // The name in parentheses may itself hold spaces; the 22nd field is the 20th after it.
  if (stat !== undefined) return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return process.platform === 'win32' ? '' : ps(pid, 'lstart=');
}

/** Whether the process is a PostgreSQL server on this data folder, which is its working directory. */
export function servesData(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    try {
      return fs.readlinkSync(`/proc/${pid}/cwd`) === fs.realpathSync(data);
    } catch {
      // Gone, or another user's: not ours either way.
      return false;
    }
  }
  if (process.platform === 'win32') {
    const { stdout } = spawnSync('tasklist', ['/FI', `PID eq ${pid}`], { encoding: 'utf8' });
    return stdout.includes('postgres');
  }
  return ps(pid, 'command=').includes(data);
}

const ps = (pid: number, column: string): string =>
  spawnSync('ps', ['-ww', '-o', column, '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();

function read(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
