import type { PrimaryCase } from './case.ts';
import type { PrimaryAward, PrimaryFlag, PrimaryOutcome, PrimaryResult } from './outcome.ts';
import { obstacles, primaryFlags, primaryOutcome } from './primary-outcome.ts';
import { completedAfterSupplement, supplementItems } from './primary-supplement.ts';

/** The last grade of primary school, whose completion completes the programme. */
const lastGrade = 5;

/** Đánh giá one learner's year by Circular 27/2020: outcome, completion, supplement, promotion, award. */
export function assessPrimary(input: PrimaryCase): PrimaryResult {
  if (input.notAssessed) {
    return unknown(input, [{ code: 'not-assessed' }], {
      promoted: decided(input),
      reasons: ['principal-decides'],
    });
  }
  const flags = primaryFlags(input);
  if (flags.length > 0 || !assessedInAnything(input)) {
    return unknown(input, flags, { promoted: null, reasons: ['incomplete'] });
  }
  const result = primaryOutcome(input);
  const blocking = obstacles(input, result);
  if (result === 'CHT') return notCompleted(input, blocking);
  return {
    result,
    completed: true,
    programmeCompleted: input.grade === lastGrade,
    award: awardFor(result),
    blocking,
    supplement: { needed: false, items: [] },
    completedAfter: null,
    promoted: true,
    reasons: [],
    flags,
  };
}

/** Exemption from everything is no result: nothing would be claimed on no evidence. */
const assessedInAnything = ({ subjects }: PrimaryCase): boolean =>
  subjects.some((subject) => subject.state !== 'exempt');

/** Art. 13: Xuất sắc follows from the outcome; Tiêu biểu also needs people's recognition. */
function awardFor(result: PrimaryOutcome): PrimaryAward | null {
  if (result === 'HTXS') return 'HSXS';
  return result === 'HTT' ? 'TB-eligible' : null;
}

/** Art. 11: help and supplementary assessment, and where that fails, the principal's decision. */
function notCompleted(input: PrimaryCase, blocking: PrimaryResult['blocking']): PrimaryResult {
  const items = supplementItems(input);
  const completedAfter = completedAfterSupplement(input, items);
  return {
    result: 'CHT',
    completed: false,
    programmeCompleted: input.grade === lastGrade && completedAfter === true,
    award: null,
    blocking,
    supplement: { needed: true, items },
    completedAfter,
    ...afterSupplement(input, completedAfter),
    flags: [],
  };
}

function afterSupplement(
  input: PrimaryCase,
  completedAfter: boolean | null,
): Pick<PrimaryResult, 'promoted' | 'reasons'> {
  if (completedAfter === null) return { promoted: null, reasons: ['supplement-pending'] };
  if (completedAfter) return { promoted: true, reasons: [] };
  return { promoted: decided(input), reasons: ['principal-decides'] };
}

const decided = ({ principalDecision }: PrimaryCase): boolean | null =>
  principalDecision === null ? null : principalDecision === 'promote';

const unknown = (
  { grade }: PrimaryCase,
  flags: readonly PrimaryFlag[],
  decision: Pick<PrimaryResult, 'promoted' | 'reasons'>,
): PrimaryResult => ({
  result: null,
  completed: null,
  programmeCompleted: grade === lastGrade ? null : false,
  award: null,
  blocking: [],
  supplement: { needed: false, items: [] },
  completedAfter: null,
  ...decision,
  flags,
});
