import { sign } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readPkcs12 } from '../adapter/authority/read-pkcs12.ts';
import { createWitnessClient } from '../adapter/http/witness-client.ts';
import { createMetrics, type RegisterLoad } from '../adapter/metrics/create-metrics.ts';
import { createTimeStampClient } from '../adapter/trust/time-stamp-client.ts';
import { Outage } from '../app/outage.ts';
import { lookUpRecord } from '../app/register/look-up-record.ts';
import type { RegisterSeal } from '../app/register/ports.ts';
import type { SchoolCode } from '../domain/school/yearbook.ts';
import { instantOf } from '../domain/time/instant.ts';
import type { ApiLog } from '../edge/api/api-context.ts';
import { usualIntake } from '../edge/api/intake-gate.ts';
import { createMetricsDoor } from '../edge/metrics/create-metrics-door.ts';
import { portal } from '../edge/portal/portal.ts';
import { signingCertificateOf } from '../format/certificate/signer-trust.ts';
import { type TrustFile, trustStoreOf } from '../format/certificate/trust-store.ts';
import {
  parseSignerKey,
  parseVerifierKey,
  type SignerKey,
  type VerifierKey,
} from '../format/log/key.ts';
import type { SignerTrust } from '../format/signature/signer-trust.ts';
import { verifyRecord } from '../format/signature/verify-record.ts';
import { usualTimeStampPolicy } from '../format/time-stamp/policy.ts';
import { createMinistry } from './ministry.ts';
import {
  createRegister,
  type RegisterConfig,
  type RunningRegister,
  type ServedRole,
} from './register.ts';
import { provinceAct } from './role-acts.ts';
import {
  type KeyFileSettings,
  listenAddress,
  type MinistrySettings,
  type ProvinceSettings,
  type RoleSettings,
} from './role-settings.ts';
import { certificateFile } from './trust.ts';
import { signerTrust } from './trust-material.ts';

const clock = { now: () => instantOf(Date.now()) };

/** A role that listens. */
export interface ListeningRole {
  readonly url: string;
  /** An act that the parent process asks for (src/main/role-acts.ts). */
  act(request: unknown): Promise<unknown>;
  close(): Promise<void>;
}

function signerKeyOf(text: string, name: string): SignerKey {
  const key = parseSignerKey(text.trim());
  if (!key.ok) throw new Outage('settings-invalid', { fact: name });
  return key.value;
}

function verifierKeyOf(text: string, name: string): VerifierKey {
  const key = parseVerifierKey(text.trim());
  if (!key.ok) throw new Outage('settings-invalid', { fact: name });
  return key.value;
}

async function trustFiles(folder: string): Promise<readonly TrustFile[]> {
  const names = (await readdir(folder)).filter((name) => certificateFile.test(name));
  return Promise.all(
    names.sort().map(async (name) => ({ name, bytes: await readFile(path.join(folder, name)) })),
  );
}

/** The register's seal from a PKCS#12 file; signing happens in the thread pool. */
async function sealOf({ pkcs12, password }: KeyFileSettings): Promise<RegisterSeal> {
  const read = readPkcs12(await readFile(pkcs12), password);
  if (!read.ok) throw new Outage('key-file-unreadable', { fact: read.refusal.code });
  const { certificate, privateKey } = read.value;
  return {
    certificate: signingCertificateOf(certificate),
    algorithm: certificate.keyKind.type === 'rsa' ? 'rsa-sha256' : 'ecdsa-sha256',
    sign: (bytes) =>
      new Promise((resolve, reject) => {
        sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }, (error, value) =>
          error === null ? resolve(value) : reject(error),
        );
      }),
  };
}

/** Trust in signers by the settings' directory of certificates and CRLs. */
export const trustOfSettings = async ({ trust }: ProvinceSettings): Promise<SignerTrust> =>
  signerTrust({ files: await trustFiles(trust) });

