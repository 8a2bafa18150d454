import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { readPkcs12 } from '../adapter/authority/read-pkcs12.ts';
import { openRegisterPool } from '../adapter/postgres/register/open-register-pool.ts';
import { createSignerStore } from '../adapter/postgres/register/signer-store.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { instantOf } from '../domain/time/instant.ts';
import { usualAuthorityPolicy } from '../domain/trust/authority-policy.ts';
import type { CertificateFileRefusal, SignerDeps, SignerDesk } from '../edge/cli/signers/desk.ts';
import { parsePem } from '../format/certificate/pem.ts';
import { prepareRegisterDatabase } from './register.ts';
import { type ProvinceSettings, readRoleSettings } from './role-settings.ts';
import { trustOfSettings } from './serve-role.ts';
import { usualProvinceConfig, withRoleDatabase } from './with-role-database.ts';

const clock = { now: () => instantOf(Date.now()) };

export const signerDeps: SignerDeps = {
  usualConfig: usualProvinceConfig,
  async open(config, use) {
    const settings = await readRoleSettings(config, 'province');
    if (!settings.ok) return settings;
    if (settings.value.role !== 'province') throw new Error('a province was asked for');
    const province = settings.value;
    return ok(
      await withRoleDatabase(province, config, (database) =>
        withDesk({ ...province, database }, use),
      ),
    );
  },
  async readCertificates(files, passwordFile) {
    const password =
      passwordFile === null ? '' : (await readFile(passwordFile, 'utf8')).replace(/\r?\n$/, '');
    const read: Uint8Array[] = [];
    for (const file of files) {
      const certificate = await certificateIn(file, password);
      if (!certificate.ok) return certificate;
      read.push(certificate.value);
    }
    return ok(read);
  },
};

async function withDesk<T>(
  settings: ProvinceSettings,
  use: (desk: SignerDesk) => Promise<T>,
): Promise<T> {
  const { database, departmentCode, authority: policy = usualAuthorityPolicy } = settings;
  await prepareRegisterDatabase(database, departmentCode);
  const pool = openRegisterPool(database, departmentCode, { max: 2 });
  try {
    const signers = createSignerStore(pool, departmentCode);
    const trust = await trustOfSettings(settings);
    return await use({
      context: { signers, clock, trust },
      policy,
      officer: os.userInfo().username,
    });
  } finally {
    await pool.end();
  }
}

/** The first certificate of a PEM file, or the certificate of a DER or PKCS#12 file. */
async function certificateIn(
  file: string,
  password: string,
): Promise<Result<Uint8Array, CertificateFileRefusal>> {
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return refuse({ code: 'file-unreadable', file });
  if (/\.(p12|pfx)$/i.test(file)) {
    const opened = readPkcs12(bytes, password);
    if (opened.ok) return ok(opened.value.certificate.der);
    const code =
      opened.refusal.code === 'key-file-unreadable' ? 'no-certificate' : 'password-wrong';
    return refuse({ code, file });
  }
  const text = bytes.toString('latin1');
  if (!text.includes('-----BEGIN ')) return ok(bytes);
  const block = parsePem(text)?.find(({ label }) => label === 'CERTIFICATE');
  return block === undefined ? refuse({ code: 'no-certificate', file }) : ok(block.der);
}
