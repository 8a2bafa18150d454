import { ok, type Result, refuse } from '../../domain/result.ts';

/** What is wrong at one place of a document: `path` as «slots.head.roles». */
export interface JsonFault {
  readonly path: string;
  readonly fault: 'not-json' | 'missing' | 'unknown' | 'malformed';
}

/** Reads one value; undefined when it is not of the form. Faults below it are told by itself. */
export type Reader<T> = (value: unknown, path: string, faults: JsonFault[]) => T | undefined;

type Shape = Readonly<Record<string, Reader<unknown>>>;
type Read<S extends Shape> = {
  readonly [K in keyof S]: S[K] extends Reader<infer T> ? T : never;
};

const malformed = (path: string, faults: JsonFault[]): undefined => {
  faults.push({ path, fault: 'malformed' });
  return undefined;
};

/** Whatever `is` takes. */
export const value =
  <T>(is: (value: unknown) => value is T): Reader<T> =>
  (found, path, faults) =>
    is(found) ? found : malformed(path, faults);

export const oneOf = <T extends string>(...words: readonly T[]): Reader<T> =>
  value((found): found is T => (words as readonly unknown[]).includes(found));

export const flag: Reader<boolean> = value((found) => typeof found === 'boolean');

export const whole = (least: number, most: number): Reader<number> =>
  value(
    (found): found is number =>
      Number.isInteger(found) && Number(found) >= least && Number(found) <= most,
  );

export const text = <T extends string = string>(pattern: RegExp): Reader<T> =>
  value((found): found is T => typeof found === 'string' && pattern.test(found));

export const orNull =
  <T>(read: Reader<T>): Reader<T | null> =>
  (found, path, faults) =>
    found === null ? null : read(found, path, faults);

/** A list of at least one. */
export const listOf =
  <T>(read: Reader<T>): Reader<readonly T[]> =>
  (found, path, faults) => {
    if (!Array.isArray(found) || found.length === 0) return malformed(path, faults);
    const items = found.map((item, index) => read(item, `${path}[${index}]`, faults));
    return items.every((item) => item !== undefined) ? (items as readonly T[]) : undefined;
  };

/** An object with exactly these members. */
export const object =
  <S extends Shape>(shape: S): Reader<Read<S>> =>
  (found, path, faults) => {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) {
      return malformed(path, faults);
    }
    const before = faults.length;
    const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
    for (const name of Object.keys(found)) {
      if (!Object.hasOwn(shape, name)) faults.push({ path: at(name), fault: 'unknown' });
    }
    const members = new Map<string, unknown>(Object.entries(found));
    const read: Record<string, unknown> = {};
    for (const [name, reader] of Object.entries(shape)) {
      if (members.has(name)) read[name] = reader(members.get(name), at(name), faults);
      else faults.push({ path: at(name), fault: 'missing' });
    }
    return faults.length === before ? (read as Read<S>) : undefined;
  };

/** Reads a JSON document strictly: every fault is told, nothing unknown is let pass. */
export function readJson<T>(source: string, reader: Reader<T>): Result<T, readonly JsonFault[]> {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch {
    return refuse([{ path: '', fault: 'not-json' }]);
  }
  const faults: JsonFault[] = [];
  const read = reader(json, '', faults);
  return read === undefined || faults.length > 0 ? refuse(faults) : ok(read);
}
