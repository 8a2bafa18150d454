import { generateKeyPairSync, sign } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { RegisterIdentity, RegisterSeal } from '../../src/app/register/ports.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import type { ApiLogEntry } from '../../src/edge/api/api-context.ts';
import {
  type SignerKey,
  signerKey,
  type VerifierKey,
  verifierOf,
} from '../../src/format/log/key.ts';
import {
  createRegister,
  type RegisterConfig,
  type RunningRegister,
} from '../../src/main/register.ts';
import { signerTrust } from './fictional-trust.ts';
import { freshDatabase } from './postgres.ts';
import type { Crew, Holder } from './records.ts';
import { sampleContent } from './sample-content.ts';

export const department: RegisterIdentity = {
  departmentCode: '99',
  departmentName: 'Sở Giáo dục và Đào tạo Mẫu',
  taxCode: '0999000000',
  environment: 'trial',
};

export function noteKey(name: string, kind?: 'ed25519' | 'cosignature/v1'): SignerKey {
  const made = signerKey(name, generateKeyPairSync('ed25519').privateKey, kind);
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value;
}

export const sealOf = (holder: Holder): RegisterSeal => ({
  certificate: holder.certificate,
  algorithm: 'ecdsa-sha256',
  sign: async (bytes) =>
    sign('sha256', bytes, { key: holder.privateKey, dsaEncoding: 'ieee-p1363' }),
});

export interface TestRegister {
  readonly register: RunningRegister;
  readonly config: RegisterConfig;
  /** Where it listens. */
  readonly url: string;
  readonly logVerifier: VerifierKey;
  /** What was written to the operator's log. */
  readonly entries: readonly ApiLogEntry[];
}

/** A register on its own fresh database that listens on this machine. The crew must be complete before. */
export async function startRegister(
  crew: Crew,
  change: Partial<RegisterConfig> = {},
): Promise<TestRegister> {
  const seal = sealOf(crew.holder(`MST:${department.taxCode}`));
  const logKey = noteKey('register.test/99');
  const entries: ApiLogEntry[] = [];
  const { material } = crew;
  const config: RegisterConfig = {
    databaseUrl: change.databaseUrl ?? (await freshDatabase()),
    identity: department,
    trust: signerTrust(material),
    workers: {
      threads: 2,
      trust: { module: new URL('./fictional-trust.ts', import.meta.url), material },
    },
    seal,
    logKey,
    clock: { now: () => '2026-06-10T03:00:00Z' as Instant },
    write: (entry) => entries.push(entry),
    ...change,
  };
  const register = await createRegister(config);
  await register.context.store.addSchool(sampleContent.school);
  await register.app.listen({ host: '127.0.0.1', port: 0 });
  const address: AddressInfo | string | null = register.app.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;
  return { register, config, url, logVerifier: verifierOf(config.logKey), entries };
}
