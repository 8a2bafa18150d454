import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Outage } from '../../app/outage.ts';
import { isAlive, startOf } from './process-id.ts';

/**
 * Takes the folder for this process, so that two programs never share a server by accident. A claim
 * whose process is gone (kill -9, power cut) is void. Answers the function that gives the folder back.
 */
export function claim(directory: string): () => void {
  const file = path.join(directory, 'used-by');
  const mine = `${process.pid} ${startOf(process.pid)}`;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (write(file, mine)) return () => fs.rmSync(file, { force: true });
    const holder = holderOf(file);
    if (holder !== undefined) throw new Outage('postgres-directory-in-use', { fact: holder });
    fs.rmSync(file, { force: true });
  }
  throw new Outage('postgres-directory-in-use', { fact: directory });
}

function write(file: string, text: string): boolean {
  try {
    fs.writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw new Outage('postgres-directory-denied', { fact: file, cause });
  }
}

function holderOf(file: string): string | undefined {
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  const [pid = '', start = ''] = text.split(/ (.*)/s);
  const lives = Number(pid) > 0 && isAlive(Number(pid)) && startOf(Number(pid)) === start;
  return lives ? `process ${pid}` : undefined;
}
