import { parseArgs } from 'node:util';
import type { LockAnswer, LockRequest } from '../../../app/register/lock-period.ts';
import { parseCohort } from '../../../domain/registry/cohort.ts';
import type { LockingRefusal } from '../../../domain/registry/refusal.ts';
import type { Result } from '../../../domain/result.ts';
import { parseSchoolYear } from '../../../domain/time/school-year.ts';
import { lockText as t } from '../../text/lock-command.ts';
import { registerText } from '../../text/register.ts';
import { type Command, exit } from '../command.ts';
import { settingsTrouble } from '../settings-trouble.ts';
import { table } from '../text-layout.ts';
import type { SettingsTrouble } from './serve.ts';

export interface LockDeps {
  /** The settings file that is used when none is named. */
  readonly usualConfig: string;
  lock(
    config: string,
    request: LockRequest,
  ): Promise<Result<Result<LockAnswer, LockingRefusal>, SettingsTrouble>>;
}

/** `hocba lock`: closes a cohort for good, or shows what is missing. */
export const lockCommand = (deps: LockDeps): Command => ({
  name: 'lock',
  summary: t.summary,
  usage: t.usage,
  async run(args, io) {
    const options = readOptions(args);
    if (options === undefined || options === 'officer') {
      io.stderr(`${options === 'officer' ? `${t.officerMissing}\n` : ''}hocba ${t.usage}\n`);
      return exit.usage;
    }
    const { json, config, request } = options;
    const answer = await deps.lock(config ?? deps.usualConfig, request);
    if (!answer.ok) return settingsTrouble(answer.refusal, io);
    const locked = answer.value;
    if (!locked.ok) {
      const text = json ? '' : describe(locked.refusal, io.columns);
      io.stdout(json ? `${JSON.stringify(withSentence(locked.refusal))}\n` : text);
      return exit.refused;
    }
    const { leafIndex } = locked.value;
    const lines = [leafIndex === null ? t.would : t.locked, t.totals(locked.value)];
    if (leafIndex !== null) lines.push(t.leaf(leafIndex));
    io.stdout(json ? `${JSON.stringify(locked.value)}\n` : `${lines.join('\n')}\n`);
    return exit.done;
  },
});

const factsOf = (refusal: LockingRefusal): Readonly<Record<string, string>> => {
  if (refusal.code === 'learners-unaccounted') {
    const classes = refusal.classes.map(({ school, className }) => `${school} ${className}`);
    return { classes: classes.join(', ') };
  }
  if (refusal.code === 'enrolment-not-stated') return { schools: refusal.schools.join(', ') };
  return Object.fromEntries(Object.entries(refusal).map(([name, value]) => [name, `${value}`]));
};

const withSentence = (refusal: LockingRefusal) => ({
  ...refusal,
  ...registerText(refusal.code, factsOf(refusal)),
});

function describe(refusal: LockingRefusal, columns: number): string {
  const { sentence, remedy } = registerText(refusal.code, factsOf(refusal));
  const lines = [sentence, ...(remedy === null ? [] : [remedy])];
  if (refusal.code === 'learners-unaccounted') {
    const rows = refusal.classes.map((gap) => [
      gap.school,
      gap.className,
      ...[gap.enrolled, gap.inForce, gap.excused, gap.unaccounted].map(String),
    ]);
    lines.push('', ...table([[...t.gaps], ...rows], columns));
    const twice = refusal.classes.reduce(
      (sum, { excusedWithRecord }) => sum + excusedWithRecord,
      0,
    );
    if (twice > 0) lines.push('', t.contradiction(twice));
  }
  return `${lines.join('\n')}\n`;
}

function readOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean' },
        config: { type: 'string' },
        year: { type: 'string' },
        cohort: { type: 'string' },
        'dry-run': { type: 'boolean' },
        'without-missing': { type: 'boolean' },
        officer: { type: 'string' },
        reason: { type: 'string' },
      },
    });
    const { json = false, config, officer, reason } = values;
    const year = parseSchoolYear(values.year ?? '');
    const cohort = parseCohort(values.cohort ?? '');
    if (year === undefined || cohort === undefined) return undefined;
    const request = { year, cohort, dryRun: values['dry-run'] === true };
    if (values['without-missing'] !== true) return { json, config, request };
    if (!officer || !reason) return 'officer' as const;
    return { json, config, request: { ...request, leftOut: { officer, reason } } };
  } catch {
    return undefined;
  }
}
