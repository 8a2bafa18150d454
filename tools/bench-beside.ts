/**
 * Verification of records by us, beside bare cryptography, the JDK and xmlsec1, in one run and in turns. Figures are
 * records per second of processor time of the one thread that verifies, so that neighbours on the machine weigh less.
 *
 *     node tools/bench-beside.ts [rounds]
 */
import { execFileSync, spawn } from 'node:child_process';
import { verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createVerifyPool } from '../src/adapter/verify-pool/create-verify-pool.ts';
import { verifyRecord } from '../src/format/signature/verify-record.ts';
import { benchContent, benchSigners, signRecord } from '../src/main/bench/bench-records.ts';
import { bareOf } from '../src/main/bench/bench-verify.ts';
import { median } from '../src/main/bench/median.ts';

const rounds = Number(process.argv[2] ?? 5);
const signers = await benchSigners(Date.now());
const files = Array.from({ length: 20 }, (_, index) =>
  signRecord(benchContent(index + 1), signers),
);
const bare = files.map((file) => bareOf(file, signers.trust));
const policy = { asOf: signers.at, environment: 'trial' as const };

const folder = mkdtempSync(path.join(tmpdir(), 'hocba-beside-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const names = files.map((bytes, index) => write(`${index}.xml`, bytes));
const trust = signers.trustFiles.map(({ name, bytes }) => write(name, bytes));

function write(name: string, bytes: Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

function whole(): void {
  for (const file of files) {
    if (verifyRecord(file, signers.trust, policy).verdict !== 'valid') throw new Error('not valid');
  }
}

function signatures(): void {
  for (const { signed, key, value } of bare.flat()) {
    if (!verify('sha256', signed, key, value)) throw new Error('does not hold');
  }
}

/** Records per second of this thread's processor time, over about a second. */
function perSecond(work: () => void): number {
  const spent = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1e6;
  };
  const start = spent();
  let records = 0;
  for (; spent() - start < 1; records += files.length) work();
  return records / (spent() - start);
}

/** A JVM that stays warm between its rounds; undefined where there is no JDK. */
function openJava(): (() => Promise<number>) | undefined {
  try {
    execFileSync('javac', ['-version'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  const source = fileURLToPath(new URL('../test/interop/Interop.java', import.meta.url));
  const child = spawn('java', [source, 'bench', ...trust], { stdio: ['pipe', 'pipe', 'inherit'] });
  process.on('exit', () => child.kill());
  child.stdin.write(`${names.join('\n')}\n\n`);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async () => {
    child.stdin.write('round\n');
    return Number((await lines.next()).value);
  };
}

const ids = [
  'DU_LIEU_HOC_BA',
  'THONG_TIN_HOC_BA',
  'DIEM_TONG_KET',
  'DANH_SACH_THONG_TIN_KY',
  'CBQL',
  'http://uri.etsi.org/01903/v1.3.2#:SignedProperties',
].flatMap((name) => ['--id-attr:Id', name]);
const repeats = 10;

function hasXmlsec(): boolean {
  try {
    execFileSync('xmlsec1', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Every signature of one record, each repeated within its process, so that starting up weighs little. */
function xmlsec(): number {
  const [root = '', ca = ''] = trust;
  const commands = bare[0]?.map((_, index) =>
    [
      'xmlsec1 --verify --repeat',
      repeats,
      ...ids,
      `--trusted-der ${root} --untrusted-der ${ca}`,
      `--node-xpath "(//*[local-name()='Signature'])[${index + 1}]"`,
      `${names[0]} >/dev/null 2>&1 || exit 1`,
    ].join(' '),
  );
  const out = execFileSync('sh', ['-c', `${commands?.join('\n')}\ntimes`]).toString();
  const [, children = ''] = out.trim().split('\n');
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)]
    .map(([, minutes, rest]) => 60 * Number(minutes) + Number(rest))
    .reduce((sum, each) => sum + each, 0);
  return repeats / seconds;
}

/** Records per second of the wall clock through a pool of worker threads. */
async function throughPool(threads: number): Promise<number> {
  const module = new URL('../src/main/trust-material.ts', import.meta.url);
  const pool = createVerifyPool({
    threads,
    trust: { module, material: { files: signers.trustFiles } },
  });
  const round = async (batches: number): Promise<number> => {
    const start = performance.now();
    await Promise.all(
      Array.from({ length: batches }, () =>
        pool.verifyRecords(
          files.map((file) => new Uint8Array(file)),
          policy,
        ),
      ),
    );
    return (1000 * batches * files.length) / (performance.now() - start);
  };
  await round(60);
  const measured = [await round(60), await round(60), await round(60)];
  await pool.close();
  return median(measured);
}

const figures = new Map<string, number[]>();
const note = (name: string, value: number): void => {
  figures.set(name, [...(figures.get(name) ?? []), value]);
};
for (let warm = 0; warm < 60; warm++) whole();
const java = openJava();
const withXmlsec = hasXmlsec();
for (let warm = 0; warm < 3; warm++) await java?.();
for (let round = 0; round < rounds; round++) {
  note('bound', perSecond(signatures));
  note('ours', perSecond(whole));
  if (java !== undefined) note('JDK', await java());
  if (withXmlsec) note('xmlsec1', xmlsec());
}
const ours = figures.get('ours') ?? [];
for (const [name, values] of figures) {
  const ratio = median(ours.map((value, index) => value / (values[index] ?? Number.NaN)));
  console.log(`${name}: ${median(values).toFixed(1)} records/s; ours is ${ratio.toFixed(2)} of it`);
}
const [one, two] = [await throughPool(1), await throughPool(2)];
console.log(
  `pool: ${one.toFixed(0)} records/s with one worker, ${two.toFixed(0)} with two: ${(two / one).toFixed(2)}`,
);
process.exit();
