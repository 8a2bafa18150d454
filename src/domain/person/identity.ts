import type { Brand } from '../brand.ts';
import { parseCivilDate } from '../time/civil-date.ts';

/** Số định danh cá nhân: 12 digits; the same through life. Foreign learners may have none. */
export type PersonalId = Brand<string, 'PersonalId'>;

/** Mã học sinh: the sector's learner number, at most 20 letters or digits (Circular 26/2019). */
export type LearnerNumber = Brand<string, 'LearnerNumber'>;

export const parsePersonalId = (text: string): PersonalId | undefined =>
  /^\d{12}$/.test(text) ? (text as PersonalId) : undefined;

export const parseLearnerNumber = (text: string): LearnerNumber | undefined =>
  /^[0-9A-Za-z.-]{1,20}$/.test(text) ? (text as LearnerNumber) : undefined;

/** Giới tính. */
export type Sex = 'M' | 'F';

/** Ngày sinh: some families know only the year or the month. */
export type BirthDate = Brand<string, 'BirthDate'>;

/** Parses YYYY, YYYY-MM or YYYY-MM-DD. */
export function parseBirthDate(text: string): BirthDate | undefined {
  if (!/^(19|20)\d\d(-(0[1-9]|1[0-2])(-\d\d)?)?$/.test(text)) return undefined;
  return text.length < 10 || parseCivilDate(text) !== undefined ? (text as BirthDate) : undefined;
}
