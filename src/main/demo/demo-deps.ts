import path from 'node:path';
import type { DemoDeps } from '../../edge/cli/commands/demo.ts';
import { openDemo } from './open-demo.ts';

/**
 * The demo in this checkout: HOCBA_HOME, or `.hocba` in the working folder, keeps its data. Each school but the usual
 * one has a folder of its own there, with its own province: a province locks its period once.
 */
export const demoDeps: DemoDeps = {
  open: ({ school: sample, classes }, tell) => {
    const home = process.env['HOCBA_HOME'] ?? '.hocba';
    const directory = sample === 'thcs' ? home : path.join(home, sample);
    return openDemo({ directory, sample, classes, tell });
  },
  nowMs: () => performance.now(),
};
