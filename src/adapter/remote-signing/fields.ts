import { Outage } from '../../app/outage.ts';

/** The service answered with what is no answer of its protocol; `where` names the field, never its content. */
export const unintelligible = (where: string): Outage =>
  new Outage('signing-service-unintelligible', { fact: where });

/** Reads an answer field by field; what is missing or of another kind throws `unintelligible`. */
export interface Fields {
  readonly where: string;
  has(name: string): boolean;
  text(name: string): string;
  optionalText(name: string): string | undefined;
  /** A whole number, also one in quotes: providers write `"expires_in": "3600"`. */
  number(name: string): number;
  optionalNumber(name: string): number | undefined;
  /** Text, or a number as text: providers are not agreed on how a code is written. */
  optionalWord(name: string): string | undefined;
  list(name: string): readonly unknown[];
  texts(name: string): readonly string[];
  fields(name: string): Fields;
  optionalFields(name: string): Fields | undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function fieldsOf(value: unknown, where: string): Fields {
  if (!isObject(value)) throw unintelligible(where);
  // Null and absence are the same to all four providers.
  const at = (name: string): unknown => (Object.hasOwn(value, name) ? value[name] : null) ?? null;
  const fail = (name: string): Outage => unintelligible(`${where}.${name}`);
  const text = (name: string): string => {
    const found = at(name);
    if (typeof found !== 'string') throw fail(name);
    return found;
  };
  const number = (name: string): number => {
    const found = at(name);
    const read = typeof found === 'string' && /^\d{1,12}$/.test(found) ? Number(found) : found;
    if (typeof read !== 'number' || !Number.isSafeInteger(read)) throw fail(name);
    return read;
  };
  const list = (name: string): readonly unknown[] => {
    const found = at(name);
    if (!Array.isArray(found)) throw fail(name);
    return found;
  };
  const fields = (name: string): Fields => fieldsOf(at(name), `${where}.${name}`);
  const has = (name: string): boolean => at(name) !== null;
  return {
    where,
    has,
    text,
    optionalText: (name) => (has(name) ? text(name) : undefined),
    number,
    optionalNumber: (name) => (has(name) ? number(name) : undefined),
    optionalWord(name) {
      const found = at(name);
      return typeof found === 'number' ? String(found) : has(name) ? text(name) : undefined;
    },
    list,
    texts: (name) =>
      list(name).map((one) => {
        if (typeof one !== 'string') throw fail(name);
        return one;
      }),
    fields,
    optionalFields: (name) => (has(name) ? fields(name) : undefined),
  };
}

/** Base64 of a signature value, line breaks allowed (MySign writes them): 32 to 1,024 octets. */
export function signatureValue(text: string, where: string): Uint8Array {
  const plain = text.replace(/[\r\n \t]+/g, '');
  const value = Buffer.from(plain, 'base64');
  if (value.toString('base64') !== plain || value.length < 32 || value.length > 1024) {
    throw unintelligible(where);
  }
  return value;
}

/** A code of the provider as a fact: short, plain letters, so that no content slips into a message. */
export const plainCode = (code: string | number): string =>
  String(code)
    .replace(/[^\w.-]+/g, '_')
    .slice(0, 40);
