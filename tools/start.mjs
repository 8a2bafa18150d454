// npm start: the whole system with sample data, straight after git clone, on any Node from 20 on.
import process from 'node:process';
import { ensurePackages, root } from './packages.mjs';
import { fail, runPinned } from './pinned-node.mjs';

try {
  await ensurePackages();
  runPinned([`${root}src/main.ts`, 'demo', ...process.argv.slice(2)], { parentEnds: true });
} catch (cause) {
  fail(cause.message);
}