/** The settings of a province as what its register is composed of. */
export async function registerConfigOf(
  settings: ProvinceSettings,
  write: ApiLog,
  threads = 2,
): Promise<RegisterConfig> {
  const material = { files: await trustFiles(settings.trust) };
  const { witness, authority, departmentCode, departmentName, taxCode, environment } = settings;
  return {
    databaseUrl: settings.database,
    identity: { departmentCode, departmentName, taxCode, environment },
    trust: signerTrust(material),
    workers: {
      threads,
      trust: { module: new URL('./trust-material.ts', import.meta.url), material },
    },
    seal: await sealOf(settings.seal),
    logKey: signerKeyOf(settings.logKey, 'logKey'),
    clock,
    write,
    ...(settings.intakeBytes === undefined
      ? {}
      : { intake: { ...usualIntake, bytes: settings.intakeBytes } }),
    ...(authority === undefined ? {} : { authority }),
    ...(witness === null
      ? {}
      : {
          witness: {
            client: createWitnessClient(witness.url),
            key: verifierKeyOf(witness.key, 'witness.key'),
          },
        }),
    ...stampingOf(settings, material.files),
  };
}

/** Milliseconds for one exchange with a time-stamp authority. */
const stampTimeoutMs = 15_000;

function stampingOf(
  { timeStamp }: ProvinceSettings,
  files: readonly TrustFile[],
): Pick<RegisterConfig, 'timeStamp'> {
  if (timeStamp === undefined || timeStamp === null) return {};
  const { url, policies = null } = timeStamp;
  return {
    timeStamp: {
      authority: createTimeStampClient(url, { timeoutMs: stampTimeoutMs }),
      trust: trustStoreOf(files),
      policy: { ...usualTimeStampPolicy, policies },
    },
  };
}

async function serveProvince(settings: ProvinceSettings, write: ApiLog): Promise<Served> {
  const config = await registerConfigOf(settings, write);
  const register: RunningRegister = await createRegister(config);
  for (const school of settings.schools) {
    await register.context.store.addSchool({ ...school, code: school.code as SchoolCode });
  }
  const { environment, departmentName } = settings;
  await register.app.register((scope) =>
    portal(scope, {
      lookUp: (request) => lookUpRecord(request, register.records),
      verify: async (bytes, heldBy) =>
        verifyRecord(bytes, config.trust, { asOf: clock.now(), environment, heldBy }),
      clock,
      office: departmentName,
      limits: { byCode: register.attempts },
      failed: (error) => write({ level: 'error', event: 'portal-failed', facts: {}, error }),
    }),
  );
  return {
    role: register,
    load: () => register.load(),
    act: (request) => provinceAct(request, register),
  };
}

const serveMinistry = async (settings: MinistrySettings, write: ApiLog): Promise<Served> => ({
  role: await createMinistry({
    databaseUrl: settings.database,
    witnessKey: signerKeyOf(settings.witnessKey, 'witnessKey'),
    registers: settings.registers.map((key) => verifierKeyOf(key, 'registers')),
    clock,
    write,
  }),
  load: null,
  act: () => Promise.reject(new Error('the ministry takes no orders')),
});

interface Served {
  readonly role: ServedRole;
  readonly load: (() => Promise<RegisterLoad>) | null;
  act(request: unknown): Promise<unknown>;
}

/** Composes a role from its settings and lets it listen. */
export async function serveRole(settings: RoleSettings, write: ApiLog): Promise<ListeningRole> {
  let load: Served['load'] = null;
  const loadNow = () => load?.() ?? Promise.reject(new Outage('role-starting'));
  const metrics = createMetrics(settings.role, settings.role === 'province' ? loadNow : null);
  const tell: ApiLog = (entry) => {
    metrics.observe(entry);
    write(entry);
  };
  const served =
    settings.role === 'province'
      ? await serveProvince(settings, tell)
      : await serveMinistry(settings, tell);
  const { role, act } = served;
  load = served.load;
  const door = settings.metrics === undefined ? null : await createMetricsDoor(metrics);
  try {
    if (door !== null) await listen(door, addressOf(settings.metrics ?? ''));
    const url = await listen(role.app, settings);
    return { url, act, close: () => closeBoth(role, door) };
  } catch (error) {
    await closeBoth(role, door);
    throw error;
  }
}

async function listen(
  app: Pick<ServedRole['app'], 'listen'>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    throw new Outage('address-not-free', { fact: `${host}:${port}`, cause: error });
  }
}

/** The parts of an address that the settings' reader has let through. */
function addressOf(text: string): { readonly host: string; readonly port: number } {
  const { host = '', port = '' } = listenAddress.exec(text)?.groups ?? {};
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

async function closeBoth(role: ServedRole, door: { close(): Promise<void> } | null): Promise<void> {
  await door?.close();
  await role.close();
}
