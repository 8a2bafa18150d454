import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Outage } from '../../app/outage.ts';
import type { Place } from './place.ts';
import { isAlive, servesData } from './process-id.ts';

/** What the server says of itself in its lock file, postmaster.pid (first and eighth line). */
export interface Postmaster {
  readonly pid: number;
  readonly ready: boolean;
}

export function readPostmaster(data: string): Postmaster | undefined {
  const file = path.join(data, 'postmaster.pid');
  if (!fs.existsSync(file)) return undefined;
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0
    ? { pid, ready: lines[7]?.trim() === 'ready' }
    : undefined;
}

/**
 * Ends a server that a killed program left behind. Answers true when there was one. A lock file whose
 * process number now belongs to another program is removed: PostgreSQL would take that for a server.
 */
export async function stopOrphan(place: Place): Promise<boolean> {
  const left = readPostmaster(place.data);
  if (left === undefined || !isAlive(left.pid)) return false;
  if (!servesData(left.pid, place.data)) {
    fs.rmSync(path.join(place.data, 'postmaster.pid'), { force: true });
    return false;
  }
  await end(place, left.pid);
  return true;
}

/** Fast shutdown (no new sessions, running transactions rolled back), then immediate, never SIGKILL. */
async function end(place: Place, pid: number): Promise<void> {
  for (const [signal, seconds] of [
    ['INT', 60],
    ['QUIT', 15],
  ] as const) {
    signalServer(place.binaries.pgCtl, signal, pid);
    for (let waited = 0; waited < seconds * 20; waited += 1) {
      if (!isAlive(pid)) return;
      await sleep(50);
    }
  }
  throw new Outage('postgres-does-not-stop', { fact: `process ${pid}` });
}

/** INT: fast shutdown; QUIT: immediate shutdown, recovered at the next start. */
export function signalServer(pgCtl: string, signal: 'INT' | 'QUIT', pid: number): void {
  if (process.platform === 'win32') {
    // Windows has no signals; PostgreSQL's own program sends them through a named pipe.
    spawnSync(pgCtl, ['kill', signal, String(pid)], { windowsHide: true });
    return;
  }
  try {
    process.kill(pid, `SIG${signal}`);
  } catch (cause) {
    // Gone already: what was wanted.
    if (isAlive(pid)) throw new Outage('postgres-does-not-stop', { fact: `process ${pid}`, cause });
  }
}
