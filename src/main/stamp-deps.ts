import { randomBytes } from 'node:crypto';
import { createEvidenceStore } from '../adapter/postgres/register/evidence-store.ts';
import { openRegisterPool } from '../adapter/postgres/register/open-register-pool.ts';
import type { StampContext } from '../app/register/stamp/ports.ts';
import { renewEvidence } from '../app/register/stamp/renew-evidence.ts';
import { stampCheckpoint } from '../app/register/stamp/stamp-checkpoint.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { instantOf } from '../domain/time/instant.ts';
import type { StampDeps } from '../edge/cli/commands/log-stamp.ts';
import type { SettingsTrouble } from '../edge/cli/commands/serve.ts';
import { type VerifierKey, verifierOf } from '../format/log/key.ts';
import { prepareRegisterDatabase, type RegisterConfig } from './register.ts';
import { readRoleSettings } from './role-settings.ts';
import { registerConfigOf } from './serve-role.ts';
import { usualProvinceConfig, withRoleDatabase } from './with-role-database.ts';

type NoAuthority = { readonly code: 'no-authority' };

/** Runs an act on the province's database, beside the running process or without it. */
async function withStamping<T, R>(
  config: string,
  act: (context: StampContext, key: VerifierKey) => Promise<Result<T, R>>,
): Promise<Result<Result<T, R | NoAuthority>, SettingsTrouble>> {
  const settings = await readRoleSettings(config, 'province');
  if (!settings.ok) return settings;
  if (settings.value.role !== 'province') throw new Error('a province was asked for');
  const register = await registerConfigOf(settings.value, () => {});
  const { timeStamp } = register;
  if (timeStamp === undefined) return ok(refuse({ code: 'no-authority' }));
  return withRoleDatabase(settings.value, config, async (database) =>
    ok(await onDatabase(database, register, timeStamp, act)),
  );
}

async function onDatabase<T>(
  database: string,
  { identity, logKey }: RegisterConfig,
  timeStamp: Pick<StampContext, 'authority' | 'trust' | 'policy'>,
  act: (context: StampContext, key: VerifierKey) => Promise<T>,
): Promise<T> {
  await prepareRegisterDatabase(database, identity.departmentCode);
  const pool = openRegisterPool(database, identity.departmentCode, { max: 2 });
  try {
    const store = createEvidenceStore(pool, identity.departmentCode);
    const clock = { now: () => instantOf(Date.now()) };
    const context = { ...timeStamp, store, clock, random: randomBytes };
    return await act(context, verifierOf(logKey));
  } finally {
    await pool.end();
  }
}

export const stampDeps: StampDeps = {
  usualConfig: usualProvinceConfig,
  stamp: (config) => withStamping(config, (context) => stampCheckpoint('demanded', context)),
  renew: (config, request) =>
    withStamping(config, (context, key) => renewEvidence(request, key, context)),
};
