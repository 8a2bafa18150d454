import assert from 'node:assert/strict';
import pg from 'pg';

/** Columns whose default JavaScript form would lose something. */
const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<
  number,
  (text: string) => unknown
>([
  [pg.types.builtins.INT8, wholeNumber],
  // A civil date stays text: a Date would be an instant, and in the wrong zone.
  [pg.types.builtins.DATE, (text) => text],
  [pg.types.builtins.TIMESTAMPTZ, instantText],
]);

/** bigint: counts and sequence numbers stay far below 2^53; one that does not is a bug. */
function wholeNumber(text: string): number {
  const value = Number(text);
  assert(Number.isSafeInteger(value), `bigint ${text} is beyond 2^53`);
  return value;
}

/** timestamptz: YYYY-MM-DDTHH:MM:SS.mmmZ, which domain/time/instant.ts parses. */
function instantText(text: string): string {
  return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();
}

/** How the pool reads columns: bigint as number, date and timestamptz as text, all else as pg does. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format),
};
