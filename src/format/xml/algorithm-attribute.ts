import { attribute } from './schema.ts';
import { oneOf } from './simple-type.ts';

/** The attribute Algorithm with the names that the profile knows. */
export const algorithm = <T extends string>(
  name: string,
  table: readonly (readonly [T, string])[],
) => ({
  algorithm: attribute('Algorithm', oneOf<T>(name, table)),
});

export const canonicalizations = algorithm<'exclusive' | 'inclusive'>('canonicalization', [
  ['exclusive', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
  ['inclusive', 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'],
]);
