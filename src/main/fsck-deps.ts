import path from 'node:path';
import { startPostgres } from '../adapter/embedded-postgres/start-postgres.ts';
import { openPool, query } from '../adapter/postgres/database.ts';
import { withFsckSource } from '../adapter/postgres/register/fsck-source.ts';
import { openRegisterPool } from '../adapter/postgres/register/open-register-pool.ts';
import { createVerifyPool } from '../adapter/verify-pool/create-verify-pool.ts';
import { Outage } from '../app/outage.ts';
import { type FsckReport, fsckRegister } from '../app/register/fsck/fsck-register.ts';
import type { FsckDeps } from '../edge/cli/commands/fsck.ts';
import { verifierOf } from '../format/log/key.ts';
import { type ProvinceSettings, readRoleSettings } from './role-settings.ts';
import { registerConfigOf } from './serve-role.ts';

const home = path.resolve(process.env['HOCBA_HOME'] ?? '.hocba');

/** The settings of the demo's province, for commands that are told no other. */
export const usualConfig = path.join(home, 'roles', 'province.json');

async function answers(url: string): Promise<boolean> {
  const pool = openPool(url, { max: 1 });
  try {
    await query(pool, 'select 1');
    return true;
  } catch (error) {
    if (error instanceof Outage) return false;
    throw error;
  } finally {
    await pool.end();
  }
}

/** The role's database where it runs, or on the embedded server beside its settings, started for this one act. */
export async function withDatabase<T>(
  settings: ProvinceSettings,
  config: string,
  work: (url: string) => Promise<T>,
): Promise<T> {
  if (await answers(settings.database)) return work(settings.database);
  const directory = path.resolve(path.dirname(config), '..', 'postgres');
  const postgres = await startPostgres({ directory });
  try {
    return await work(postgres.url(new URL(settings.database).pathname.slice(1)));
  } finally {
    await postgres.stop();
  }
}

export const fsckDeps: FsckDeps = {
  usualConfig,
  async fsck(config, quick) {
    const settings = await readRoleSettings(config, 'province');
    if (!settings.ok) return settings;
    if (settings.value.role !== 'province') throw new Error('a province was asked for');
    const province = settings.value;
    return withDatabase(province, config, async (database) => {
      const value = await recompute({ ...province, database }, quick);
      return { ok: true as const, value };
    });
  },
};

/** Only reads: nothing listens, no worker takes up messages. */
async function recompute(settings: ProvinceSettings, quick: boolean): Promise<FsckReport> {
  const { identity, trust, workers, logKey, witness } = await registerConfigOf(settings, () => {
    // What fsck finds is its report.
  });
  const pool = openRegisterPool(settings.database, { max: 2 });
  const verifier = createVerifyPool(workers);
  const witnesses = witness === undefined ? [] : [witness.key];
  try {
    const keys = { log: verifierOf(logKey), witnesses };
    return await withFsckSource(pool, identity.departmentCode, (source) =>
      fsckRegister({ source, verifier, trust, identity, keys, quick }),
    );
  } finally {
    await verifier.close();
    await pool.end();
  }
}
