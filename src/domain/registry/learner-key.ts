import type { Brand } from '../brand.ts';
import type { RecordContent } from '../record/content.ts';

/**
 * Người học (khóa): by what a register knows one learner from another within a school year: «CCCD:<số định danh>»;
 * for those without one «HC:<hộ chiếu>», else «MHS:<mã trường>/<mã học sinh>». Personal: never in a log or a leaf.
 */
export type LearnerKey = Brand<string, 'LearnerKey'>;

export const learnerKeyPattern = '(CCCD:[0-9]{12}|HC:[0-9A-Z]{1,20}|MHS:[0-9A-Za-z./\\-]{1,41})';
const pattern = new RegExp(`^${learnerKeyPattern}$`);

export const parseLearnerKey = (text: string): LearnerKey | undefined =>
  pattern.test(text) ? (text as LearnerKey) : undefined;

/** What a key is made of: a record's content has it, and so has a yearbook's learner. */
export interface LearnerOfSchool {
  readonly learner: Pick<RecordContent['learner'], 'personalId' | 'passport' | 'number'>;
  readonly school: Pick<RecordContent['school'], 'code'>;
}

export function learnerKeyOf({ learner, school }: LearnerOfSchool): LearnerKey {
  const { personalId, passport, number } = learner;
  if (personalId !== null) return `CCCD:${personalId}` as LearnerKey;
  if (passport !== null) return `HC:${passport}` as LearnerKey;
  return `MHS:${school.code}/${number}` as LearnerKey;
}
