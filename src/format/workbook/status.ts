import { type LearnerStatus, learnerStatuses } from '../../domain/catalogue/learner-statuses.ts';
import { fold } from './fold.ts';

const meanings = new Map(learnerStatuses.map((status) => [fold(status.name), status]));

/** «kì» and «kỳ» are one; undefined for a status that the list does not know. */
export const meaningOfStatus = (status: string): LearnerStatus | undefined =>
  meanings.get(
    fold(status)
      .replace(/\bki\b/g, 'ky')
      .replace(/^bo hoc/, 'thoi hoc'),
  );
