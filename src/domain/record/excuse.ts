import type { LearnerYear } from '../school/yearbook.ts';
import type { ExcuseReason } from './mend.ts';

/**
 * Học sinh rời trường: who left before the year ended gets no record of it here; the school that they left for, or
 * nobody, writes it. Null for those who were there to its end, also when they left in the summer.
 */
export function leftSchool({ transfer, present }: LearnerYear): ExcuseReason | null {
  if (present.term2) return null;
  return transfer?.out === undefined ? 'dropped-out' : 'transferred-out';
}
