// node tools/house.mjs glossary: the domain's exported types that GLOSSARY.md does not name yet.
import process from 'node:process';
import { ensurePackages, root } from './packages.mjs';
import { fail, runPinned } from './pinned-node.mjs';

try {
  await ensurePackages();
  runPinned([`${root}tools/house.ts`, ...process.argv.slice(2)]);
} catch (cause) {
  fail(cause.message);
}
