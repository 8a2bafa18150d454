import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment } from './cluster.ts';
import type { Place } from './place.ts';
import { readPostmaster } from './postmaster.ts';
import { parseReport, type WatchdogPlan } from './watchdog-plan.ts';

/** A server that accepts connections. */
export interface Server {
  stop(): Promise<void>;
}

/** What a server that did not start wrote to its log. */
export interface Failure {
  readonly said: string;
}

/** A log of more bytes than this is put aside at the next start. */
const longLog = 10_000_000;

const watchdogProgram = fileURLToPath(new URL('./watchdog.ts', import.meta.url));

/** Starts the server behind its watchdog and waits until it accepts connections. */
export async function launch(
  place: Place,
  settings: Readonly<Record<string, string>>,
): Promise<Server | Failure> {
  const log = path.join(place.directory, 'server.log');
  const from = putAside(log);
  const plan = planFor(place, settings, log);
  const watchdog = fork(watchdogProgram, [JSON.stringify(plan)], {
    cwd: plan.cwd,
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  if (!(await accepting(watchdog, place.data))) {
    return { said: fs.readFileSync(log, 'utf8').slice(from).trim() };
  }
  // Our program ends when its own work ends; the watchdog sees that and stops the server.
  watchdog.unref();
  watchdog.channel?.unref();
  return { stop: () => stop(watchdog) };
}

function planFor(
  { data, binaries, account }: Place,
  settings: Readonly<Record<string, string>>,
  log: string,
): WatchdogPlan {
  const pairs = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return {
    postgres: binaries.postgres,
    pgCtl: binaries.pgCtl,
    args: ['-D', data, ...pairs],
    cwd: path.parse(data).root,
    env: cleanEnvironment(),
    account,
    log,
  };
}

/** True once the server reports itself ready, false once it has ended. Recovery may take its time. */
async function accepting(watchdog: ChildProcess, data: string): Promise<boolean> {
  let ended = false;
  let pid = 0;
  watchdog.on('exit', () => {
    ended = true;
  });
  watchdog.on('error', () => {
    ended = true;
  });
  watchdog.on('message', (message: unknown) => {
    pid = parseReport(message)?.pid ?? pid;
  });
  while (!ended) {
    const postmaster = readPostmaster(data);
    if (pid !== 0 && postmaster?.pid === pid && postmaster.ready) return true;
    await sleep(20);
  }
  return false;
}

async function stop(watchdog: ChildProcess): Promise<void> {
  if (watchdog.exitCode !== null || watchdog.signalCode !== null) return;
  watchdog.ref();
  const ended = once(watchdog, 'exit');
  if (watchdog.connected) watchdog.disconnect();
  await ended;
}

/** Answers the length of the log that stays. */
function putAside(log: string): number {
  const size = fs.statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= longLog) return size;
  fs.renameSync(log, `${log}.1`);
  return 0;
}
