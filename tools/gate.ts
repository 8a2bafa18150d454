// The whole gate, in one order: programs, types, format and lint, tests from the fastest kind to the
// slowest. Everything runs even when something fails; the last line is the sum over all test runs.
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { command } from './gate/command.ts';
import { ensurePrograms } from './gate/programs.ts';
import { findTests, kinds, runTests } from './gate/tests.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const minute = 60_000;
const words = process.argv.slice(2);
const chosen = words.filter((word) => !word.startsWith('-'));
const options = words.filter((word) => word.startsWith('-'));
const started = Date.now();
let passed = 0;
let failed = 0;

const missing = ensurePrograms();
if (missing !== undefined) {
  process.stderr.write(`${missing}\n`);
  process.exit(1);
}

const files = findTests(root, chosen);
if (chosen.length > 0 && files.length === 0) {
  process.stderr.write(
    `Không có tệp kiểm thử nào khớp / no test file matches: ${chosen.join(' ')}\n`,
  );
  process.exit(1);
}

if (chosen.length === 0) {
  await check('types', ['node_modules/typescript/bin/tsc', '--noEmit']);
  await check('format and lint', [
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    '--error-on-warnings',
  ]);
}
for (const kind of kinds) {
  const mine = files.filter((file) => kind.owns(file));
  if (mine.length === 0 && chosen.length > 0) continue;
  const from = Date.now();
  const tally = await runTests(root, kind, mine, options);
  passed += tally.passed;
  failed += tally.failed;
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
  const ended = tally.failed === 0 ? 'ok' : `FAILED ${tally.failed}`;
  say(kind.name, `${ended}, ${mine.length} files, ${tally.passed} tests passed${skipped}`, from);
}

say('gate', failed === 0 ? 'ok' : 'FAILED', started);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

async function check(name: string, args: readonly string[]): Promise<void> {
  const from = Date.now();
  const code = await command(root, args, 5 * minute);
  if (code !== 0) failed += 1;
  say(name, code === 0 ? 'ok' : 'FAILED', from);
}

function say(name: string, outcome: string, from: number): void {
  const seconds = ((Date.now() - from) / 1000).toFixed(1);
  process.stdout.write(`▸ ${name}: ${outcome} (${seconds} s)\n`);
}
