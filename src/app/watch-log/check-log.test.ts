import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { generatedLog, leafOfNumber } from '../../../test/support/generated-log.ts';
import { noteKey } from '../../../test/support/register.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Frontier } from '../../format/log/frontier.ts';
import { verifierOf } from '../../format/log/key.ts';
import type { Hash } from '../../format/log/merkle.ts';
import { checkLog, type LogCheckReport, type LogCheckRequest } from './check-log.ts';
import type { FollowerMemory, FollowerState, LogReader } from './ports.ts';

const key = noteKey('register.test/99');
const at = '2026-06-12T03:00:00Z' as Instant;

class Remembering implements FollowerMemory {
  state: FollowerState | undefined;
  cursor: Frontier | null = null;
  readonly cursors: number[] = [];
  readonly roots = new Map<number, Hash>();
  readonly evidence: string[][] = [];
  load = async () => this.state;
  save = async (state: FollowerState) => {
    this.state = state;
  };
  loadCursor = async () => this.cursor;
  saveCursor = async (cursor: Frontier | null) => {
    this.cursor = cursor;
    if (cursor !== null) this.cursors.push(cursor.size);
  };
  tileRoot = async (index: number) => this.roots.get(index);
  saveTileRoot = async (index: number, root: Hash) => void this.roots.set(index, root);
  keepEvidence: FollowerMemory['keepEvidence'] = async (files) => {
    this.evidence.push(files.map(({ name }) => name));
    return 'kept';
  };
}

async function look(
  reader: LogReader,
  memory: FollowerMemory,
  change: Partial<LogCheckRequest> = {},
): Promise<LogCheckReport> {
  const report = await checkLog({
    reader,
    memory,
    key: verifierOf(key),
    witnesses: [],
    reading: 'whole',
    at,
    signal: new AbortController().signal,
    progress: () => {},
    ...change,
  });
  assert(!('code' in report), JSON.stringify(report));
  return report;
}

/** «leaves-rewritten 256-512» and so on. */
const told = ({ findings }: LogCheckReport): readonly string[] =>
  findings.flatMap((finding) => {
    if (finding.outcome === 'passed') return [];
    const { reason } = finding;
    return 'start' in reason ? `${reason.code} ${reason.start}-${reason.end}` : reason.code;
  });

test('a log that grows honestly passes, whole and new', async () => {
  const memory = new Remembering();
  for (const size of [0, 1, 255, 256, 257, 700, 1024]) {
    const whole = await look(generatedLog(size, key), memory);
    assert.deepEqual(told(whole), [], `whole ${size}`);
  }
  const longer = generatedLog(1500, key);
  const report = await look(longer, memory, { reading: 'new' });
  assert.deepEqual(told(report), []);
  assert.deepEqual([report.knownSize, report.size, report.readFrom], [1024, 1500, 1024]);
  assert(!longer.asked.includes('tile/entries/000'), 'old leaves are not read again');
});

const other = Buffer.from('other');
const changedAt =
  (...changed: readonly number[]) =>
  (index: number) =>
    changed.includes(index) ? other : leafOfNumber(index);
const swapped = (a: number, b: number) => (index: number) =>
  leafOfNumber(index === a ? b : index === b ? a : index);

const rewritten: readonly (readonly [
  title: string,
  log: () => LogReader,
  codes: readonly string[],
])[] = [
  [
    'a leaf changed in a tree that is signed anew and has grown',
    () => generatedLog(1200, key, changedAt(300)),
    ['inconsistent', 'leaves-rewritten 256-512'],
  ],
  [
    'a leaf changed, same size',
    () => generatedLog(1000, key, changedAt(300)),
    ['same-size-other-root', 'leaves-rewritten 256-512'],
  ],
  [
    'leaves of the last, partial tile changed: the subtree is named',
    () => generatedLog(1000, key, changedAt(999)),
    ['same-size-other-root', 'leaves-rewritten 992-1000'],
  ],
  [
    'two leaves exchanged',
    () => generatedLog(1200, key, swapped(10, 600)),
    ['inconsistent', 'leaves-rewritten 0-256', 'leaves-rewritten 512-768'],
  ],
  [
    'a leaf dropped and the others moved up',
    () => generatedLog(1200, key, (index) => leafOfNumber(index < 700 ? index : index + 1)),
    ['inconsistent', 'leaves-rewritten 512-1000'],
  ],
  ['a shorter tree', () => generatedLog(999, key), ['smaller-tree']],
  ['an empty tree', () => generatedLog(0, key), ['smaller-tree']],
  ['no head at all', () => ({ file: async () => undefined }), ['head-not-served']],
];

for (const [title, log, codes] of rewritten) {
  test(`caught: ${title}`, async () => {
    const memory = new Remembering();
    await look(generatedLog(1000, key), memory);
    const before = memory.state;
    const report = await look(log(), memory);
    const found = told(report);
    for (const code of codes) assert(found.includes(code), `${code} among ${found.join(', ')}`);
    assert.equal(report.evidence, 'kept');
    assert(memory.evidence[0]?.includes('head-seen-before.txt'));
    assert.equal(memory.state, before, 'what was accepted stays');
  });
}

test('an honest log passes after a refused one', async () => {
  const memory = new Remembering();
  await look(generatedLog(1000, key), memory);
  await look(generatedLog(1200, key, changedAt(300)), memory);
  assert.deepEqual(told(await look(generatedLog(1100, key), memory)), []);
});

test('a reading that was cut off goes on from where it was', async () => {
  const memory = new Remembering();
  const log = generatedLog(40_000, key);
  const stop = new AbortController();
  const cutting: LogReader = {
    file(path) {
      if (path === 'tile/entries/100') stop.abort(new Error('cut'));
      return log.file(path);
    },
  };
  await assert.rejects(look(cutting, memory, { signal: stop.signal }), /cut/);
  assert.deepEqual(memory.cursors, [64 * 256]);
  log.asked.length = 0;
  const report = await look(log, memory);
  assert.deepEqual([report.readFrom, told(report)], [64 * 256, []]);
  assert(!log.asked.includes('tile/entries/000'));
  assert.equal(memory.roots.size, 156);
});

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
const heldBytes = (): number => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

test('200,000 leaves are read with the memory that 20,000 take', async () => {
  const peakOf = async (size: number): Promise<number> => {
    const log = generatedLog(size, key);
    const before = heldBytes();
    let peak = 0;
    let looks = 0;
    const discard: FollowerMemory = Object.assign(new Remembering(), {
      saveTileRoot: async () => undefined,
    });
    await look({ file: (path) => log.file(path) }, discard, {
      progress() {
        looks += 1;
        if (looks % 40 === 0) peak = Math.max(peak, heldBytes() - before);
      },
    });
    return peak;
  };
  const [small, large] = [await peakOf(20_000), await peakOf(200_000)];
  assert(large < small + 2_000_000, `${small} bytes for 20,000 leaves, ${large} for 200,000`);
});
