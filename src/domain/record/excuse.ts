import type { LearnerYear } from '../school/yearbook.ts';
import type { ExcuseReason } from './mend.ts';

/**
 * Học sinh rời trường: who left during the year gets no record of it here; the school that they left for, or nobody,
 * writes it. Null for those who stayed.
 */
export function leftSchool({ transfer, present }: LearnerYear): ExcuseReason | null {
  if (transfer?.out !== undefined) return 'transferred-out';
  return present.term1 && !present.term2 ? 'dropped-out' : null;
}
