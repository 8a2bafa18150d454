import { withFsckSource } from '../adapter/postgres/register/fsck-source.ts';
import { openRegisterPool } from '../adapter/postgres/register/open-register-pool.ts';
import { createVerifyPool } from '../adapter/verify-pool/create-verify-pool.ts';
import { type FsckReport, fsckRegister } from '../app/register/fsck/fsck-register.ts';
import type { FsckDeps } from '../edge/cli/commands/fsck.ts';
import { verifierOf } from '../format/log/key.ts';
import { type ProvinceSettings, readRoleSettings } from './role-settings.ts';
import { registerConfigOf } from './serve-role.ts';
import { usualProvinceConfig, withRoleDatabase } from './with-role-database.ts';

export const fsckDeps: FsckDeps = {
  usualConfig: usualProvinceConfig,
  async fsck(config, quick) {
    const settings = await readRoleSettings(config, 'province');
    if (!settings.ok) return settings;
    if (settings.value.role !== 'province') throw new Error('a province was asked for');
    const province = settings.value;
    return withRoleDatabase(province, config, async (database) => {
      const value = await recompute({ ...province, database }, quick);
      return { ok: true as const, value };
    });
  },
};

/** Only reads: nothing listens, no worker takes up messages. */
async function recompute(settings: ProvinceSettings, quick: boolean): Promise<FsckReport> {
  const { identity, trust, workers, logKey, witness, timeStamp } = await registerConfigOf(
    settings,
    () => {
      // What fsck finds is its report.
    },
  );
  const pool = openRegisterPool(settings.database, identity.departmentCode, { max: 2 });
  const verifier = createVerifyPool(workers);
  const witnesses = witness === undefined ? [] : [witness.key];
  try {
    const stamps = timeStamp === undefined ? {} : { stamps: timeStamp };
    const keys = { log: verifierOf(logKey), witnesses };
    return await withFsckSource(pool, identity.departmentCode, (source) =>
      fsckRegister({ source, verifier, trust, identity, keys, quick, ...stamps }),
    );
  } finally {
    await verifier.close();
    await pool.end();
  }
}
