import { parseArgs } from 'node:util';
import { ok, type Result, refuse } from '../../../domain/result.ts';
import { parseCivilDate } from '../../../domain/time/civil-date.ts';
import { type Instant, parseInstant } from '../../../domain/time/instant.ts';

export interface VerifyArguments {
  readonly files: readonly string[];
  readonly trust: string | null;
  /** Null: now. */
  readonly at: Instant | null;
  readonly proof: string | null;
  /** A policy document; null: the shipped one. */
  readonly policy: string | null;
  readonly json: boolean;
}

export type VerifyUsageRefusal =
  | { readonly code: 'no-file' }
  | { readonly code: 'unknown-option'; readonly option: string }
  | { readonly code: 'value-missing'; readonly option: string }
  | { readonly code: 'value-unexpected'; readonly option: string }
  | { readonly code: 'time-unreadable'; readonly text: string }
  | { readonly code: 'proof-for-many' };

/** `offline` is taken and changes nothing yet: verifying reads files only, never the network. */
const options = {
  trust: { type: 'string' },
  at: { type: 'string' },
  proof: { type: 'string' },
  policy: { type: 'string' },
  offline: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** Reads the command line; whatever is not understood is refused. */
export function parseVerifyArguments(
  args: readonly string[],
): Result<VerifyArguments, VerifyUsageRefusal> {
  const parsed = parseStrictly(args);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (positionals.length === 0) return refuse({ code: 'no-file' });
  for (const option of ['trust', 'at', 'proof', 'policy'] as const) {
    if (values[option] === '') return refuse({ code: 'value-missing', option: `--${option}` });
  }
  const at = values.at === undefined ? null : parseTime(values.at);
  if (at === undefined) return refuse({ code: 'time-unreadable', text: values.at ?? '' });
  if (values.proof !== undefined && positionals.length > 1)
    return refuse({ code: 'proof-for-many' });
  return ok({
    files: positionals,
    trust: values.trust ?? null,
    at,
    proof: values.proof ?? null,
    policy: values.policy ?? null,
    json: values.json ?? false,
  });
}

/** An instant with its zone, or a day, which means its end in Vietnam. */
const parseTime = (text: string): Instant | undefined =>
  parseCivilDate(text) === undefined ? parseInstant(text) : parseInstant(`${text}T23:59:59+07:00`);

function parseStrictly(args: readonly string[]) {
  try {
    return ok(parseArgs({ args: [...args], options, allowPositionals: true, strict: true }));
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) return refuse(usageRefusal(error));
    throw error;
  }
}

/** Node tells the kind by a code and the option only within its English message. */
function usageRefusal(error: TypeError & { readonly code?: unknown }): VerifyUsageRefusal {
  const option = /'(-[^ ']+)/.exec(error.message)?.[1] ?? '';
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return { code: 'unknown-option', option };
  return error.message.includes('does not take')
    ? { code: 'value-unexpected', option }
    : { code: 'value-missing', option };
}

/** True when the caller asked for JSON, even where the rest of the line is wrong. */
export const wantsJson = (args: readonly string[]): boolean => args.includes('--json');
