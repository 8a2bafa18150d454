import { parseArgs } from 'node:util';
import { getHeapStatistics } from 'node:v8';
import type { Benchmark } from '../../edge/cli/commands/bench.ts';
import { verifyRecord } from '../../format/signature/verify-record.ts';
import { type BenchSigners, benchContent, benchSigners, signRecord } from './bench-records.ts';
import { median } from './median.ts';

const samples = 20;
const mebibytes = (bytes: number): number => Math.round(bytes / 2 ** 20);

interface Sample {
  readonly records: number;
  readonly perSecond: number;
  readonly heap: number;
  readonly rss: number;
}

/**
 * Verifies records one after another and looks at the memory: nothing may grow with the number of records that were
 * verified before. Every eighth one has a changed mark and is refused.
 */
export const benchSoak: Benchmark = {
  name: 'soak-verify',
  summary: 'xác minh liên tục, xem bộ nhớ có tăng không [--count 100000]',
  async run(args, io, signal) {
    const count = countOf(args);
    if (count === undefined) return undefined;
    const files = await material();
    const taken: Sample[] = [];
    for (let part = 1; part <= samples && !signal.aborted; part++) {
      const sample = verifyPart(files, Math.ceil(count / samples), part);
      taken.push(sample);
      const { records, perSecond, heap, rss } = sample;
      io.stderr(`${records}: ${Math.round(perSecond)}/s, heap ${heap} MiB, rss ${rss} MiB\n`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    // The first quarter fills caches; an interrupted run has what it has.
    const later = taken.length > samples / 4 ? taken.slice(samples / 4) : taken;
    const runs = later.map(({ perSecond }) => perSecond);
    const heaps = later.map(({ heap }) => heap);
    const sizes = later.map(({ rss }) => rss);
    return {
      name: 'soak-verify',
      unit: 'records/s',
      value: median(runs),
      runs,
      details: {
        records: taken.at(-1)?.records ?? 0,
        heapMiB: `${Math.min(...heaps)} to ${Math.max(...heaps)}, last ${heaps.at(-1)}`,
        rssMiB: `${Math.min(...sizes)} to ${Math.max(...sizes)}, last ${sizes.at(-1)}`,
      },
    };
  },
};

function countOf(args: readonly string[]): number | undefined {
  try {
    const { values } = parseArgs({ args: [...args], options: { count: { type: 'string' } } });
    const count = Number(values.count ?? 100_000);
    return Number.isInteger(count) && count >= samples ? count : undefined;
  } catch {
    return undefined;
  }
}

interface Material {
  readonly signers: BenchSigners;
  readonly files: readonly { readonly bytes: Buffer; readonly verdict: string }[];
}

async function material(): Promise<Material> {
  const signers = await benchSigners(Date.now());
  const files = Array.from({ length: 400 }, (_, index) => {
    const bytes = signRecord(benchContent(index + 1), signers);
    if (index % 8 !== 7) return { bytes, verdict: 'valid' };
    const at = bytes.indexOf('<DIEM_CA_NAM>') + '<DIEM_CA_NAM>'.length;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return { bytes, verdict: 'invalid' };
  });
  return { signers, files };
}

function verifyPart({ signers, files }: Material, count: number, part: number): Sample {
  const start = performance.now();
  for (let index = 0; index < count; index++) {
    const file = files[(part * count + index) % files.length];
    if (file === undefined) continue;
    const policy = { asOf: signers.at, environment: 'trial' as const };
    // A copy each time, as files arrive: nothing may remember the bytes of an earlier one.
    const { verdict } = verifyRecord(Buffer.from(file.bytes), signers.trust, policy);
    if (verdict !== file.verdict) throw new Error(`${verdict} instead of ${file.verdict}`);
  }
  const seconds = (performance.now() - start) / 1000;
  return {
    records: part * count,
    perSecond: count / seconds,
    heap: mebibytes(getHeapStatistics().used_heap_size),
    rss: mebibytes(process.memoryUsage.rss()),
  };
}
