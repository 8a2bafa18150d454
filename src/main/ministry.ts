import { type Pool, query } from '../adapter/postgres/database.ts';
import { openRegisterPool } from '../adapter/postgres/register/open-register-pool.ts';
import { createWitnessStore } from '../adapter/postgres/register/witness-store.ts';
import type { Clock } from '../app/register/ports.ts';
import type { ApiLog } from '../edge/api/api-context.ts';
import { createApi } from '../edge/api/create-api.ts';
import type { SignerKey, VerifierKey } from '../format/log/key.ts';
import { prepareRegisterDatabase, type ServedRole } from './register.ts';

/** What the ministry's role needs in this part: it is the witness of the provinces' logs. */
export interface MinistryConfig {
  readonly databaseUrl: string;
  /** Of kind cosignature/v1. */
  readonly witnessKey: SignerKey;
  readonly registers: readonly VerifierKey[];
  readonly clock: Clock;
  readonly write: ApiLog;
}

/** The ministry's own code in tables whose keys begin with the province. */
const ministryCode = '00';

export async function createMinistry(config: MinistryConfig): Promise<ServedRole> {
  const { witnessKey, registers, clock, write } = config;
  await prepareRegisterDatabase(config.databaseUrl, ministryCode);
  const pool: Pool = openRegisterPool(config.databaseUrl, ministryCode, { max: 6 });
  const store = createWitnessStore(pool, ministryCode);
  const app = await createApi({
    write,
    ready: async () => {
      await query(pool, 'select 1');
    },
    witness: { store, key: witnessKey, registers, clock },
  });
  const close = async (): Promise<void> => {
    await app.close();
    await pool.end();
  };
  return { app, close };
}
