import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { command } from './command.ts';
import { parseTally, type Tally } from './tally.ts';

/** A kind of test, told by the file's name (style.md, section 9). */
export interface Kind {
  readonly name: string;
  readonly owns: (file: string) => boolean;
  /** Files at once: each is a process of its own. */
  readonly concurrency: number;
  /** One test may take so long, and the whole kind so long. */
  readonly testMs: number;
  readonly limitMs: number;
}

const cores = os.availableParallelism();
const isEndToEnd = (file: string) => file.endsWith('.e2e.test.ts');
const isDatabase = (file: string) => file.endsWith('.db.test.ts');

export const kinds: readonly Kind[] = [
  {
    name: 'unit tests',
    owns: (file) => !isEndToEnd(file) && !isDatabase(file),
    concurrency: cores,
    testMs: 120_000,
    limitMs: 300_000,
  },
  {
    name: 'database tests',
    owns: isDatabase,
    concurrency: Math.min(cores, 2),
    testMs: 180_000,
    limitMs: 360_000,
  },
  {
    name: 'end-to-end tests',
    owns: isEndToEnd,
    concurrency: 1,
    testMs: 300_000,
    limitMs: 420_000,
  },
];

/** Test files below src, test and tools; with words, those whose path a word names, globs or is part of. */
export function findTests(root: string, words: readonly string[]): readonly string[] {
  const all = fs
    .globSync('{src,test,tools}/**/*.test.ts', { cwd: root })
    .map((file) => file.replaceAll(path.sep, '/'))
    .sort();
  if (words.length === 0) return all;
  return all.filter((file) => words.some((word) => names(word.replace(/^\.\//, ''), file)));
}

const names = (word: string, file: string): boolean =>
  file.includes(word) || path.matchesGlob(file, word) || word.endsWith(`/${file}`);

/** Runs the files with Node's test runner. A run that ends badly without a failed test counts as one. */
export async function runTests(
  root: string,
  kind: Kind,
  files: readonly string[],
  options: readonly string[],
): Promise<Tally> {
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hocba-gate-'));
  const counts = path.join(folder, 'tally.json');
  const code = await command(
    root,
    [
      '--test',
      `--test-concurrency=${kind.concurrency}`,
      `--test-timeout=${kind.testMs}`,
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-reporter=${new URL('./tally.ts', import.meta.url).href}`,
      `--test-reporter-destination=${counts}`,
      ...options,
      ...files,
    ],
    kind.limitMs,
  );
  const tally = parseTally(fs.existsSync(counts) ? fs.readFileSync(counts, 'utf8') : '');
  fs.rmSync(folder, { recursive: true, force: true });
  if (code === 0 && tally !== undefined) return tally;
  const { passed, failed, skipped } = tally ?? { passed: 0, failed: 0, skipped: 0 };
  if (failed === 0)
    process.stdout.write(`✖ ${kind.name}: the run itself ended with code ${code}\n`);
  return { passed, failed: Math.max(failed, 1), skipped };
}
