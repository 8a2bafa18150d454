import { parseArgs } from 'node:util';
import type { CivilDate } from '../../../domain/time/civil-date.ts';
import { parseCivilDate } from '../../../domain/time/civil-date.ts';
import { type Instant, parseInstant } from '../../../domain/time/instant.ts';

const names = [
  'config',
  'school',
  'state',
  'kind',
  'from',
  'until',
  'on',
  'reason',
  'by',
  'within',
  'role',
  'class',
  'id',
  'person',
  'name',
  'decision',
  'decided-on',
  'substitutes',
  'password-file',
] as const;
export type OptionName = (typeof names)[number];

/** A command line of `certificates` or `appointments`, taken apart. */
export interface SignerOptions {
  readonly verb: string | undefined;
  readonly rest: readonly string[];
  readonly json: boolean;
  readonly all: boolean;
  readonly values: Readonly<Partial<Record<OptionName, string>>>;
}

/** Undefined for a command line that the commands do not know. */
export function readSignerOptions(args: readonly string[]): SignerOptions | undefined {
  const text = { type: 'string' as const };
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        all: { type: 'boolean' },
        ...Object.fromEntries(names.map((name) => [name, text] as const)),
      },
    });
    const given: Partial<Record<OptionName, string>> = {};
    for (const name of names) {
      const value: unknown = (values as Readonly<Record<string, unknown>>)[name];
      if (typeof value === 'string') given[name] = value;
    }
    const [verb, ...rest] = positionals;
    return { verb, rest, json: values.json === true, all: values.all === true, values: given };
  } catch {
    return undefined;
  }
}

/** An instant, or a day as its first moment in Vietnam; undefined for anything else. */
export function readTime(text: string): Instant | undefined {
  const day: CivilDate | undefined = parseCivilDate(text);
  return parseInstant(day === undefined ? text : `${day}T00:00:00+07:00`);
}
