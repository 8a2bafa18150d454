import { generateKeyPairSync, hash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '../../adapter/embedded-postgres/start-postgres.ts';
import { createDatabase, type Pool } from '../../adapter/postgres/database.ts';
import { withFsckSource } from '../../adapter/postgres/register/fsck-source.ts';
import { createLogSource } from '../../adapter/postgres/register/log-source.ts';
import { openRegisterPool } from '../../adapter/postgres/register/open-register-pool.ts';
import { createRegisterStore } from '../../adapter/postgres/register/register-store.ts';
import { TreeCheck } from '../../app/register/fsck/check-tree.ts';
import { logEvents } from '../../app/register/log-events.ts';
import type { LogSource, RegisterStore } from '../../app/register/ports.ts';
import { hashesAt, keepUpperNodes } from '../../app/register/read-log.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import type { RecordRegistered } from '../../domain/registry/event.ts';
import type { LearnerKey } from '../../domain/registry/learner-key.ts';
import type { SchoolCode } from '../../domain/school/yearbook.ts';
import { instantOf } from '../../domain/time/instant.ts';
import type { SchoolYear } from '../../domain/time/school-year.ts';
import type { Io } from '../../edge/cli/command.ts';
import type { Benchmark, BenchResult } from '../../edge/cli/commands/bench.ts';
import { type SignerKey, signerKey } from '../../format/log/key.ts';
import { inclusionNodes, inclusionProof } from '../../format/log/tree-proof.ts';
import { prepareRegisterDatabase } from '../register.ts';
import { median } from './median.ts';
import { seeded } from './seeded.ts';

const province = '99';
const usualLeaves = 100_000;
/** Leaves of one transaction: about what a worker appends for five full packages. */
const usualBatch = 1000;
const proofs = 2000;
/** As a register that has answered for a while: upper nodes are kept, lower ones are in the server's memory. */
const warmUp = 2000;
/** As fsck reads events (app/register/fsck/fsck-register.ts). */
const fsckPage = 2000;

/** Appended leaves a second, durable, with the latency of inclusion proofs on the way. */
export const benchLog: Benchmark = {
  name: 'log',
  summary: 'ghi lá vào nhật ký và lập chứng minh [--leaves SỐ] [--batch SỐ] [--fsck]',
  async run(args, io, signal) {
    const options = readOptions(args);
    if (options === undefined) return undefined;
    return withDatabase((url) => measure(url, { ...options, signal }, io));
  },
};

interface Options {
  readonly leaves: number;
  readonly batch: number;
  readonly fsck: boolean;
}

function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        leaves: { type: 'string' },
        batch: { type: 'string' },
        fsck: { type: 'boolean' },
      },
    });
    const leaves = Number(values.leaves ?? usualLeaves);
    const batch = Number(values.batch ?? usualBatch);
    const isGood = [leaves, batch].every((n) => Number.isSafeInteger(n) && n > 0);
    return isGood ? { leaves, batch, fsck: values.fsck === true } : undefined;
  } catch {
    return undefined;
  }
}

