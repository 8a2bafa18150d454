import { assessLearner } from './assess-learner.ts';
import { excuseOf } from './check-class.ts';
import { loadYear } from './load-year.ts';
import type { Attention, SchoolStore, YearKey } from './ports.ts';

/** What the circular says of a school's learners, in numbers. Results are derived again whenever they are needed. */
export interface SchoolAssessment {
  readonly assessed: number;
  readonly promoted: number;
  readonly retained: number;
  readonly undecided: number;
  readonly notAssessed: number;
  readonly excellent: number;
  readonly good: number;
}

/** Đánh giá, xếp loại every learner who stayed. Changes nothing. */
export async function assessSchool(
  key: YearKey,
  { store }: { store: SchoolStore },
  { signal, progress }: Attention,
): Promise<SchoolAssessment | undefined> {
  const year = await loadYear(store, key);
  if (year === undefined) return undefined;
  const { yearbook, decisions } = year;
  const sum = {
    assessed: 0,
    promoted: 0,
    retained: 0,
    undecided: 0,
    notAssessed: 0,
    excellent: 0,
    good: 0,
  };
  const learners = yearbook.learners.filter((learner) => excuseOf(learner, year) === null);
  learners.forEach((learner, index) => {
    if (index % 50 === 0) signal.throwIfAborted();
    const assessed = assessLearner(learner, yearbook);
    if (assessed === undefined) return;
    const { result } = assessed;
    sum.assessed += 1;
    if (learner.notAssessed) sum.notAssessed += 1;
    const promoted = result.promoted ?? decisions.get(learner.number) ?? null;
    if (promoted === null) sum.undecided += 1;
    else if (promoted) sum.promoted += 1;
    else sum.retained += 1;
    if (result.award === 'XS' || result.award === 'HSXS') sum.excellent += 1;
    if (result.award === 'G') sum.good += 1;
    progress(index + 1, learners.length);
  });
  return sum;
}
