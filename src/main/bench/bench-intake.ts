import { generateKeyPairSync, hash, sign } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createRegisterClient, type RegisterClient } from '../../adapter/http/register-client.ts';
import { openPool, query } from '../../adapter/postgres/database.ts';
import type { RecordContent } from '../../domain/record/content.ts';
import { instantOf } from '../../domain/time/instant.ts';
import type { Io } from '../../edge/cli/command.ts';
import type { Benchmark, BenchResult } from '../../edge/cli/commands/bench.ts';
import { signingCertificateOf } from '../../format/certificate/signer-trust.ts';
import { signerKey } from '../../format/log/key.ts';
import type { PackageId, SentRecord } from '../../format/package/message.ts';
import { preparePackage, readReply } from '../../format/package/package.ts';
import { createRegister, type RunningRegister } from '../register.ts';
import { withDatabase } from './bench-log.ts';
import { type BenchSigners, benchContent, benchSigners, signRecord } from './bench-records.ts';

const usualRecords = 2000;
const classSize = 35;
/** Schools that send at the same time. */
const senders = 4;
const department = { name: 'Sở Giáo dục và Đào tạo Đo lường', taxCode: '0990000002' };

/** Whole packages over HTTP until the signed replies are back: records a second, durable. */
export const benchIntake: Benchmark = {
  name: 'intake',
  summary: 'tiếp nhận gói tin qua HTTP tới khi có trả lời [--records SỐ]',
  async run(args, io, signal) {
    const records = readRecords(args);
    if (records === undefined) return undefined;
    return withDatabase((url) => measure(url, records, io, signal));
  },
};

function readRecords(args: readonly string[]): number | undefined {
  try {
    const { values } = parseArgs({ args: [...args], options: { records: { type: 'string' } } });
    const records = Number(values.records ?? usualRecords);
    return Number.isSafeInteger(records) && records > 0 && records < 100_000 ? records : undefined;
  } catch {
    return undefined;
  }
}

/** A package that waits to be sent; what it holds is made before the clock starts. */
interface Parcel {
  readonly id: PackageId;
  readonly bytes: Uint8Array;
  readonly files: readonly Uint8Array[];
}

async function measure(
  url: string,
  count: number,
  io: Io,
  signal: AbortSignal,
): Promise<BenchResult> {
  const signers = await benchSigners(Date.now());
  io.stderr(`signing ${count} records…\n`);
  const parcels = await makeParcels(count, signers, signal);
  const register = await openRegister(url, signers);
  try {
    const address = await register.app.listen({ host: '127.0.0.1', port: 0 });
    const client = createRegisterClient(address);
    const alone = await verifyAlone(parcels, register, count);
    io.stderr('sending…\n');
    let peak = 0;
    const sampler = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 100);
    const start = performance.now();
    await sendAll(parcels, client, signal);
    const seconds = (performance.now() - start) / 1000;
    clearInterval(sampler);
    const value = count / seconds;
    const details = {
      records: count,
      packages: parcels.length,
      seconds,
      verifyAlone: alone,
      ofVerifyAlone: value / alone,
      storedBytesPerRecord: await storedBytes(url, count),
      peakMemoryMiB: Math.round(peak / 1024 / 1024),
    };
    return { name: 'intake', unit: 'records/s', value, runs: [value], details };
  } finally {
    await register.close();
  }
}

async function makeParcels(
  count: number,
  signers: BenchSigners,
  signal: AbortSignal,
): Promise<readonly Parcel[]> {
  const parcels: Parcel[] = [];
  for (let first = 1; first <= count; first += classSize) {
    signal.throwIfAborted();
    const className = `6A${Math.ceil(first / classSize)}`;
    const size = Math.min(classSize, count - first + 1);
    const contents = Array.from({ length: size }, (_, at) => ofClass(first + at, className));
    const records = contents.map((content): SentRecord => {
      const bytes = signRecord(content, signers);
      const { code, version } = content;
      return { code, version, bytes, sha256: hash('sha256', bytes, 'hex') };
    });
    parcels.push(pack(records, contents[0] ?? ofClass(first, className), signers));
    await sleep(0);
  }
  return parcels;
}

function ofClass(serial: number, className: string): RecordContent {
  const content = benchContent(serial);
  const studies = content.studies.map((study) => ({ ...study, className }));
  return { ...content, className, studies };
}

