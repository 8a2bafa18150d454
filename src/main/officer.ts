import { setTimeout as sleepFor } from 'node:timers/promises';
import { createLogSource } from '../adapter/postgres/register/log-source.ts';
import { openRegisterPool } from '../adapter/postgres/register/open-register-pool.ts';
import { createRegisterStore } from '../adapter/postgres/register/register-store.ts';
import type { RegisterContext } from '../app/register/ports.ts';
import { seekCosignature } from '../app/register/seek-cosignature.ts';
import type { Result } from '../domain/result.ts';
import type { SettingsTrouble } from '../edge/cli/commands/serve.ts';
import { prepareRegisterDatabase } from './register.ts';
import { readRoleSettings } from './role-settings.ts';
import { registerConfigOf } from './serve-role.ts';
import { withRoleDatabase } from './with-role-database.ts';

/** What an act of the Department's officer works with: the register's rules, without doors and without a worker. */
export type OfficerContext = Pick<RegisterContext, 'store' | 'clock' | 'logKey' | 'identity'>;

/**
 * Opens a province's register for one act of its officer, beside the running process or without one. When the log has
 * grown, the witness is asked; one that does not answer is asked again by the running process.
 */
export async function asOfficer<T>(
  config: string,
  act: (context: OfficerContext) => Promise<T>,
): Promise<Result<T, SettingsTrouble>> {
  const settings = await readRoleSettings(config, 'province');
  if (!settings.ok) return settings;
  if (settings.value.role !== 'province') throw new Error('a province was asked for');
  const province = settings.value;
  const value = await withRoleDatabase(province, config, async (database) => {
    const { identity, clock, logKey, witness } = await registerConfigOf(
      { ...province, database },
      () => undefined,
    );
    await prepareRegisterDatabase(database, identity.departmentCode);
    const pool = openRegisterPool(database, identity.departmentCode, { max: 2 });
    try {
      const store = createRegisterStore(pool, identity.departmentCode);
      const answer = await act({ store, clock, logKey, identity });
      const log = createLogSource(pool, identity.departmentCode);
      const seek = async (): Promise<unknown> =>
        witness && (await seekCosignature(logKey.name, log, witness.client, witness.key));
      const patience = new AbortController();
      await Promise.race([
        seek().catch(() => undefined),
        sleepFor(3000, undefined, { signal: patience.signal }).catch(() => undefined),
      ]);
      patience.abort();
      return answer;
    } finally {
      await pool.end();
    }
  });
  return { ok: true, value };
}
