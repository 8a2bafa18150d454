import { ok, type Result, refuse } from '../../domain/result.ts';

/** Names with texts or integers: all that our leaves and statements are made of. */
export type Fields = Readonly<Record<string, string | number>>;

export type CanonicalFault = { readonly code: 'not-canonical-json' };

/**
 * Canonical compact JSON: one object, names sorted by UTF-16 code unit, no white space, no nesting, integers
 * without fraction or exponent. Equal fields are equal bytes, so a reader can build the bytes to hash.
 */
export const writeFields = (fields: Fields): string =>
  `{${Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
    .join(',')}}`;

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON texts hold none unescaped.
const text = /"(?:[^"\\\u0000-\u001f]|\\["\\bfnrt]|\\u[0-9a-f]{4})*"/u.source;
const member = new RegExp(`(${text}):(${text}|-?\\d{1,16})[,}]`, 'uy');

/** Parses what `writeFields` writes, and nothing else: another order, a doubled name or a space is refused. */
export function parseFields(json: string): Result<Fields, CanonicalFault> {
  const entries: [string, string | number][] = [];
  member.lastIndex = 1;
  for (let found = member.exec(json); found !== null; found = member.exec(json)) {
    // The pattern holds only well-formed JSON texts and digits, so this cannot throw.
    const digits = /^-?\d/.test(found[2] ?? '');
    const value: unknown = digits ? Number(found[2]) : JSON.parse(found[2] ?? '""');
    entries.push([String(JSON.parse(found[1] ?? '""')), digits ? Number(value) : String(value)]);
  }
  const fields = Object.fromEntries(entries);
  const safe = entries.every(
    ([, value]) => typeof value === 'string' || Number.isSafeInteger(value),
  );
  return safe && json.isWellFormed() && writeFields(fields) === json
    ? ok(fields)
    : refuse({ code: 'not-canonical-json' });
}
