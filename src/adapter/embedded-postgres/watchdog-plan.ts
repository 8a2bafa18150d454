import type { Account } from './account.ts';

/** All that the watchdog must know, as one JSON argument. */
export interface WatchdogPlan {
  readonly postgres: string;
  readonly pgCtl: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly account: Account;
  readonly log: string;
}

/** What the watchdog tells its parent: the server's process number. */
export interface WatchdogReport {
  readonly pid: number;
}

/** Both ends are this program, so the shape is only checked, not repaired. */
export function parsePlan(text: string): WatchdogPlan | undefined {
  const value: unknown = JSON.parse(text);
  return isPlan(value) ? value : undefined;
}

const isPlan = (value: unknown): value is WatchdogPlan =>
  typeof value === 'object' &&
  value !== null &&
  ['postgres', 'pgCtl', 'args', 'cwd', 'env', 'account', 'log'].every((key) => key in value);

export const parseReport = (value: unknown): WatchdogReport | undefined =>
  typeof value === 'object' && value !== null && 'pid' in value && typeof value.pid === 'number'
    ? { pid: value.pid }
    : undefined;
