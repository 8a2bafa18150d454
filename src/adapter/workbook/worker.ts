import { parentPort } from 'node:worker_threads';
import type { WorkbookLimits } from './limits.ts';
import { parseWorkbook } from './parse.ts';

/** What the main thread asks: one workbook at a time. */
export interface WorkbookRequest {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly limits: WorkbookLimits;
}

parentPort?.on('message', ({ file, bytes, limits }: WorkbookRequest) => {
  parentPort?.postMessage(parseWorkbook(file, Buffer.from(bytes), limits));
});