function pack(
  records: readonly SentRecord[],
  content: RecordContent,
  { at, credential }: BenchSigners,
): Parcel {
  const { school, year, className, environment } = content;
  const id = hash('md5', className, 'hex') as PackageId;
  const { certificate, privateKey } = credential('seal', content);
  const seal = {
    certificate: signingCertificateOf(certificate),
    algorithm: 'rsa-sha256' as const,
    signingTime: at,
  };
  const head = { environment, id, school: school.code, taxCode: school.taxCode, createdAt: at };
  const message = { ...head, year, className, count: records.length, records };
  const prepared = preparePackage(message, seal);
  const bytes = prepared.complete(sign('sha256', prepared.toBeSigned, privateKey));
  return { id, bytes, files: records.map((record) => record.bytes) };
}

async function openRegister(url: string, signers: BenchSigners): Promise<RunningRegister> {
  const { certificate, privateKey } = await signers.organisation(
    department.name,
    department.taxCode,
  );
  const key = signerKey('bench.example/intake', generateKeyPairSync('ed25519').privateKey);
  if (!key.ok) throw new Error(key.refusal.code);
  const material = { files: signers.trustFiles };
  const register = await createRegister({
    databaseUrl: url,
    identity: {
      departmentCode: '99',
      departmentName: department.name,
      taxCode: department.taxCode,
      environment: 'trial',
    },
    trust: signers.trust,
    workers: {
      threads: 2,
      trust: { module: new URL('../trust-material.ts', import.meta.url), material },
    },
    seal: {
      certificate: signingCertificateOf(certificate),
      algorithm: 'rsa-sha256',
      sign: async (bytes) => sign('sha256', bytes, privateKey),
    },
    logKey: key.value,
    clock: { now: () => instantOf(Date.now()) },
    write: ({ event, error }) => {
      if (error !== undefined) throw new Error(event, { cause: error });
    },
  });
  await register.context.store.addSchool(benchContent(1).school);
  return register;
}

/** The same files through the same threads, and nothing else: records a second. */
async function verifyAlone(
  parcels: readonly Parcel[],
  { context }: RunningRegister,
  count: number,
): Promise<number> {
  const policy = { asOf: context.clock.now(), environment: 'trial' as const };
  const batches = parcels.flatMap(({ files }) => [files.slice(0, 18), files.slice(18)]);
  const start = performance.now();
  await Promise.all(batches.map((files) => context.verifier.verifyRecords(files, policy)));
  return count / ((performance.now() - start) / 1000);
}

async function sendAll(
  parcels: readonly Parcel[],
  client: RegisterClient,
  signal: AbortSignal,
): Promise<void> {
  const waiting = [...parcels];
  const work = async (): Promise<void> => {
    for (let parcel = waiting.shift(); parcel !== undefined; parcel = waiting.shift()) {
      signal.throwIfAborted();
      await sendOne(parcel, client);
    }
  };
  await Promise.all(Array.from({ length: senders }, work));
}

async function sendOne({ id, bytes, files }: Parcel, client: RegisterClient): Promise<void> {
  const sent = await client.submit(bytes);
  if (!sent.ok) throw new Error(sent.refusal.code);
  const { message } = sent.value;
  for (;;) {
    const reply = await client.reply({ message, packageId: id });
    if (!reply.ok) {
      if (reply.refusal.code !== 'reply-not-ready') throw new Error(reply.refusal.code);
      await sleep(20);
      continue;
    }
    const read = readReply(reply.value);
    const taken = read.ok
      ? read.value.message.items.filter(({ status }) => status === 'registered').length
      : 0;
    if (taken !== files.length) throw new Error(`${taken} of ${files.length} registered`);
    return;
  }
}

/** Record, its share of the class's dictionary and what is left of the message. */
async function storedBytes(url: string, count: number): Promise<number> {
  const pool = openPool(url, { max: 1 });
  try {
    const [row] = await query<{ bytes: number }>(
      pool,
      `select (select sum(length(bytes)) from record_version) + (select sum(length(bytes)) from dictionary)
         + (select sum(length(bytes)) from message_rest) as bytes`,
    );
    return Math.round(Number(row?.bytes ?? 0) / count);
  } finally {
    await pool.end();
  }
}
