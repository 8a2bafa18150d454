import type { SubjectCode } from '../school/yearbook.ts';
import type { ReadingPolicy, SecondaryCase } from './case.ts';
import type { StudyLevel } from './level.ts';
import type { StudyOutcome, SubjectAverages } from './outcome.ts';
import { reassessBelow, type SecondaryRules } from './secondary-rules.ts';
import { studyOutcome } from './study-level.ts';
import { commentsCount } from './tally.ts';

/** Kiểm tra, đánh giá lại các môn học trong kì nghỉ hè (art. 14). */
export interface Reassessment {
  readonly eligible: boolean;
  readonly subjects: readonly SubjectCode[];
  /** On the replaced results; null until done. */
  readonly outcome: StudyOutcome | null;
}

const notEligible: Reassessment = { eligible: false, subjects: [], outcome: null };

/** Conduct and study of the year, as far as they are known. */
export interface YearLevels {
  readonly conduct: StudyLevel | null;
  readonly afterSummer: StudyLevel | null;
  readonly study: StudyLevel | null;
}

/** Art. 14: conduct at least Đạt and study Chưa đạt; both Chưa đạt is read as the policy says. */
function mayReassess(year: YearLevels, policy: ReadingPolicy): boolean {
  if (year.study !== 'CD' || year.conduct === null) return false;
  if (year.conduct !== 'CD') return true;
  if (policy.bothFailed === 'repeat') return false;
  return year.afterSummer !== null && year.afterSummer !== 'CD';
}

/** Who may be re-assessed in what, and the level on the replaced results. */
export function reassessment(
  { subjects: cases }: Pick<SecondaryCase, 'subjects'>,
  averages: readonly SubjectAverages[],
  year: YearLevels,
  rules: SecondaryRules,
  policy: ReadingPolicy,
): Reassessment {
  if (!mayReassess(year, policy)) return notEligible;
  const withComments = commentsCount(rules, policy);
  const subjects: SubjectCode[] = [];
  const replaced: SubjectAverages[] = [];
  let done = 0;
  averages.forEach((subject, index) => {
    const taken = cases[index];
    if (taken === undefined || !failed(subject, withComments)) {
      replaced.push(subject);
      return;
    }
    subjects.push(subject.code);
    if (taken.reassessed !== null) done += 1;
    replaced.push(replacing(subject, taken));
  });
  if (subjects.length === 0) return notEligible;
  const enough = policy.reassessSubset === 'all' ? done === subjects.length : done > 0;
  const outcome = enough ? studyOutcome(replaced, 'year', rules, policy) : null;
  return { eligible: true, subjects, outcome };
}

function failed(subject: SubjectAverages, withComments: boolean): boolean {
  if (subject.kind === 'comment') return withComments && subject.year === 'CD';
  return subject.year !== null && subject.year !== 'M' && subject.year < reassessBelow;
}

/** «Được sử dụng thay thế»: the new result replaces the year's, be it better or worse. */
function replacing(
  subject: SubjectAverages,
  taken: SecondaryCase['subjects'][number],
): SubjectAverages {
  if (subject.kind === 'score') {
    if (taken.kind !== 'score' || taken.reassessed === null) return subject;
    return { ...subject, year: taken.reassessed };
  }
  if (taken.kind !== 'comment' || taken.reassessed === null) return subject;
  return { ...subject, year: taken.reassessed };
}
