import type { StudyLevel } from './level.ts';
import type { AssessmentFact, SecondaryAward, SubjectAverages } from './outcome.ts';
import { excellentCount, excellentLimit } from './secondary-rules.ts';

/** Danh hiệu of the year and the conditions behind it. */
export interface Award {
  readonly award: SecondaryAward | null;
  readonly facts: readonly AssessmentFact[];
}

/** Khen thưởng (art. 15): conduct and study Tốt; Xuất sắc with enough subjects from 9.0. */
export function award(
  averages: readonly SubjectAverages[],
  year: { readonly conduct: StudyLevel | null; readonly study: StudyLevel | null },
): Award {
  if (year.conduct !== 'T' || year.study !== 'T') return { award: null, facts: missing(year) };
  let count = 0;
  for (const subject of averages) {
    const value = subject.year;
    if (typeof value === 'number' && value >= excellentLimit) count += 1;
  }
  const enough = count >= excellentCount;
  const code = enough ? 'enough-at-least' : 'too-few-at-least';
  return {
    award: enough ? 'XS' : 'G',
    facts: [{ code, limit: excellentLimit, count, needed: excellentCount }],
  };
}

function missing(year: {
  readonly conduct: StudyLevel | null;
  readonly study: StudyLevel | null;
}): AssessmentFact[] {
  const facts: AssessmentFact[] = [];
  if (year.conduct === null) facts.push({ code: 'conduct-unknown' });
  else if (year.conduct !== 'T') facts.push({ code: 'conduct-not-met', level: year.conduct });
  if (year.study === null) facts.push({ code: 'study-unknown' });
  else if (year.study !== 'T') facts.push({ code: 'study-not-met', level: year.study });
  return facts;
}
