import { parseArgs } from 'node:util';
import { loadYear } from '../../../app/school/load-year.ts';
import { type PersonalId, parsePersonalId } from '../../../domain/person/identity.ts';
import type { MendedYear } from '../../../domain/record/mend-year.ts';
import type { StaffId } from '../../../domain/school/yearbook.ts';
import { schoolActText } from '../../text/school-acts.ts';
import { schoolCommandText as t } from '../../text/school-command.ts';
import { type Command, type ExitCode, exit, type Io } from '../command.ts';
import { settingsTrouble } from '../settings-trouble.ts';
import type { OpenSchool, SchoolDeps } from './open-school.ts';

/** What an act answers: one document for programs, the same in words for people. */
export interface SchoolAnswer {
  readonly code: ExitCode;
  readonly document: object;
  readonly text: string;
  /** Nothing was done: the words are a message, not a result. */
  readonly refused?: true;
}

/** An act on an open school whose year is imported. */
export interface SchoolActContext {
  readonly school: OpenSchool;
  readonly year: MendedYear;
  /** The classes that were named, or all of the year. */
  readonly classes: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  readonly flags: ReadonlySet<string>;
  readonly io: Io;
  readonly signal: AbortSignal;
  /** The command line's words for the settings file, to print a command that can be run next. */
  readonly config: string;
  /** The text of a file; undefined when it cannot be read. */
  readText(place: string): Promise<string | undefined>;
}

export interface SchoolAct {
  readonly name: keyof typeof t.acts;
  /** Options with a value beside `--class` and `--config`; those with `!` must be there. */
  readonly options: readonly string[];
  readonly flags?: readonly string[];
  run(context: SchoolActContext): Promise<SchoolAnswer>;
}

/** The answer of an act that a rule says no to. */
export const refusedAnswer = (
  refusal: { readonly code: string },
  text: string,
  code: ExitCode = exit.refused,
): SchoolAnswer => ({ code, document: { code: refusal.code }, text, refused: true });

/** A command on a school's database: settings, classes, one JSON document or words, exit codes. */
export function schoolCommand(act: SchoolAct, deps: SchoolDeps): Command {
  const { summary, usage } = t.acts[act.name];
  return {
    name: act.name,
    summary,
    usage,
    async run(args, io, signal) {
      const options = readOptions(act, args, deps.usualConfig);
      if (options === undefined) {
        io.stderr(`${t.optionsMissing}\nhocba ${usage}\n`);
        return exit.usage;
      }
      const opened = await deps.open(options.config);
      if (!opened.ok) {
        return settingsTrouble(opened.refusal, io);
      }
      try {
        const answer = await runAct(act, {
          ...options,
          school: opened.value,
          io,
          signal,
          readText: deps.readText,
        });
        if (options.flags.has('json')) io.stdout(`${JSON.stringify(answer.document)}\n`);
        if (answer.refused === true) io.stderr(`${answer.text}\n`);
        else if (!options.flags.has('json')) io.stdout(`${answer.text}\n`);
        return answer.code;
      } finally {
        await opened.value.close();
      }
    },
  };
}

async function runAct(
  act: SchoolAct,
  context: Omit<SchoolActContext, 'year' | 'classes'>,
): Promise<SchoolAnswer> {
  const { school, values } = context;
  const year = await loadYear(school.store, school.key);
  if (year === undefined) {
    const refusal = { code: 'year-not-imported' as const };
    return refusedAnswer(refusal, schoolActText(refusal));
  }
  const all = year.yearbook.classes.map(({ name }) => name);
  const classes = values['class']?.split(',').map((name) => name.trim().toUpperCase()) ?? all;
  const unknown = classes.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    const words = t.classUnknown(unknown, all);
    return refusedAnswer({ code: 'class-unknown' }, words, exit.usage);
  }
  return act.run({ ...context, year, classes });
}

function readOptions(act: SchoolAct, args: readonly string[], usualConfig: string | null) {
  const names = act.options.map((name) => name.replace('!', ''));
  const required = act.options.filter((name) => name.endsWith('!')).map((n) => n.slice(0, -1));
  const text = Object.fromEntries(
    ['class', 'config', ...names].map((name) => [name, { type: 'string' as const }]),
  );
  const flag = Object.fromEntries(
    ['json', ...(act.flags ?? [])].map((name) => [name, { type: 'boolean' as const }]),
  );
  try {
    const parsed = parseArgs({ args: [...args], options: { ...text, ...flag } });
    const values: Record<string, string> = {};
    const flags = new Set<string>();
    for (const [name, value] of Object.entries(parsed.values)) {
      if (typeof value === 'string') values[name] = value;
      else if (value === true) flags.add(name);
    }
    const config = values['config'] ?? usualConfig;
    if (config === null || required.some((name) => values[name] === undefined)) return undefined;
    return { values, flags, config };
  } catch {
    return undefined;
  }
}

/** The person behind an option: twelve digits, or the staff code of somebody who has a number. */
export function personIn(
  text: string | undefined,
  { yearbook }: MendedYear,
): PersonalId | undefined {
  if (text === undefined) return undefined;
  const byCode = yearbook.staff.find(({ id }) => id === text.toUpperCase())?.personalId;
  return byCode ?? parsePersonalId(text);
}

/** The number of a member of staff; undefined for somebody without. */
export const numberOf = (staff: StaffId | null, { yearbook }: MendedYear): PersonalId | undefined =>
  yearbook.staff.find(({ id }) => id === staff)?.personalId ?? undefined;
