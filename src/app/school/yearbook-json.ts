import type { Yearbook } from '../../domain/school/yearbook.ts';

/** The year's data as one JSON text; a Map is written as {"$map": entries}. Same value, same text. */
export const writeYearbook = (yearbook: Yearbook): string =>
  JSON.stringify(yearbook, (_, value: unknown) =>
    value instanceof Map ? { $map: [...value] } : value,
  );

/** Reads what `writeYearbook` wrote: our own text, kept by the store, so its form is not questioned again. */
export const parseYearbook = (text: string): Yearbook =>
  JSON.parse(text, (_, value: unknown) => (isMap(value) ? new Map(value.$map) : value)) as Yearbook;

const isMap = (value: unknown): value is { readonly $map: readonly [unknown, unknown][] } =>
  typeof value === 'object' && value !== null && '$map' in value;
