import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pki } from '../support/signed-sample.ts';
import type { Plan } from './template.ts';

const source = fileURLToPath(new URL('Interop.java', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hocba-java-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const run = (args: readonly string[], input: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = execFile(
      'java',
      args,
      { timeout: 60_000, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => (error === null ? resolve(stdout) : reject(new Error(stderr))),
    );
    child.stdin?.end(input);
  });

/** A JDK from 17 on, which runs a source file as it is; a JRE cannot. */
export const hasJava = await run(['--list-modules'], '').then(
  (modules) => modules.includes('jdk.compiler') && /@(1[7-9]|[2-9]\d)/.test(modules),
  () => false,
);
export const noJava = 'no JDK 17 or later on this machine';

export interface Judgement {
  readonly good: number;
  readonly total: number;
  readonly why: string;
}

/** How many signatures of each document hold, with the test root trusted. One JVM for all. */
export async function verifyAll(texts: readonly string[]): Promise<readonly Judgement[]> {
  const names = texts.map((text, index) => file(`${index}.xml`, text));
  const trust = [file('root.pem', pki.root), file('ca.pem', pki.ca)];
  const out = await run([source, 'verify', ...trust], `${names.join('\n')}\n`);
  return out
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [good, total, why] = line.split('\t');
      return { good: Number(good), total: Number(total), why: why ?? '' };
    });
}

/** Signs every slot of the record in turn. Line breaks in base64 need a property: else the JDK writes «&#13;». */
export function signAll(
  record: string,
  plans: readonly Plan[],
  canonicalization: string,
  breakLines: boolean,
): Promise<string> {
  const lines = plans.map((plan, index) =>
    [
      plan.container,
      plan.containerId ?? '-',
      file(`properties-${index}.xml`, plan.properties),
      file(`key-${index}.pem`, pki.holders[plan.holder].key),
      file(`certificate-${index}.pem`, pki.holders[plan.holder].certificate),
      plan.algorithm,
      plan.id,
      plan.references.join(','),
      canonicalization,
    ].join('\t'),
  );
  const property = `-Dcom.sun.org.apache.xml.internal.security.ignoreLineBreaks=${!breakLines}`;
  return run([property, source, 'sign', file('record.xml', record)], `${lines.join('\n')}\n`);
}
