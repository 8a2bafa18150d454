import { hash, randomBytes, sign } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPkcs12 } from '../adapter/authority/read-pkcs12.ts';
import { createWire } from '../adapter/http/wire.ts';
import type { ConformanceKit, FreshRecord } from '../app/conformance/ports.ts';
import { runConformance } from '../app/conformance/run-conformance.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { instantOf } from '../domain/time/instant.ts';
import type { ConformanceDeps } from '../edge/cli/commands/conformance.ts';
import type { SettingsTrouble } from '../edge/cli/commands/serve.ts';
import { signingCertificateOf } from '../format/certificate/signer-trust.ts';
import { parseVerifierKey } from '../format/log/key.ts';
import type { PackageId } from '../format/package/message.ts';
import { readRecordFile } from '../format/xml/record.ts';
import { readSettingsFile } from './settings-file.ts';
import { faultsOf, type Shape } from './settings-shape.ts';
import { loadTrust } from './trust.ts';

/** What the kit is told in its settings file; places are relative to the file. */
interface ConformanceSettings {
  /** Folder of valid record files of one class, at least four, that the register has not seen. */
  readonly records: string;
  /** The school's seal: PKCS#12, and the file that holds its password. */
  readonly seal: string;
  readonly passwordFile: string;
  /** Folder of certificates and lists in which the register's replies are trusted. */
  readonly trust: string;
  readonly departmentName: string;
  readonly departmentTaxCode: string;
  /** Verifier key of the register's log, in note form. */
  readonly registerKey: string;
}

const shape: Shape = {
  records: 'text',
  seal: 'text',
  passwordFile: 'text',
  trust: 'text',
  departmentName: 'text',
  departmentTaxCode: 'text',
  registerKey: 'text',
};

async function readSettings(file: string): Promise<Result<ConformanceSettings, SettingsTrouble>> {
  const read = await readSettingsFile(file);
  if (!read.ok) return read;
  const names = faultsOf(read.value, shape, '');
  if (names.length > 0) return refuse({ code: 'settings-invalid', file, names });
  return ok(read.value as ConformanceSettings);
}

async function readRecords(folder: string): Promise<readonly FreshRecord[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.xml')).sort();
  const records: FreshRecord[] = [];
  for (const file of files) {
    const bytes = await readFile(path.join(folder, file));
    const read = readRecordFile(bytes);
    if (!read.ok) continue;
    const { content } = read.value;
    const first = records[0]?.content;
    if (first !== undefined && first.className !== content.className) continue;
    const { code, version } = content;
    const sha256 = hash('sha256', bytes, 'hex');
    records.push({ content, sent: { code, version, sha256, bytes } });
    if (records.length === 4) break;
  }
  return records;
}

async function openKit(register: string, file: string, settings: ConformanceSettings) {
  const at = (place: string): string => path.resolve(path.dirname(file), place);
  const wrong = (name: string) =>
    refuse({ code: 'settings-invalid' as const, file, names: [name] });
  const records = await readRecords(at(settings.records)).catch(() => []);
  if (records.length < 4) return wrong('records');
  const password = await readFile(at(settings.passwordFile), 'utf8').catch(() => undefined);
  if (password === undefined) return wrong('passwordFile');
  const container = await readFile(at(settings.seal)).catch(() => undefined);
  const seal = container === undefined ? undefined : readPkcs12(container, password.trim());
  if (!seal?.ok) return wrong('seal');
  const trust = await loadTrust(at(settings.trust));
  if (!trust.ok) return wrong('trust');
  const registerKey = parseVerifierKey(settings.registerKey.trim());
  if (!registerKey.ok) return wrong('registerKey');
  const { certificate, privateKey } = seal.value;
  const algorithm = certificate.keyKind.type === 'rsa' ? 'rsa-sha256' : 'ecdsa-sha256';
  const now = () => instantOf(Date.now());
  const kit: ConformanceKit = {
    exchange: createWire(register, { timeoutMs: 60_000 }),
    records,
    async seal(prepare) {
      const signing = signingCertificateOf(certificate);
      const prepared = prepare({ certificate: signing, algorithm, signingTime: now() });
      const key = { key: privateKey, dsaEncoding: 'ieee-p1363' as const };
      return prepared.complete(sign('sha256', prepared.toBeSigned, key));
    },
    newId: () => randomBytes(16).toString('hex') as PackageId,
    now,
    pause: (ms) => sleep(ms),
    trust: trust.value.trust,
    department: { name: settings.departmentName, taxCode: settings.departmentTaxCode },
    registerKey: registerKey.value,
  };
  return ok(kit);
}

export const conformanceDeps: ConformanceDeps = {
  async run(register, file) {
    const settings = await readSettings(file);
    if (!settings.ok) return settings;
    const kit = await openKit(register, file, settings.value);
    return kit.ok ? ok(runConformance(kit.value)) : kit;
  },
};
