import { hash, type KeyObject, verify } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Instant, instantOf } from '../../domain/time/instant.ts';
import type { Benchmark, BenchResult } from '../../edge/cli/commands/bench.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';
import { verifyRecord } from '../../format/signature/verify-record.ts';
import { canonicalBytes } from '../../format/xml/canonical.ts';
import { readRecordFile } from '../../format/xml/record.ts';
import { slotsOf } from '../../format/xml/record-schema.ts';
import { loadTrust } from '../trust.ts';
import { benchContent, benchSigners, signRecord } from './bench-records.ts';
import { median, timed } from './median.ts';

interface Material {
  readonly files: readonly Buffer[];
  readonly trust: SignerTrust;
  readonly at: Instant;
}

/** One signature as bare cryptography sees it: a digest to check, bytes, key and value. */
export interface BareSignature {
  readonly signed: Buffer;
  readonly key: KeyObject;
  readonly value: Buffer;
}

const rounds = 11;
const targetMs = 250;

/** Records verified a second, on the one thread that runs this. */
export const benchVerify: Benchmark = {
  name: 'verify',
  summary: 'xác minh học bạ trên một lõi [--records THƯ-MỤC --trust THƯ-MỤC]',
  async run(args) {
    const options = readOptions(args);
    if (options === undefined) return undefined;
    return measure(await material(options));
  },
};

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { records: { type: 'string' }, trust: { type: 'string' }, at: { type: 'string' } },
    }).values;
  } catch {
    return undefined;
  }
}

async function material(options: { records?: string; trust?: string }): Promise<Material> {
  if (options.records === undefined) {
    const signers = await benchSigners(Date.now());
    const files = Array.from({ length: 20 }, (_, index) =>
      signRecord(benchContent(index + 1), signers),
    );
    return { files, trust: signers.trust, at: signers.at };
  }
  const folder = options.records;
  const names = (await readdir(folder)).filter((name) => name.endsWith('.xml')).slice(0, 200);
  const loaded = await loadTrust(options.trust ?? null);
  if (!loaded.ok || names.length === 0) throw new Error(`no records in ${folder}, or no trust`);
  const files = await Promise.all(names.map((name) => readFile(path.join(folder, name))));
  return { files, trust: loaded.value.trust, at: instantOf(Date.now()) };
}

/** The signatures of a record, ready for bare cryptography. */
export function bareOf(file: Buffer, trust: SignerTrust): readonly BareSignature[] {
  const read = readRecordFile(file);
  if (!read.ok) throw new Error('a record that is not of the profile');
  const { document } = read.value;
  return slotsOf(read.value.xml).flatMap(({ signature }) => {
    if (signature === null || signature.signedInfo.element === null) return [];
    const certificate = trust.certificate(signature.keyInfo.x509.certificate);
    if (certificate === undefined) return [];
    const signed = canonicalBytes(document, signature.signedInfo.element, 'exclusive');
    return [{ signed, key: certificate.publicKey, value: Buffer.from(signature.value, 'base64') }];
  });
}

function measure({ files, trust, at }: Material): BenchResult {
  const bare = files.map((file) => bareOf(file, trust));
  const verdicts = new Map<string, number>();
  const whole = (): void => {
    for (const file of files) {
      const { verdict } = verifyRecord(file, trust, { asOf: at, environment: 'trial' });
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
  };
  const signatures = (): void => {
    for (const record of bare) {
      for (const { signed, key, value } of record) {
        if (!verify('sha256', signed, key, value))
          throw new Error('a signature that does not hold');
      }
    }
  };
  const digests = (): void => {
    for (const file of files) hash('sha256', file);
  };
  for (let warm = 0; warm < 20; warm++) whole();
  const repeats = Math.max(1, Math.round(targetMs / timed(whole)));
  const perSecond = (work: () => void): number =>
    (1000 * files.length * repeats) /
    timed(() => {
      for (let repeat = 0; repeat < repeats; repeat++) work();
    });
  const runs: number[] = [];
  const bounds: number[] = [];
  const digestRuns: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bounds.push(perSecond(signatures));
    runs.push(perSecond(whole));
    digestRuns.push(perSecond(digests));
  }
  const ratios = runs.map((run, index) => run / (bounds[index] ?? Number.NaN));
  return {
    name: 'verify',
    unit: 'records/s',
    value: median(runs),
    runs,
    bound: median(bounds),
    ratio: median(ratios),
    details: {
      signaturesPerRecord: median(bare.map((record) => record.length)),
      bytesPerRecord: median(files.map((file) => file.length)),
      sha256OfFileAlone: median(digestRuns),
      verdicts: [...verdicts.keys()].join(' '),
    },
  };
}
