// npm test: the whole gate, straight after git clone, on any Node from 20 on. The plan is in gate.ts.
import process from 'node:process';
import { ensurePackages, root } from './packages.mjs';
import { fail, runPinned } from './pinned-node.mjs';

try {
  await ensurePackages();
  runPinned([`${root}tools/gate.ts`, ...process.argv.slice(2)], { parentEnds: true });
} catch (cause) {
  fail(cause.message);
}
