import { lockPeriod } from '../app/register/lock-period.ts';
import { setLockingDate } from '../app/register/set-locking-date.ts';
import { closingInstant } from '../domain/registry/calendar.ts';
import type { CalendarDeps } from '../edge/cli/commands/calendar.ts';
import type { LockDeps } from '../edge/cli/commands/lock.ts';
import { asOfficer } from './officer.ts';
import { usualProvinceConfig } from './with-role-database.ts';

export const calendarDeps: CalendarDeps = {
  usualConfig: usualProvinceConfig,
  list: (config) => asOfficer(config, ({ store }) => store.calendar()),
  set: (config, date) => asOfficer(config, (context) => setLockingDate(date, context)),
  closingInstant,
};

export const lockDeps: LockDeps = {
  usualConfig: usualProvinceConfig,
  lock: (config, request) => asOfficer(config, (context) => lockPeriod(request, context)),
};
