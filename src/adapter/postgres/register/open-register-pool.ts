import assert from 'node:assert/strict';
import { openPool, type Pool, type PoolOptions } from '../database.ts';

/** The role that migrations create: it may add, but not alter or take away what happened. */
export const registerRole = 'hocba_register';

/**
 * Opens a pool whose sessions have only the register's rights, whoever the address logs in as, and see the rows of one
 * province alone (row-level security).
 */
export function openRegisterPool(url: string, province: string, options: PoolOptions): Pool {
  assert(/^\d{2}$/.test(province), 'a province is two digits');
  const address = new URL(url);
  const settings = `-c TimeZone=UTC -c DateStyle=ISO -c role=${registerRole} -c hocba.province=${province}`;
  address.searchParams.set('options', settings);
  return openPool(address.href.replace(/\+/g, '%20'), options);
}
