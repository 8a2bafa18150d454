import { setTimeout as sleepFor } from 'node:timers/promises';
import { lockDue } from '../app/register/lock-due.ts';
import type { RegisterContext } from '../app/register/ports.ts';
import { type Repeated, repeat } from '../app/repeat.ts';
import type { ApiLog } from '../edge/api/api-context.ts';

const everyMs = 60_000;

/** Locks what is due, minute by minute; a cohort that cannot be locked is told once for each reason. */
export function keepLocks(context: RegisterContext, write: ApiLog, locked: () => void): Repeated {
  const told = new Map<string, string>();
  return repeat(
    async () => {
      for (const { date, outcome } of await lockDue(context)) {
        const { year, cohort } = date;
        if (outcome.ok) {
          const { inForce, enrolled, excused } = outcome.value;
          const facts = { year, cohort, inForce, enrolled, excused };
          write({ level: 'info', event: 'period-locked', facts });
          locked();
          continue;
        }
        const { code } = outcome.refusal;
        if (told.get(`${year} ${cohort}`) === code) continue;
        told.set(`${year} ${cohort}`, code);
        write({ level: 'error', event: 'lock-waits', facts: { year, cohort, code } });
      }
    },
    {
      everyMs,
      sleep: (ms, signal) => sleepFor(ms, undefined, { signal }).catch(() => undefined),
      failed: (error) => write({ level: 'error', event: 'lock-keeper-failed', facts: {}, error }),
    },
  );
}
