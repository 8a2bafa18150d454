import type { LearnerNumber, PersonalId } from '../../src/domain/person/identity.ts';
import type { Yearbook } from '../../src/domain/school/yearbook.ts';
import { reducedYear } from './school-year.ts';

/** The size of the class that line 7 of the acceptance asks for. */
export const forty = 40;

/**
 * Class 6A of the fictional school, filled up to forty: its own 37 learners, of whom the first ones come a second time
 * as others, with their own numbers.
 */
export function classOfForty(): Yearbook {
  const year = reducedYear(['6A']);
  const added = year.learners.slice(0, forty - year.learners.length).map((learner, index) => ({
    ...learner,
    number: `99299000${String(index + 1).padStart(2, '0')}` as LearnerNumber,
    personalId: `09921399900${index + 1}` as PersonalId,
    name: `${learner.name} Em`,
    order: year.learners.length + index + 1,
  }));
  return {
    ...year,
    learners: [...year.learners, ...added],
    assignments: year.assignments.filter(({ className }) => className === '6A'),
  };
}
