import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRegisterClient } from '../../adapter/http/register-client.ts';
import { openRegisterPool } from '../../adapter/postgres/register/open-register-pool.ts';
import { createRegisterReader } from '../../adapter/postgres/register/register-reader.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import type { DemoExport } from '../../edge/cli/commands/demo.ts';
import { writeVerifierKey } from '../../format/log/key.ts';
import { keyFileOf } from './demo-authority.ts';
import type { WorldParts } from './demo-world.ts';

/** The password of the exported key files: it protects nothing but the format. */
const keyPassword = 'hocba-demo';
const batch = 100;

/** Writes what others need to check the demo by themselves: records, trust, keys, proofs (architecture, section 12). */
export async function exportDemo(
  directory: string,
  parts: WorldParts,
  signal: AbortSignal,
): Promise<DemoExport> {
  const at = (...names: readonly string[]): string => path.join(directory, ...names);
  for (const folder of ['records', 'trust', 'keys', 'proofs']) {
    await mkdir(at(folder), { recursive: true });
  }
  const trust = await exportTrust(at, parts);
  const keys = await exportKeys(at, parts);
  const { records, proofs } = await exportRecords(at, parts, signal);
  return { records, proofs, keys, trust };
}

type At = (...names: readonly string[]) => string;

async function exportTrust(at: At, { trust, roles }: WorldParts): Promise<number> {
  for (const file of trust) await writeFile(at('trust', path.basename(file)), await readFile(file));
  await writeFile(at('trust', 'register.vkey'), `${writeVerifierKey(roles.logKey)}\n`);
  await writeFile(at('trust', 'witness.vkey'), `${writeVerifierKey(roles.witnessKey)}\n`);
  return trust.length + 2;
}

async function exportKeys(at: At, { authority }: WorldParts): Promise<number> {
  for (const id of authority.issued.keys()) {
    const file = `${id.replace(':', '-')}.p12`;
    await writeFile(at('keys', file), keyFileOf(authority, id, keyPassword));
  }
  const words = [
    'Khóa PKCS#12 của bản trình diễn; mọi người và mọi tổ chức đều hư cấu.',
    'CCCD-<số định danh>.p12: một người. MST-<mã số thuế>.p12: một tổ chức.',
    `Mật khẩu: ${keyPassword}`,
    '',
  ];
  await writeFile(at('keys', 'README'), words.join('\n'));
  return authority.issued.size;
}

/** Every locked record, byte for byte as the register holds it, with its proof. */
async function exportRecords(
  at: At,
  { provinceDatabase, school, roles }: WorldParts,
  signal: AbortSignal,
): Promise<{ readonly records: number; readonly proofs: number }> {
  const pool = openRegisterPool(provinceDatabase, { max: 2 });
  try {
    const reader = createRegisterReader(pool, school.department.code);
    const client = createRegisterClient(roles.provinceUrl);
    let records = 0;
    let proofs = 0;
    let after: RecordCode | null = null;
    for (;;) {
      const codes: readonly RecordCode[] = await reader.lockedCodes(after, batch);
      for (const code of codes) {
        signal.throwIfAborted();
        const version = (await reader.record(code))?.version ?? 1;
        const bytes = await reader.versionBytes(code, version);
        if (bytes === undefined) throw new Error(`no bytes of ${code}`);
        await writeFile(at('records', `${code}.xml`), bytes);
        records += 1;
        const proof = await client.proof(code);
        if (!proof.ok) continue;
        await writeFile(at('proofs', `${code}.json`), `${JSON.stringify(proof.value, null, 2)}\n`);
        proofs += 1;
      }
      const last = codes.at(-1);
      if (last === undefined || codes.length < batch) return { records, proofs };
      after = last;
    }
  } finally {
    await pool.end();
  }
}
