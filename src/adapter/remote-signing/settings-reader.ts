import { serviceUrl } from './exchange.ts';

/** Reads the text of a secret's file; undefined when it cannot be read. */
export type ReadSecret = (file: string) => Promise<string | undefined>;

/** Reads one object of a settings file by name; every fault is kept by its name, and no value is ever repeated. */
export interface SettingsReader {
  text(name: string): string;
  optionalText(name: string): string | undefined;
  /** `{"file": "…"}`: the first line of that file. */
  secret(name: string): Promise<string>;
  /** Several of those, by name. */
  secrets(name: string): Promise<Readonly<Record<string, string>>>;
  url(name: string): URL;
  number(name: string, usual: number, most: number): number;
  oneOf<T extends string>(name: string, values: readonly T[]): T;
  fail(name: string): void;
  /** Names that are wrong or missing, and names that nobody asked for. */
  faults(): readonly string[];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const nowhere = new URL('http://127.0.0.1');

export function createSettingsReader(json: unknown, readSecret: ReadSecret): SettingsReader {
  const settings = isObject(json) ? json : {};
  const asked = new Set<string>();
  const wrong = new Set<string>();
  const at = (name: string): unknown => {
    asked.add(name);
    return settings[name];
  };
  const fail = (name: string): void => void wrong.add(name);
  const text = (name: string): string => {
    const value = at(name);
    if (typeof value === 'string' && value !== '') return value;
    fail(name);
    return '';
  };
  const secretIn = async (value: unknown, name: string): Promise<string> => {
    const line = await firstLine(value, readSecret);
    if (line === '') fail(name);
    return line;
  };
  return {
    text,
    optionalText: (name) => (at(name) === undefined ? undefined : text(name)),
    secret: (name) => secretIn(at(name), name),
    async secrets(name) {
      const value = at(name) ?? {};
      if (!isObject(value)) fail(name);
      const read: Record<string, string> = {};
      for (const [id, one] of Object.entries(isObject(value) ? value : {})) {
        read[id] = await secretIn(one, `${name}.${id}`);
      }
      return read;
    },
    url(name) {
      const url = serviceUrl(text(name));
      if (url === undefined) fail(name);
      return url ?? nowhere;
    },
    number(name, usual, most) {
      const value = at(name) ?? usual;
      if (typeof value === 'number' && value > 0 && value <= most) return value;
      fail(name);
      return usual;
    },
    oneOf(name, values) {
      const value = at(name);
      const found = values.find((one) => one === value);
      if (found === undefined) fail(name);
      return found ?? (values[0] as (typeof values)[number]);
    },
    fail,
    faults: () => [...wrong, ...Object.keys(settings).filter((name) => !asked.has(name))],
  };
}

/** The first line of the file that `{"file": "…"}` names; empty when there is none. */
async function firstLine(value: unknown, readSecret: ReadSecret): Promise<string> {
  const isNamed = isObject(value) && Object.keys(value).length === 1;
  const file = isNamed && typeof value['file'] === 'string' ? value['file'] : undefined;
  const read = file === undefined ? undefined : await readSecret(file);
  return read?.split(/\r?\n/)[0] ?? '';
}
