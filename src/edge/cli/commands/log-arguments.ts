import { parseArgs } from 'node:util';

export interface LogArguments {
  readonly place: string;
  /** Keys as given: in note form, or files that hold them. */
  readonly key: string;
  readonly witnesses: readonly string[];
  readonly state: string | null;
  readonly reading: 'whole' | 'new';
  /** Seconds between two looks; null looks once. */
  readonly everySeconds: number | null;
  readonly json: boolean;
}

const options = {
  key: { type: 'string' },
  witness: { type: 'string', multiple: true },
  state: { type: 'string' },
  quick: { type: 'boolean' },
  follow: { type: 'boolean' },
  every: { type: 'string' },
  json: { type: 'boolean' },
} as const;

const usualSeconds = 60;

/** Undefined for whatever is not understood. */
export function parseLogArguments(args: readonly string[]): LogArguments | undefined {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [verb, place, ...more] = positionals;
    const { key, state, every } = values;
    if (verb !== 'check' || place === undefined || more.length > 0 || !key) return undefined;
    if (every !== undefined && (values.follow !== true || !/^[1-9]\d{0,5}$/.test(every))) {
      return undefined;
    }
    return {
      place,
      key,
      witnesses: values.witness ?? [],
      state: state ?? null,
      reading: values.quick === true ? 'new' : 'whole',
      everySeconds: values.follow === true ? Number(every ?? usualSeconds) : null,
      json: values.json === true,
    };
  } catch {
    return undefined;
  }
}
