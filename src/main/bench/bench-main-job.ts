import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { discard } from '../../adapter/embedded-postgres/place.ts';
import type { Benchmark } from '../../edge/cli/commands/bench.ts';

const main = fileURLToPath(new URL('../../main.ts', import.meta.url));
const samplingMs = 200;

/** The part of the demo's JSON that is read here. */
interface DemoSummary {
  readonly stages: readonly {
    readonly stage: string;
    readonly seconds: number;
    readonly counts: Readonly<Record<string, number>>;
  }[];
  readonly seconds: number;
}

/** The sample school end to end on an empty database: seconds per stage, peak memory of all processes together. */
export const benchMainJob: Benchmark = {
  name: 'main-job',
  summary: 'trường mẫu từ sổ sách đến tra cứu: số giây mỗi chặng, bộ nhớ cao nhất',
  async run(args, io, signal) {
    if (args.length > 0) return undefined;
    const folder = await mkdtemp(path.join(tmpdir(), 'hocba-bench-'));
    try {
      const { summary, peakBytes } = await runDemo(folder, (text) => io.stderr(text), signal);
      const details: Record<string, number | string> = {};
      for (const { stage, seconds } of summary.stages) details[stage] = seconds;
      details['wholeRun'] = summary.seconds;
      details['peakMemoryMiB'] =
        peakBytes === null ? 'undetermined' : Math.round(peakBytes / 1024 / 1024);
      const value = summary.stages.reduce((sum, { seconds }) => sum + seconds, 0);
      return { name: 'main-job', unit: 's', value, runs: [value], details };
    } finally {
      // As root the server's data may lie where its own user can reach it.
      discard(path.join(folder, 'home', 'postgres'));
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function runDemo(
  folder: string,
  log: (text: string) => void,
  signal: AbortSignal,
): Promise<{ readonly summary: DemoSummary; readonly peakBytes: number | null }> {
  const args = [main, 'demo', '--export', path.join(folder, 'out'), '--json'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, HOCBA_HOME: path.join(folder, 'home') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  let peakBytes: number | null = null;
  const sampler = setInterval(() => {
    if (child.pid === undefined) return;
    treeMemory(child.pid).then((bytes) => {
      if (bytes !== null) peakBytes = Math.max(peakBytes ?? 0, bytes);
    }, log);
  }, samplingMs);
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', log);
  try {
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    signal.throwIfAborted();
    if (code !== 0) throw new Error(`the demo ended with exit code ${code}`);
  } finally {
    clearInterval(sampler);
    signal.removeEventListener('abort', stop);
  }
  return { summary: JSON.parse(out) as DemoSummary, peakBytes };
}

/** Resident bytes of a process and all below it, shared pages counted once each by Pss; null where /proc does not tell. */
async function treeMemory(root: number): Promise<number | null> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = /\) \S (\d+)/.exec(stat)?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  if (parents.size === 0) return null;
  const isBelow = (pid: number): boolean =>
    pid === root || (parents.has(pid) && isBelow(parents.get(pid) ?? 0));
  let bytes = 0;
  for (const pid of parents.keys()) {
    if (!isBelow(pid)) continue;
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    bytes += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
  }
  return bytes;
}
