import { parseArgs } from 'node:util';
import type { LockingDate } from '../../../domain/registry/calendar.ts';
import { parseCohort } from '../../../domain/registry/cohort.ts';
import type { CalendarRefusal } from '../../../domain/registry/refusal.ts';
import type { Result } from '../../../domain/result.ts';
import { type CivilDate, parseCivilDate } from '../../../domain/time/civil-date.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { parseSchoolYear } from '../../../domain/time/school-year.ts';
import { calendarText as t } from '../../text/lock-command.ts';
import { registerText } from '../../text/register.ts';
import { timeText } from '../../text/time.ts';
import { type Command, exit, type Io } from '../command.ts';
import { settingsTrouble } from '../settings-trouble.ts';
import { table } from '../text-layout.ts';
import type { SettingsTrouble } from './serve.ts';

export type DateToSet = Omit<LockingDate, 'at'>;

export interface CalendarDeps {
  /** The settings file that is used when none is named. */
  readonly usualConfig: string;
  list(config: string): Promise<Result<readonly LockingDate[], SettingsTrouble>>;
  /** Answers when the door will close. */
  set(
    config: string,
    date: DateToSet,
  ): Promise<Result<Result<Instant, CalendarRefusal>, SettingsTrouble>>;
  closingInstant(lastDay: CivilDate): Instant;
}

/** `hocba calendar`: the Department's locking dates. */
export const calendarCommand = (deps: CalendarDeps): Command => ({
  name: 'calendar',
  summary: t.summary,
  usage: t.usage,
  async run(args, io) {
    const options = readOptions(args);
    if (options === undefined) {
      io.stderr(`hocba ${t.usage}\n`);
      return exit.usage;
    }
    const config = options.config ?? deps.usualConfig;
    if (options.date === null) return list(config, options.json, deps, io);
    const answer = await deps.set(config, options.date);
    if (!answer.ok) return settingsTrouble(answer.refusal, io);
    const set = answer.value;
    if (!set.ok) {
      const { code, ...facts } = set.refusal;
      const { sentence, remedy } = registerText(code, { ...facts });
      if (options.json) io.stdout(`${JSON.stringify({ code, facts, sentence, remedy })}\n`);
      io.stderr(`${sentence}${remedy === null ? '' : ` ${remedy}`}\n`);
      return exit.refused;
    }
    const { date } = options;
    const closesAt = set.value;
    if (options.json) io.stdout(`${JSON.stringify({ ...date, closesAt })}\n`);
    else
      io.stdout(`${t.set(date.year, t.cohorts[date.cohort], date.lastDay, timeText(closesAt))}\n`);
    return exit.done;
  },
});

async function list(config: string, json: boolean, deps: CalendarDeps, io: Io) {
  const answer = await deps.list(config);
  if (!answer.ok) return settingsTrouble(answer.refusal, io);
  const dates = answer.value;
  if (json) {
    const rows = dates.map((date) => ({ ...date, closesAt: deps.closingInstant(date.lastDay) }));
    io.stdout(`${JSON.stringify({ dates: rows })}\n`);
  } else if (dates.length === 0) io.stdout(`${t.empty}\n`);
  else {
    const rows = dates.map((date) => [
      date.year,
      t.cohorts[date.cohort],
      date.lastDay,
      date.decision,
      date.officer,
    ]);
    io.stdout(`${table([[...t.head], ...rows], io.columns).join('\n')}\n`);
  }
  return exit.done;
}

function readOptions(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        config: { type: 'string' },
        year: { type: 'string' },
        cohort: { type: 'string' },
        'last-day': { type: 'string' },
        officer: { type: 'string' },
        decision: { type: 'string' },
      },
    });
    const { json = false, config, officer, decision } = values;
    if (positionals.length === 0) return { json, config, date: null };
    const year = parseSchoolYear(values.year ?? '');
    const cohort = parseCohort(values.cohort ?? '');
    const lastDay = parseCivilDate(values['last-day'] ?? '');
    const complete = year !== undefined && cohort !== undefined && lastDay !== undefined;
    if (positionals.join() !== 'set' || !complete || !officer || !decision) return undefined;
    const date: DateToSet = { year, cohort, lastDay, officer, decision };
    return { json, config, date };
  } catch {
    return undefined;
  }
}
