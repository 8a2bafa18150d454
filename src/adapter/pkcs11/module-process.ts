import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Outage } from '../../app/outage.ts';
import type { FromModule, ToModule } from './message.ts';

/** How long the module may keep silent, in milliseconds; then its process is killed. */
export interface ModuleLimits {
  /** To load, and to list tokens and certificates. */
  readonly readMs: number;
  /** For the PIN, and between two signatures; some tokens wait for a button. */
  readonly signMs: number;
}

export const usualModuleLimits: ModuleLimits = { readMs: 20_000, signMs: 60_000 };

export interface ModuleProcess {
  tell(message: ToModule): void;
  /** The next message. An Outage when the process ends, or is silent for longer than `limitMs`. */
  hear(limitMs: number, signal: AbortSignal): Promise<FromModule>;
  /** Ends the process: in order where the module lets it, else by SIGKILL. */
  end(): void;
}

const childFile = fileURLToPath(new URL('./module-child.ts', import.meta.url));

/** Starts a process that loads the module at `file`. `environment` is added to ours: some modules are set up by it. */
export function startModuleProcess(
  file: string,
  environment: Readonly<Record<string, string>>,
): ModuleProcess {
  const child = fork(childFile, [file], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    env: { ...process.env, ...environment },
  });
  const heard: FromModule[] = [];
  let ended: Outage | undefined;
  let wake = (): void => undefined;
  child.on('message', (message) => {
    heard.push(message as FromModule);
    wake();
  });
  const settle = (fact: string, cause?: unknown): void => {
    ended ??= new Outage('token-module-ended', { fact, cause });
    wake();
  };
  // What it had sent arrives before `disconnect`, and may arrive after `exit`.
  let how = file;
  child.once('exit', (code, name) => {
    how = `${file} ${name ?? code}`;
    if (!child.connected) settle(how);
  });
  child.once('disconnect', () => settle(how));
  child.once('error', (error) => settle(file, error));
  const something = (limitMs: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const limit = setTimeout(() => {
        ended ??= new Outage('token-module-hangs', { fact: `${file} ${limitMs} ms` });
        child.kill('SIGKILL');
        finish();
      }, limitMs);
      const stop = (): void => finish(signal.reason);
      const finish = (error?: unknown): void => {
        clearTimeout(limit);
        signal.removeEventListener('abort', stop);
        wake = () => undefined;
        if (error === undefined) resolve();
        else reject(error);
      };
      wake = () => finish();
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
    });
  return {
    tell: (message) => {
      if (child.connected) child.send(message, (error) => error && settle(file, error));
    },
    async hear(limitMs, signal) {
      if (heard.length === 0 && ended === undefined) await something(limitMs, signal);
      const message = heard.shift();
      if (message !== undefined) return message;
      throw ended ?? new Outage('token-module-ended', { fact: file });
    },
    end: () => end(child),
  };
}

const endLimitMs = 2000;

function end(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const limit = setTimeout(() => child.kill('SIGKILL'), endLimitMs);
  child.once('exit', () => clearTimeout(limit));
  if (child.connected) child.send({ act: 'close' } satisfies ToModule, () => undefined);
  else child.kill('SIGKILL');
}
