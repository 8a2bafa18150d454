import type { DemoDeps } from '../../edge/cli/commands/demo.ts';
import { openDemo } from './open-demo.ts';

/** The demo in this checkout: HOCBA_HOME, or `.hocba` in the working folder, keeps its data. */
export const demoDeps: DemoDeps = {
  open: (classes, tell) => {
    const directory = process.env['HOCBA_HOME'] ?? '.hocba';
    return openDemo({ directory, sample: 'thcs', classes, tell });
  },
  nowMs: () => performance.now(),
};
