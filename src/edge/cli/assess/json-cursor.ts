/** Why a case cannot be read. */
export type CaseFaultCode =
  | 'not-object'
  | 'not-list'
  | 'missing'
  | 'empty'
  | 'wrong-type'
  | 'out-of-range'
  | 'not-whole'
  | 'unknown-programme'
  | 'unknown-value'
  | 'wrong-kind'
  | 'duplicate'
  | 'unknown-item';

/** One fault and where it stands, as a JSON pointer (RFC 6901) into the case. */
export interface CaseFault {
  readonly code: CaseFaultCode;
  readonly path: string;
}

export type JsonObject = { readonly [key: string]: unknown };

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One object of the input, where it stands, and the faults found so far in its case. */
export interface Cursor {
  readonly at: JsonObject;
  readonly path: string;
  readonly faults: CaseFault[];
}

const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

export const pathOf = ({ path }: Cursor, key: string | number): string =>
  `${path}/${typeof key === 'number' ? key : escapePointer(key)}`;

export function fault(cursor: Cursor, key: string | number, code: CaseFaultCode): null {
  cursor.faults.push({ code, path: pathOf(cursor, key) });
  return null;
}

/** A key's value; null where it is absent or null. Only own keys: `__proto__` is a name like any other. */
export const entryOf = ({ at }: Cursor, key: string): unknown =>
  Object.hasOwn(at, key) ? (at[key] ?? null) : null;

/** The object under a key; null where it is absent, with a fault where it is something else. */
export function childOf(cursor: Cursor, key: string): Cursor | null {
  const value = entryOf(cursor, key);
  if (value === null) return null;
  if (!isJsonObject(value)) return fault(cursor, key, 'not-object');
  return { at: value, path: pathOf(cursor, key), faults: cursor.faults };
}

/** The objects of the list under a key; a missing list is a fault. */
export function childrenOf(cursor: Cursor, key: string): readonly Cursor[] {
  const value = entryOf(cursor, key);
  if (!Array.isArray(value)) {
    fault(cursor, key, value === null ? 'missing' : 'not-list');
    return [];
  }
  const children: Cursor[] = [];
  const path = pathOf(cursor, key);
  value.forEach((item: unknown, index) => {
    const child = `${path}/${index}`;
    if (isJsonObject(item)) children.push({ at: item, path: child, faults: cursor.faults });
    else cursor.faults.push({ code: 'not-object', path: child });
  });
  return children;
}

/** A whole number within limits; null where it is absent, or with a fault. */
export function wholeOf(
  cursor: Cursor,
  key: string,
  { min, max }: { readonly min: number; readonly max: number },
): number | null {
  const value = entryOf(cursor, key);
  if (value === null) return null;
  if (typeof value !== 'number') return fault(cursor, key, 'wrong-type');
  if (!Number.isInteger(value)) return fault(cursor, key, 'not-whole');
  return value < min || value > max ? fault(cursor, key, 'out-of-range') : value;
}

/** One of a set of letters; null where it is absent, or with a fault. */
export function letterOf<T extends string>(
  cursor: Cursor,
  key: string,
  isLetter: (value: unknown) => value is T,
): T | null {
  const value = entryOf(cursor, key);
  if (value === null) return null;
  if (isLetter(value)) return value;
  return fault(cursor, key, typeof value === 'string' ? 'unknown-value' : 'wrong-type');
}

/** true or false; false where it is absent. */
export function booleanOf(cursor: Cursor, key: string): boolean {
  const value = entryOf(cursor, key);
  if (value === null) return false;
  if (typeof value === 'boolean') return value;
  fault(cursor, key, 'wrong-type');
  return false;
}
