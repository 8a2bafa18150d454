import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createEvidenceStore } from '../../adapter/postgres/register/evidence-store.ts';
import { createLogSource } from '../../adapter/postgres/register/log-source.ts';
import { openRegisterPool } from '../../adapter/postgres/register/open-register-pool.ts';
import { createRegisterReader } from '../../adapter/postgres/register/register-reader.ts';
import { type ExportCounts, exportRegister } from '../../app/register/export-register.ts';
import { createProver } from '../../app/register/prove-record.ts';
import type { DemoExport } from '../../edge/cli/commands/demo.ts';
import { writeVerifierKey } from '../../format/log/key.ts';
import { keyFileOf } from './demo-authority.ts';
import type { WorldParts } from './demo-world.ts';

/** The password of the exported key files: it protects nothing but the format. */
const keyPassword = 'hocba-demo';

/** Writes what others need to check the demo by themselves: records, trust, keys, proofs (architecture, section 12). */
export async function exportDemo(directory: string, parts: WorldParts): Promise<DemoExport> {
  const at = (...names: readonly string[]): string => path.join(directory, ...names);
  for (const folder of ['trust', 'keys']) {
    await mkdir(at(folder), { recursive: true });
  }
  const trust = await exportTrust(at, parts);
  const keys = await exportKeys(at, parts);
  const { records, tiles } = await exportRecords(at, parts);
  return { records, tiles, keys, trust };
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

/** Every locked record, byte for byte as the register holds it, with its proof; and the log as static files. */
async function exportRecords(
  at: At,
  { provinceDatabase, school }: WorldParts,
): Promise<ExportCounts> {
  const province = school.department.code;
  const pool = openRegisterPool(provinceDatabase, province, { max: 2 });
  try {
    const reader = createRegisterReader(pool, province);
    const log = createLogSource(pool, province);
    const evidence = createEvidenceStore(pool, province);
    const source = { reader, log, evidence, prover: createProver(reader, log, evidence) };
    return await exportRegister(source, async (place, bytes) => {
      const file = at(...place.split('/'));
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, bytes);
    });
  } finally {
    await pool.end();
  }
}
