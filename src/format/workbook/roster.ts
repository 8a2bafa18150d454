import type { LearnerDraft } from './draft.ts';
import { foldName } from './fold.ts';

/** All learners of the pupil lists, and the ways to find one. */
export interface Roster {
  readonly learners: readonly LearnerDraft[];
  readonly byNumber: ReadonlyMap<string, LearnerDraft>;
  byPersonalId(id: string): LearnerDraft | undefined;
  /** Learners of this name and birth date; without a date, of this name in this class. */
  named(key: {
    readonly name: string;
    readonly birthDate: string | null;
    readonly className: string | null;
  }): readonly LearnerDraft[];
}

export function newRoster(learners: readonly LearnerDraft[]): Roster {
  const byNumber = new Map(learners.map((learner) => [learner.facts.number as string, learner]));
  const ids = new Map(learners.map((learner) => [learner.facts.personalId as string, learner]));
  const names = new Map<string, LearnerDraft[]>();
  for (const learner of learners) {
    const key = foldName(learner.facts.name);
    names.set(key, [...(names.get(key) ?? []), learner]);
  }
  return {
    learners,
    byNumber,
    byPersonalId: (id) => ids.get(id),
    named: ({ name, birthDate, className }) =>
      (names.get(foldName(name)) ?? []).filter(
        ({ facts }) =>
          (birthDate === null || facts.birthDate === birthDate) &&
          (className === null || facts.className === className),
      ),
  };
}