/** A server of its own that writes to disk as in the field (fsync on), removed afterwards. */
export async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(path.join(tmpdir(), 'hocba-bench-log-'));
  const postgres = await startPostgres({ directory });
  try {
    await createDatabase(postgres.url('postgres'), 'register');
    return await work(postgres.url('register'));
  } finally {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

function eventOf(index: number): RecordRegistered {
  const digest = hash('sha256', String(index), 'hex');
  return {
    type: 'RecordRegistered',
    code: digest.slice(0, 32) as RecordCode,
    version: 1,
    sha256: digest,
    school: `99THCS${String(index % 1000).padStart(3, '0')}` as SchoolCode,
    year: '2025-2026' as SchoolYear,
    className: '6A',
    learner: `CCCD:${index}` as LearnerKey,
    cohort: 'completed',
    at: instantOf(1_780_000_000_000 + index),
  };
}

async function measure(
  url: string,
  options: Options & { readonly signal: AbortSignal },
  io: Io,
): Promise<BenchResult> {
  await prepareRegisterDatabase(url, province);
  const key = signerKey('bench.example/99', generateKeyPairSync('ed25519').privateKey);
  if (!key.ok) throw new Error(key.refusal.code);
  const pool = openRegisterPool(url, province, { max: 4 });
  try {
    const store = createRegisterStore(pool, province);
    const log = createLogSource(pool, province);
    const runs: number[] = [];
    const details: Record<string, number | string> = { batch: options.batch };
    let size = 0;
    for (const mark of marksOf(options.leaves)) {
      const rates = await grow({ store, key: key.value, from: size, to: mark, ...options });
      size = mark;
      runs.push(...rates);
      const { p50, p99 } = await latencies(keepUpperNodes(log), size);
      details[`leaves/s up to ${size}`] = median(rates);
      details[`proof p50 ms at ${size}`] = p50;
      details[`proof p99 ms at ${size}`] = p99;
      io.stderr(`${size} ${Math.round(median(rates))}/s ${p50.toFixed(3)} ${p99.toFixed(3)} ms\n`);
    }
    if (options.fsck) Object.assign(details, await treeAgain(pool, options.leaves));
    return { name: 'log', unit: 'leaves/s', value: median(runs), runs, details };
  } finally {
    await pool.end();
  }
}

/** 10,000, 100,000, 1,000,000 … and the end. */
function marksOf(leaves: number): readonly number[] {
  const marks: number[] = [];
  for (let mark = 10_000; mark < leaves; mark *= 10) marks.push(mark);
  return [...marks, leaves];
}

/** Leaves a second of each batch: rules' events made into leaves, hashed, stored and committed. */
async function grow(work: {
  readonly store: RegisterStore;
  readonly key: SignerKey;
  readonly from: number;
  readonly to: number;
  readonly batch: number;
  readonly signal: AbortSignal;
}): Promise<readonly number[]> {
  const { store, key, to, batch, signal } = work;
  const rates: number[] = [];
  for (let at = work.from; at < to; at += batch) {
    signal.throwIfAborted();
    const count = Math.min(batch, to - at);
    const events = Array.from({ length: count }, (_, index) => eventOf(at + index));
    const start = performance.now();
    await store.change((tx) =>
      tx.append(logEvents(tx.frontier, events, key, instantOf(Date.now())), null),
    );
    rates.push((1000 * count) / (performance.now() - start));
  }
  return rates;
}

/** Milliseconds from a leaf's index to its audit path, nodes read from the database. */
async function latencies(
  log: Pick<LogSource, 'nodes'>,
  size: number,
): Promise<{ readonly p50: number; readonly p99: number }> {
  const random = seeded(size);
  const times: number[] = [];
  for (let round = 0; round < proofs + warmUp; round += 1) {
    const index = Math.floor(random() * size);
    const start = performance.now();
    const hashAt = await hashesAt(inclusionNodes({ index, size }), log);
    const proof = inclusionProof({ index, size }, hashAt);
    const ms = performance.now() - start;
    if (!proof.ok) throw new Error(proof.refusal.code);
    if (round >= warmUp) times.push(ms);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

/** Bytes that are held now; after a collection where the program was started with --expose-gc. */
function heldBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The tree recomputed as fsck does it, with the most memory that was held in its first tenth and in all of it. */
async function treeAgain(pool: Pool, leaves: number): Promise<Readonly<Record<string, number>>> {
  const start = performance.now();
  let early = 0;
  let peak = 0;
  const differences = await withFsckSource(pool, province, async (source) => {
    const tree = new TreeCheck(source, new Set());
    for (let from = 0; ; ) {
      const rows = await source.events(from, fsckPage);
      await tree.add(rows);
      const last = rows.at(-1);
      if (last === undefined) break;
      from = last.leafIndex + 1;
      if (from % (10 * fsckPage) !== 0) continue;
      peak = Math.max(peak, heldBytes());
      if (from <= leaves / 10) early = peak;
    }
    await tree.finish();
    return tree.differences.length;
  });
  return {
    'fsck tree s': (performance.now() - start) / 1000,
    'fsck tree MB held, first tenth': early / 1e6,
    'fsck tree MB held, whole': peak / 1e6,
    'fsck tree differences': differences,
  };
}
