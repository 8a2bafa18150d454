import type { ReadingPolicy } from './case.ts';
import type { StudyLevel } from './level.ts';
import type { AssessmentFact, PendingMatter, PromotionReason } from './outcome.ts';
import type { Reassessment, YearLevels } from './reassessment.ts';
import { absenceLimit } from './secondary-rules.ts';

/** Được lên lớp, công nhận hoàn thành chương trình (art. 12), with what is open and why. */
export interface Promotion {
  readonly promoted: boolean | null;
  readonly pending: readonly PendingMatter[];
  readonly reasons: readonly PromotionReason[];
  readonly facts: readonly AssessmentFact[];
}

/** One condition of art. 12: met, failed for good, or still open (pending or unknown). */
type Condition = 'met' | 'failed' | 'open';

/** Art. 12: conduct and study at least Đạt (after summer, after re-assessment), at most 45 buổi absent. */
export function promotion(
  absences: number | null,
  year: YearLevels,
  reassessed: Reassessment,
  policy: ReadingPolicy,
): Promotion {
  const facts: AssessmentFact[] = [];
  const pending: PendingMatter[] = [];
  const conduct = conductCondition(year, facts);
  const study = studyCondition(year, reassessed, policy, facts);
  const absence = absenceCondition(absences, facts);
  if (year.conduct === 'CD' && year.afterSummer === null) pending.push('summer-conduct');
  if (reassessed.eligible && reassessed.outcome === null) pending.push('reassess');
  const reasons: PromotionReason[] = [];
  if (absence === 'failed') reasons.push('absences');
  if (study === 'failed') reasons.push('study');
  if (conduct === 'failed') reasons.push('conduct');
  const failed = reasons.length > 0;
  if (year.study === null) reasons.push('study-incomplete');
  if (year.conduct === null) reasons.push('conduct-incomplete');
  if (absences === null) reasons.push('absences-unknown');
  const open = absence === 'open' || study === 'open' || conduct === 'open';
  return { promoted: failed ? false : open ? null : true, pending, reasons, facts };
}

function conductCondition(year: YearLevels, facts: AssessmentFact[]): Condition {
  const level = year.conduct === 'CD' ? (year.afterSummer ?? 'CD') : year.conduct;
  facts.push(levelFact('conduct', level));
  if (level === null) return 'open';
  if (level !== 'CD') return 'met';
  return year.afterSummer === null ? 'open' : 'failed';
}

function studyCondition(
  year: YearLevels,
  { eligible, outcome }: Reassessment,
  policy: ReadingPolicy,
  facts: AssessmentFact[],
): Condition {
  const level = outcome === null ? year.study : outcome.level;
  facts.push(levelFact('study', level));
  if (level === null) return 'open';
  if (level !== 'CD') return 'met';
  if (outcome !== null) return 'failed';
  if (eligible || year.conduct === null) return 'open';
  const waitsForSummer =
    policy.bothFailed === 'reassess-after-summer' &&
    year.conduct === 'CD' &&
    year.afterSummer === null;
  return waitsForSummer ? 'open' : 'failed';
}

function levelFact(of: 'conduct' | 'study', level: StudyLevel | null): AssessmentFact {
  if (of === 'conduct') {
    if (level === null) return { code: 'conduct-unknown' };
    return { code: level === 'CD' ? 'conduct-not-met' : 'conduct-met', level };
  }
  if (level === null) return { code: 'study-unknown' };
  return { code: level === 'CD' ? 'study-not-met' : 'study-met', level };
}

function absenceCondition(absences: number | null, facts: AssessmentFact[]): Condition {
  if (absences === null) {
    facts.push({ code: 'absences-unknown' });
    return 'open';
  }
  const within = absences <= absenceLimit;
  const code = within ? 'absences-within' : 'absences-over';
  facts.push({ code, value: absences, limit: absenceLimit });
  return within ? 'met' : 'failed';
}
