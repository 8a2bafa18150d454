import type { LearnerYear, PrimaryYear, Subject, Yearbook } from '../../domain/school/yearbook.ts';

/** The year's data as one JSON text; a Map is written as its entries. Same value, same text. */
export const writeYearbook = (yearbook: Yearbook): string =>
  JSON.stringify(yearbook, (_, value: unknown) => (value instanceof Map ? [...value] : value));

/**
 * Reads what `writeYearbook` wrote: our own text, kept by the store, so its form is not questioned again. Maps are made
 * where they stand; a reviver would visit every mark of every learner.
 */
export function parseYearbook(text: string): Yearbook {
  const plain = JSON.parse(text) as Yearbook;
  return {
    ...plain,
    subjects: plain.subjects.map((subject): Subject => {
      return { ...subject, periods: mapOf(subject.periods) };
    }),
    learners: plain.learners.map((learner): LearnerYear => {
      const { results } = learner;
      return results.kind === 'primary' ? { ...learner, results: primary(results) } : learner;
    }),
  };
}

const primary = (results: PrimaryYear): PrimaryYear => ({
  ...results,
  qualities: mapOf(results.qualities),
  competences: mapOf(results.competences),
  supplement: mapOf(results.supplement),
});

/** At run time the member still is the array of entries that the writer made of the map. */
const mapOf = <K, V>(entries: ReadonlyMap<K, V>): ReadonlyMap<K, V> =>
  new Map(entries as unknown as readonly (readonly [K, V])[]);
