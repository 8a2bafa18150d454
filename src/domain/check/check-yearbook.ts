import type { Yearbook } from '../school/yearbook.ts';
import { checkComments } from './check-comments.ts';
import { checkConduct } from './check-conduct.ts';
import { checkDoubles } from './check-doubles.ts';
import { checkMarks } from './check-marks.ts';
import { checkPerson } from './check-person.ts';
import { checkPersonalId } from './check-personal-id.ts';
import { checkPrimaryMarks } from './check-primary-marks.ts';
import { checkStaffing } from './check-staffing.ts';
import { checkStatus } from './check-status.ts';
import { checkText } from './check-text.ts';
import { checkContext, type LearnerRule, type YearbookRule } from './context.ts';
import type { CheckFinding } from './finding.ts';

const learnerRules: readonly LearnerRule[] = [
  checkPersonalId,
  checkPerson,
  checkText,
  checkStatus,
  checkMarks,
  checkPrimaryMarks,
  checkConduct,
  checkComments,
];

const yearbookRules: readonly YearbookRule[] = [checkStaffing, checkDoubles];

/** Kiểm tra dữ liệu «đúng, đủ, sạch, sống»: everything missing, contradictory or suspicious. Changes nothing. */
export function checkYearbookData(yearbook: Yearbook): readonly CheckFinding[] {
  const context = checkContext(yearbook);
  return [
    ...yearbookRules.flatMap((rule) => rule(context)),
    ...yearbook.learners.flatMap((learner) =>
      learnerRules.flatMap((rule) => rule(learner, context)),
    ),
  ];
}
