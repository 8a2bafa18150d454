import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HolderName, pki } from '../support/signed-sample.ts';

/** Files that xmlsec1 works on: trust, keys and documents, in a folder of their own. */
export const folder = mkdtempSync(join(tmpdir(), 'hocba-xmlsec-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
export const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const root = file('root.pem', pki.root);
const ca = file('ca.pem', pki.ca);

const xades = 'http://uri.etsi.org/01903/v1.3.2#';
/** Which attribute is an Id: xmlsec1 must be told for each element, as there is no DTD. */
const ids = [
  'DU_LIEU_HOC_BA',
  'THONG_TIN_HOC_BA',
  'DIEM_TONG_KET',
  'DANH_SACH_THONG_TIN_KY',
  'CBQL',
  `${xades}:SignedProperties`,
].flatMap((name) => ['--id-attr:Id', name]);

const nth = (index: number): string => `(//*[local-name()='Signature'])[${index + 1}]`;

const run = (args: readonly string[]): Promise<{ ok: boolean; text: string }> =>
  new Promise((resolve) => {
    execFile('xmlsec1', args, { timeout: 20_000, maxBuffer: 1 << 24 }, (error, stdout, stderr) =>
      resolve({ ok: error === null, text: stdout + stderr }),
    );
  });

export const hasXmlsec = (await run(['--version'])).ok;
export const noXmlsec = 'xmlsec1 is not on this machine (Debian: apt-get install xmlsec1)';

/** Verifies the nth signature of a document with the test root trusted. */
export const verifyNth = (path: string, index: number) =>
  run([
    '--verify',
    ...ids,
    '--trusted-pem',
    root,
    '--untrusted-pem',
    ca,
    '--verification-time',
    '2026-06-20 00:00:00',
    '--node-xpath',
    nth(index),
    path,
  ]);

/** How many of the first `count` signatures of the text verify; two processes at a time. */
export async function countVerified(name: string, text: string, count: number): Promise<number> {
  const path = file(name, text);
  let good = 0;
  const queue = Array.from({ length: count }, (_, index) => index).values();
  const work = async (): Promise<void> => {
    for (const index of queue) if ((await verifyNth(path, index)).ok) good++;
  };
  await Promise.all([work(), work()]);
  return good;
}

/** Fills in digests, value and certificate of the nth signature, a template, and answers the document. */
export async function signNth(text: string, index: number, holder: HolderName): Promise<string> {
  const { key, certificate } = pki.holders[holder];
  const args = [
    '--sign',
    ...ids,
    '--privkey-pem',
    `${file('key.pem', key)},${file('certificate.pem', certificate)}`,
    '--node-xpath',
    nth(index),
    file('template.xml', text),
  ];
  const { ok, text: out } = await run(args);
  if (!ok) throw new Error(out);
  return out;
}
