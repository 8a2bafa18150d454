import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHttpLogReader } from '../adapter/http/log-reader.ts';
import { openFollowerFile } from '../adapter/log-files/follower-file.ts';
import { createLogFolder } from '../adapter/log-files/log-folder.ts';
import { noMemory } from '../adapter/log-files/no-memory.ts';
import { checkLog } from '../app/watch-log/check-log.ts';
import { epochMsOf, instantOf } from '../domain/time/instant.ts';
import type { LogDeps, LogLook, LogLooked } from '../edge/cli/commands/log.ts';
import { stampDeps } from './stamp-deps.ts';

/** A follower reads every leaf again once a day; between, only what is new. */
const wholeEveryMs = 24 * 3600 * 1000;

const readerOf = (place: string) =>
  /^https?:\/\//i.test(place) ? createHttpLogReader(place) : createLogFolder(place);

async function look({ place, state, ...request }: LogLook): Promise<LogLooked> {
  const reader = readerOf(place);
  const at = instantOf(Date.now());
  if (state === null) return checkLog({ ...request, reader, memory: noMemory, at });
  const memory = await openFollowerFile(state);
  if (!memory.ok) return memory.refusal;
  try {
    return await checkLog({ ...request, reader, memory: memory.value, at });
  } finally {
    await memory.value.close();
  }
}

export const logDeps: LogDeps = {
  ...stampDeps,
  look,
  async isWholeDue(state) {
    const memory = await openFollowerFile(state);
    if (!memory.ok) return true;
    const known = await memory.value.load();
    await memory.value.close();
    const wholeAt = known?.wholeAt ?? null;
    return wholeAt === null || Date.now() - epochMsOf(wholeAt) >= wholeEveryMs;
  },
  readText: (file) => readFile(file, 'utf8').catch(() => undefined),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
  nowMs: () => performance.now(),
};
