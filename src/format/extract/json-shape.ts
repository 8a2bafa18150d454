/** Why a value of a JSON file is not taken. */
export type JsonFaultCode =
  | 'not-json'
  | 'not-object'
  | 'not-list'
  | 'list-empty'
  | 'unknown-key'
  | 'missing'
  | 'wrong-type'
  | 'invalid-value';

/** One fault and where it stands, as a JSON pointer (RFC 6901); `expected` names what belongs there. */
export interface JsonFault {
  readonly code: JsonFaultCode;
  readonly path: string;
  readonly expected?: string;
}

/** Reads one value; undefined with a fault noted where it is not what belongs there. */
export type Shape<T> = (value: unknown, path: string, faults: JsonFault[]) => T | undefined;

/** A member of an object: what it holds, and whether it may be absent or null. */
export interface Member<T> {
  readonly shape: Shape<T>;
  readonly optional: boolean;
}

export const must = <T>(shape: Shape<T>): Member<T> => ({ shape, optional: false });

/** Absent and null are the same: nothing is known. */
export const may = <T>(shape: Shape<T>): Member<T | null> => ({ shape, optional: true });

type Members = Readonly<Record<string, Member<unknown>>>;
export type ValueOf<M extends Members> = {
  readonly [K in keyof M]: M[K] extends Member<infer T> ? T : never;
};

const pointer = (path: string, key: string | number): string =>
  `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with these members and no others. */
export function objectOf<M extends Members>(members: M): Shape<ValueOf<M>> {
  return (value, path, faults) => {
    if (!isRecord(value)) {
      faults.push({ code: 'not-object', path });
      return undefined;
    }
    const before = faults.length;
    for (const key of Object.keys(value)) {
      if (!Object.hasOwn(members, key)) {
        faults.push({ code: 'unknown-key', path: pointer(path, key) });
      }
    }
    const read: Record<string, unknown> = {};
    for (const [key, { shape, optional }] of Object.entries(members)) {
      const found = Object.hasOwn(value, key) ? (value[key] ?? null) : null;
      if (found !== null) read[key] = shape(found, pointer(path, key), faults);
      else if (optional) read[key] = null;
      else faults.push({ code: 'missing', path: pointer(path, key) });
    }
    return faults.length > before ? undefined : (read as ValueOf<M>);
  };
}

/** A list with at least one item. */
export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value, path, faults) => {
    if (!Array.isArray(value)) {
      faults.push({ code: 'not-list', path });
      return undefined;
    }
    if (value.length === 0) faults.push({ code: 'list-empty', path });
    const read = value.map((item: unknown, at) => shape(item, pointer(path, at), faults));
    return read.filter((item) => item !== undefined);
  };
}

/** A text that `parse` takes, made NFC and one line before. */
export function textOf<T>(expected: string, parse: (text: string) => T | undefined): Shape<T> {
  return (value, path, faults) => {
    if (typeof value !== 'string') {
      faults.push({ code: 'wrong-type', path, expected });
      return undefined;
    }
    const read = parse(value.normalize('NFC').replace(/\s+/gu, ' ').trim());
    if (read === undefined) faults.push({ code: 'invalid-value', path, expected });
    return read;
  };
}

/** One of a few words. */
export const wordOf = <const T extends string>(
  expected: string,
  words: Readonly<Record<string, T>>,
): Shape<T> => textOf(expected, (text) => (Object.hasOwn(words, text) ? words[text] : undefined));

/** A number that `parse` takes. */
export function numberOf<T>(expected: string, parse: (value: number) => T | undefined): Shape<T> {
  return (value, path, faults) => {
    if (typeof value !== 'number') {
      faults.push({ code: 'wrong-type', path, expected });
      return undefined;
    }
    const read = parse(value);
    if (read === undefined) faults.push({ code: 'invalid-value', path, expected });
    return read;
  };
}

export const flag: Shape<boolean> = (value, path, faults) => {
  if (typeof value === 'boolean') return value;
  faults.push({ code: 'wrong-type', path, expected: 'flag' });
  return undefined;
};
