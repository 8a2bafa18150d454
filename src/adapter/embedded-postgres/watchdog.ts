// A program of its own: starts the server and stops it as soon as the program that wants it is gone,
// by end, crash or kill -9. It runs in a session of its own, so that Ctrl-C at a terminal reaches the
// program first, which may then close its work in order.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import process from 'node:process';
import { signalServer } from './postmaster.ts';
import { parsePlan, type WatchdogReport } from './watchdog-plan.ts';

const plan = parsePlan(process.argv[2] ?? '');
assert(plan !== undefined);

const log = fs.openSync(plan.log, 'a', 0o600);
const server = spawn(plan.postgres, plan.args, {
  ...plan.account,
  cwd: plan.cwd,
  env: plan.env,
  stdio: ['ignore', log, log],
  windowsHide: true,
});

const report = (message: WatchdogReport) => {
  if (process.connected) process.send?.(message, () => {});
};

server.on('spawn', () => report({ pid: server.pid ?? 0 }));
server.on('error', (cause) => {
  fs.writeSync(log, `${plan.postgres}: ${cause.message}\n`);
  process.exit(1);
});
server.on('exit', (code) => process.exit(code === 0 ? 0 : 1));

let stopping = false;
function stop(): void {
  if (stopping || server.pid === undefined) return;
  stopping = true;
  signalServer(plan?.pgCtl ?? '', 'INT', server.pid);
  // A session that does not end must not keep the server alive for ever.
  setTimeout(() => signalServer(plan?.pgCtl ?? '', 'QUIT', server.pid ?? 0), 60_000).unref();
}

process.on('disconnect', stop);
process.on('message', stop);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
if (!process.connected) stop();
