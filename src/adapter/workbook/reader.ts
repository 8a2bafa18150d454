import { Worker } from 'node:worker_threads';
import { type Result, refuse } from '../../domain/result.ts';
import type { Workbook } from '../../format/workbook/grid.ts';
import type { FileRefusalCode } from '../../format/workbook/refusal.ts';
import { defaultLimits, type WorkbookLimits } from './limits.ts';
import type { WorkbookRequest } from './worker.ts';

type Answer = Result<Workbook, FileRefusalCode>;

/** Reads workbooks in a worker with limits on time and memory; `close` ends it. */
export interface WorkbookReader {
  read(file: string, bytes: Uint8Array): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * One worker serves many files, one after the other. A file that takes too long or too much memory
 * loses its worker; the next file gets a new one.
 */
export function openWorkbookReader(limits: WorkbookLimits = defaultLimits): WorkbookReader {
  let worker: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const discard = async (): Promise<void> => {
    const current = worker;
    worker = undefined;
    await current?.terminate();
  };

  const ask = async (request: WorkbookRequest): Promise<Answer> => {
    worker ??= startWorker(limits);
    const answer = await exchange(worker, request);
    if (answer.lost) await discard();
    return answer.result;
  };

  return {
    read(file, bytes) {
      if (bytes.length > limits.fileBytes) return Promise.resolve(refuse('too-large-file'));
      const answer = turn.then(() => ask({ file, bytes, limits }));
      turn = answer.catch(() => undefined);
      return answer;
    },
    close: discard,
  };
}

const startWorker = (limits: WorkbookLimits): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, stackSizeMb: 8 },
    env: {},
  });

/** Sends one request and waits for the answer, the worker's end, or the time limit. */
function exchange(
  worker: Worker,
  request: WorkbookRequest,
): Promise<{ readonly result: Answer; readonly lost: boolean }> {
  return new Promise((resolve) => {
    const finish = (result: Answer, lost: boolean) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      worker.unref();
      resolve({ result, lost });
    };
    const onMessage = (result: Answer) => finish(result, false);
    const onError = (cause: unknown) => finish(refuse(refusalOf(cause)), true);
    const onExit = () => finish(refuse('damaged-file'), true);
    const timer = setTimeout(() => finish(refuse('too-slow'), true), request.limits.timeMs);
    worker.ref();
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(request);
  });
}

const refusalOf = (cause: unknown): FileRefusalCode =>
  cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'too-large-unpacked'
    : 'damaged-file';
