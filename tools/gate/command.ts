import { spawn } from 'node:child_process';
import process from 'node:process';

/**
 * Runs a JavaScript program of the checkout with this Node, its output passed on. Answers its exit
 * code; a signal or the end of its time counts as 1.
 */
export async function command(
  cwd: string,
  args: readonly string[],
  limitMs: number,
): Promise<number> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  const stop = () => child.kill('SIGTERM');
  process.once('SIGTERM', stop).once('SIGINT', stop);
  const limit = setTimeout(() => {
    process.stdout.write(`✖ stopped after ${limitMs / 1000} s: ${args[0]}\n`);
    stop();
    setTimeout(() => child.kill('SIGKILL'), 5000).unref();
  }, limitMs);
  const code = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(1)).on('exit', (exit) => resolve(exit ?? 1));
  });
  clearTimeout(limit);
  process.off('SIGTERM', stop).off('SIGINT', stop);
  return code;
}
