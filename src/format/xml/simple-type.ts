/**
 * A kind of text value: how it is read, how it is written, and the XSD facets that say the same to others. `parse`
 * answers undefined for anything that `write` would not give back: one value has one spelling.
 */
export interface SimpleType<T> {
  readonly name: string;
  readonly facets: readonly string[];
  parse(text: string): T | undefined;
  write(value: T): string;
}

const escapeFacet = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export const patternFacet = (pattern: string): string =>
  `<xs:pattern value="${escapeFacet(pattern)}"/>`;

/** Text matched whole by `pattern`, which must mean the same in XSD and in JavaScript. */
export function patterned<T extends string>(
  name: string,
  pattern: string,
  refine: (text: string) => T | undefined = (text) => text as T,
): SimpleType<T> {
  const expression = new RegExp(`^(?:${pattern})$`, 'u');
  return {
    name,
    facets: [patternFacet(pattern)],
    parse: (text) => (expression.test(text) ? refine(text) : undefined),
    write: (value) => value,
  };
}

/** Whether the text is one line without blanks at its ends, of 1 to `max` code points: XSD counts those. */
function isLine(text: string, max: number): boolean {
  const { length } = text;
  if (length === 0 || text.charCodeAt(0) === 0x20 || text.charCodeAt(length - 1) === 0x20) {
    return false;
  }
  let points = length;
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 0x09 || unit === 0x0a || unit === 0x0d) return false;
    if (unit >= 0xd800 && unit <= 0xdbff) points--;
  }
  return points <= max;
}

/** One line of text, 1 to `max` characters, no blank at either end. */
export const line = (name: string, max: number): SimpleType<string> => ({
  name,
  facets: [
    `<xs:maxLength value="${max}"/>`,
    patternFacet('[^ \\t\\n\\r]([^\\t\\n\\r]*[^ \\t\\n\\r])?'),
  ],
  parse: (text) => (isLine(text, max) ? text : undefined),
  write: (value) => value,
});

/** One of a few words; `table` maps each value to its spelling. */
export function oneOf<T extends string | boolean>(
  name: string,
  table: readonly (readonly [T, string])[],
): SimpleType<T> {
  const values = new Map(table.map(([value, word]) => [word, value]));
  const words = new Map(table);
  return {
    name,
    facets: table.map(([, word]) => `<xs:enumeration value="${escapeFacet(word)}"/>`),
    parse: (text) => values.get(text),
    write: (value) => words.get(value) ?? '',
  };
}

/** A number from `min` to `max` with at most two decimals, without a sign or needless zeros. */
export function measure(name: string, min: number, max: number): SimpleType<number> {
  const pattern = '(0|[1-9][0-9]{0,3})(\\.[0-9]?[1-9])?';
  const expression = new RegExp(`^(?:${pattern})$`, 'u');
  return {
    name,
    facets: [
      'decimal',
      `<xs:minInclusive value="${min}"/>`,
      `<xs:maxInclusive value="${max}"/>`,
      patternFacet(pattern),
    ],
    parse: (text) => {
      const value = expression.test(text) ? Number(text) : Number.NaN;
      return value >= min && value <= max ? value : undefined;
    },
    write: String,
  };
}

/** A whole number without sign or leading zeros, from `min` to `max`. */
export function whole(name: string, min: number, max: number): SimpleType<number> {
  return {
    name,
    facets: [
      'integer',
      `<xs:minInclusive value="${min}"/>`,
      `<xs:maxInclusive value="${max}"/>`,
      patternFacet('0|[1-9][0-9]*'),
    ],
    parse: (text) => {
      const value = /^(?:0|[1-9][0-9]{0,9})$/.test(text) ? Number(text) : Number.NaN;
      return value >= min && value <= max ? value : undefined;
    },
    write: String,
  };
}
