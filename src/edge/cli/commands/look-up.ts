import { parseArgs } from 'node:util';
import type { LookUpAnswer, RecordSummary } from '../../../app/register/look-up-record.ts';
import { type BirthDate, parseBirthDate } from '../../../domain/person/identity.ts';
import { parseRecordCode, type RecordCode } from '../../../domain/record/content.ts';
import type { Result } from '../../../domain/result.ts';
import { lookUpCommandText as t } from '../../text/register-command.ts';
import { type Command, exit } from '../command.ts';

/** What a register answers over its interface. */
export type LookedUp = RecordSummary & Pick<LookUpAnswer, 'state' | 'content'>;

export interface LookUpDeps {
  /** The register that is asked when none is named. */
  usualRegister(): Promise<string>;
  lookUp(
    register: string,
    code: RecordCode,
    birthDate: BirthDate | undefined,
  ): Promise<Result<LookedUp, { readonly code: string }>>;
}

/** `hocba look-up`: what a register answers to a look-up code. */
export const lookUpCommand = (deps: LookUpDeps): Command => ({
  name: 'look-up',
  summary: t.summary,
  usage: t.usage,
  async run(args, io) {
    const options = readOptions(args);
    if (options === undefined) {
      io.stderr(`hocba ${t.usage}\n`);
      return exit.usage;
    }
    const code = parseRecordCode(options.code.replaceAll(' ', ''));
    if (code === undefined) {
      io.stderr(`${t.wrongCode(options.code)}\n`);
      return exit.usage;
    }
    const { birthDate: dateText } = options;
    const birthDate = dateText === undefined ? undefined : parseBirthDate(dateText);
    if (dateText !== undefined && birthDate === undefined) {
      io.stderr(`${t.wrongDate(dateText)}\n`);
      return exit.usage;
    }
    const register = options.register ?? (await deps.usualRegister());
    const answer = await deps.lookUp(register, code, birthDate);
    if (!answer.ok) {
      if (options.json) io.stdout(`${JSON.stringify({ code: answer.refusal.code })}\n`);
      io.stderr(`${t.notFound}\n`);
      return exit.refused;
    }
    io.stdout(options.json ? `${JSON.stringify(answer.value)}\n` : describe(answer.value));
    return exit.done;
  },
});

function describe(found: LookedUp): string {
  const { labels } = t;
  const rows: readonly (readonly [string, string])[] = [
    [labels.code, found.code],
    [labels.school, found.schoolName],
    [labels.year, found.year],
    [labels.grade, String(found.grade)],
    found.content === undefined
      ? [labels.initials, found.initials]
      : [labels.learner, found.content.learner.name],
    [labels.version, String(found.version)],
    [labels.registeredAt, found.registeredAt],
    [labels.lockedAt, found.lockedAt ?? '–'],
    [labels.sha256, found.sha256],
  ];
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  const lines = rows.map(([label, value]) => `${label.padEnd(width)}${value}`);
  return `${t.states[found.state]}\n\n${lines.join('\n')}\n`;
}

function readOptions(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        register: { type: 'string' },
        'birth-date': { type: 'string' },
      },
    });
    const [code] = positionals;
    if (code === undefined || positionals.length !== 1) return undefined;
    const json = values.json === true;
    return { code, json, register: values.register, birthDate: values['birth-date'] };
  } catch {
    return undefined;
  }
}
