import { type ChildProcess, fork } from 'node:child_process';
import { Outage } from '../../app/outage.ts';

/** One role of the program in a process of its own. */
export interface ChildRole {
  /** Asks the role to do something; what it answers is JSON. */
  ask(request: unknown): Promise<unknown>;
  /** Ends it in order; the second call waits for the first. */
  stop(): Promise<void>;
}

export interface ChildRoleOptions {
  /** The program's main file. */
  readonly main: string;
  /** Arguments after it: `serve --role province …`. */
  readonly args: readonly string[];
  /** What it writes to standard error, as it comes. */
  log(text: string): void;
  /** Told when it ends without having been stopped. */
  ended(code: number | null): void;
}

/** How long a role may take to open its doors, and to close them. */
const startLimitMs = 60_000;
const stopLimitMs = 10_000;

/**
 * Starts a role and waits until it says that its doors are open. It has a process group of its own, so that Ctrl-C
 * reaches it through us alone, and a channel to us: when we die, however we die, the channel closes and it ends.
 */
export async function startChildRole(options: ChildRoleOptions): Promise<ChildRole> {
  const child = fork(options.main, [...options.args], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'json',
  });
  child.stderr?.setEncoding('utf8').on('data', options.log);
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= end(child);
    return stopped;
  };
  try {
    await opened(child);
  } catch (error) {
    await stop();
    throw error;
  }
  child.once('exit', (code) => {
    if (stopped === undefined) options.ended(code);
  });
  return { ask: (request) => ask(child, request), stop };
}

/** Messages between the two: a role says `ready` once, and answers each numbered request once. */
interface FromChild {
  readonly ready?: true;
  readonly answer?: number;
  readonly value?: unknown;
  readonly failed?: string;
}

function opened(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      settle(new Outage('role-not-ready', { fact: `${startLimitMs} ms` }));
    }, startLimitMs);
    const onMessage = (message: unknown): void => {
      if ((message as FromChild).ready === true) settle();
    };
    const onExit = (code: number | null): void =>
      settle(new Outage('role-ended-at-start', { fact: String(code) }));
    const settle = (error?: Error): void => {
      clearTimeout(limit);
      child.off('message', onMessage).off('exit', onExit);
      if (error === undefined) resolve();
      else reject(error);
    };
    child.on('message', onMessage).on('exit', onExit);
  });
}

let requests = 0;

function ask(child: ChildProcess, request: unknown): Promise<unknown> {
  requests += 1;
  const number = requests;
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown): void => {
      const { answer, value, failed } = message as FromChild;
      if (answer !== number) return;
      child.off('message', onMessage).off('exit', onExit);
      if (failed === undefined) resolve(value);
      else reject(new Outage('role-failed', { fact: failed }));
    };
    const onExit = (): void => reject(new Outage('role-ended'));
    child.on('message', onMessage).once('exit', onExit);
    child.send({ number, request }, (error) => {
      if (error !== null) reject(new Outage('role-ended', { cause: error }));
    });
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const limit = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
    child.once('exit', () => {
      clearTimeout(limit);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
