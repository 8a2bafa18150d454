import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAgentService } from '../../src/adapter/agent-client/agent-service.ts';
import { pairAgent } from '../../src/adapter/agent-client/pair-agent.ts';
import type { SigningService } from '../../src/app/signing/ports.ts';
import { plainLine } from '../../src/edge/agent/terminal.ts';
import type { SoftHsm } from './softhsm.ts';

/** `hocba agent` in a pseudo-terminal of its own, as a person runs it. */
export interface AgentProcess {
  /** «http://127.0.0.1:…». */
  readonly address: string;
  /** The pairing code on its screen; undefined when it was paired before. */
  readonly code: string | undefined;
  /** Everything that the terminal has shown so far. */
  screen(): string;
  /** Waits until the terminal shows the pattern behind what earlier calls have found. */
  shows(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Types into the terminal. */
  type(text: string): void;
  /** Answers each PIN prompt to come with these, in turn. */
  typePins(...pins: readonly string[]): void;
  /** Arguments and environments of the agent and of the processes that it has started, as the system shows them. */
  processes(): string;
  /** Process ids of the modules that it runs now. */
  modules(): readonly number[];
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface AgentStart {
  readonly hsm: SoftHsm;
  /** The agent's settings folder; the same one keeps its pairing. */
  readonly home?: string;
  readonly args?: readonly string[];
}

const main = path.resolve(import.meta.dirname, '../../src/main.ts');
const patienceMs = 30_000;
const prompt = /Mã PIN \(.*?\): /;

/** Starts an agent under `script`, which gives it a real pseudo-terminal, and waits until it serves. */
export async function startAgent({ hsm, home, args = [] }: AgentStart): Promise<AgentProcess> {
  const folder = home ?? mkdtempSync(path.join(tmpdir(), 'hocba-agent-'));
  const command = [process.execPath, main, 'agent', '--port', '0', '--home', folder]
    .concat('--module', hsm.module, args)
    .map((word) => `'${word}'`)
    .join(' ');
  const child = spawn('script', ['-q', '-e', '-c', `exec ${command}`, '/dev/null'], {
    env: { ...process.env, ...hsm.environment, SHELL: '/bin/sh' },
    stdio: 'pipe',
  });
  const screen = readScreen(child);
  const [, address = ''] = await screen.shows(/đang chạy tại (http:\S+)/);
  const [, code] = await screen.shows(/Mã ghép: (\d{4}-\d{4})|Đã ghép với/);
  await screen.shows(/Ctrl-C để dừng/);
  const end = async (finish: () => void): Promise<void> => {
    const gone = child.exitCode === null ? once(child, 'exit') : undefined;
    finish();
    await gone;
    if (home === undefined) rmSync(folder, { recursive: true, force: true });
  };
  return {
    ...screen,
    address,
    code,
    type: (text) => void child.stdin.write(text),
    typePins(...pins) {
      void (async () => {
        for (const pin of pins) {
          await screen.shows(prompt);
          child.stdin.write(`${pin}\r`);
        }
      })();
    },
    processes() {
      const own = childOf(child);
      return [own, ...childrenOf(own)]
        .flatMap((pid) => [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`])
        .map((file) => readFileSync(file, 'utf8'))
        .join('\n');
    },
    modules: () => childrenOf(childOf(child)),
    // `script` would die with its child still alive.
    kill: () => end(() => process.kill(childOf(child), 'SIGKILL')),
    stop: () => end(() => child.stdin.write('\x03')),
  };
}

/** The agent's own process, below `script`. */
function childOf({ pid }: ChildProcess): number {
  const [first] = pid === undefined ? [] : childrenOf(pid);
  assert(first !== undefined, 'script runs nothing');
  return first;
}

const childrenOf = (pid: number): readonly number[] =>
  readdirSync(`/proc/${pid}/task`)
    .flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' '))
    .filter((child) => child.trim() !== '')
    .map(Number);

function readScreen(child: ChildProcess): Pick<AgentProcess, 'screen' | 'shows'> {
  let shown = '';
  let consumed = 0;
  let news = Promise.withResolvers<void>();
  const wake = (): void => {
    news.resolve();
    news = Promise.withResolvers();
  };
  let ended = false;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    wake();
  });
  child.once('exit', () => {
    ended = true;
    wake();
  });
  return {
    screen: () => shown,
    async shows(pattern) {
      const limit = AbortSignal.timeout(patienceMs);
      for (;;) {
        const found = shown.slice(consumed).match(pattern);
        if (found?.index !== undefined) {
          consumed += found.index + found[0].length;
          return found;
        }
        const late = limit.aborted || ended;
        assert(!late, `the agent never showed ${pattern}: ${plainLine(shown, 2000)}`);
        const timeout = new Promise<void>((resolve) => setTimeout(resolve, 250));
        await Promise.race([news.promise, timeout]);
      }
    },
  };
}

export const testOrigin = 'https://hocba.example';

/** Pairs with an agent that shows a code, as the page of `testOrigin` would. */
export async function pairedService(
  agent: AgentProcess,
): Promise<{ readonly service: SigningService; readonly token: string }> {
  const { address, code } = agent;
  assert(code !== undefined, 'the agent shows no code');
  const paired = await pairAgent(
    { address, origin: testOrigin },
    code,
    AbortSignal.timeout(patienceMs),
  );
  assert(paired.ok, 'the agent does not take its code');
  const token = paired.value;
  return { token, service: createAgentService({ address, origin: testOrigin, token }) };
}
