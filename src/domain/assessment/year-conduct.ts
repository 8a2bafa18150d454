import type { StudyLevel } from './level.ts';

/** Art. 8.2: the year by term 2 (rows), then term 1. */
const table: { readonly [Second in StudyLevel]: { readonly [First in StudyLevel]: StudyLevel } } = {
  T: { T: 'T', K: 'T', D: 'K', CD: 'K' },
  K: { T: 'K', K: 'K', D: 'K', CD: 'D' },
  D: { T: 'K', K: 'D', D: 'D', CD: 'D' },
  CD: { T: 'CD', K: 'CD', D: 'CD', CD: 'CD' },
};

/** Kết quả rèn luyện cả năm (art. 8.2); null until both terms are known. */
export const yearConduct = ({
  term1,
  term2,
}: {
  readonly term1: StudyLevel | null;
  readonly term2: StudyLevel | null;
}): StudyLevel | null => (term1 === null || term2 === null ? null : table[term2][term1]);
