import { openPool, type Pool, type PoolOptions } from '../database.ts';

/** The role that migrations create: it may add, but not alter or take away what happened. */
export const registerRole = 'hocba_register';

/** Opens a pool whose sessions have only the register's rights, whoever the address logs in as. */
export function openRegisterPool(url: string, options: PoolOptions): Pool {
  const address = new URL(url);
  const settings = `-c TimeZone=UTC -c DateStyle=ISO -c role=${registerRole}`;
  address.searchParams.set('options', settings);
  return openPool(address.href.replace(/\+/g, '%20'), options);
}
