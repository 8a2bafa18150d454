import type { SecondaryAward } from '../assessment/outcome.ts';
import type { EducationLevel, Programme } from '../school/yearbook.ts';

/**
 * Lời ghi trên mẫu học bạ (Circulars 27/2020, 22/2021 and 43/2021, appendices): words of the legal form. They are signed content, not messages
 * to a user, so they stand with the law and not with the texts of the interface.
 */
export interface PromotionWords {
  readonly promotion: string;
  readonly completion: string | null;
}

/** Cấp học hoàn thành at its last grade. */
const lastGrade: Readonly<
  Record<EducationLevel, { readonly grade: number; readonly words: string }>
> = {
  TH: { grade: 5, words: 'Hoàn thành chương trình tiểu học' },
  THCS: { grade: 9, words: 'Hoàn thành chương trình trung học cơ sở' },
  THPT: { grade: 12, words: 'Hoàn thành chương trình trung học phổ thông' },
  'GDTX-THCS': { grade: 9, words: 'Hoàn thành chương trình trung học cơ sở' },
  'GDTX-THPT': { grade: 12, words: 'Hoàn thành chương trình trung học phổ thông' },
};

/** «Được lên lớp 7», «Ở lại lớp 6»; at the last grade the programme is completed (art. 12). */
export function promotionWords(
  level: EducationLevel,
  grade: number,
  promoted: boolean,
): PromotionWords {
  if (!promoted) return { promotion: `Ở lại lớp ${grade}`, completion: null };
  const last = lastGrade[level];
  if (grade === last.grade) return { promotion: last.words, completion: last.words };
  return { promotion: `Được lên lớp ${grade + 1}`, completion: null };
}

/**
 * Mục 6 of the primary form: «Hoàn thành chương trình lớp 1; Được lên lớp 2». A principal's decision may promote who has
 * not completed (Circular 27/2020, art. 11).
 */
export function primaryCompletionWords(
  grade: number,
  { completed, promoted }: { readonly completed: boolean; readonly promoted: boolean },
): string {
  if (completed && grade === lastGrade.TH.grade) return lastGrade.TH.words;
  const done = `${completed ? 'Hoàn thành' : 'Chưa hoàn thành'} chương trình lớp ${grade}`;
  return `${done}; ${promoted ? `Được lên lớp ${grade + 1}` : `Ở lại lớp ${grade}`}`;
}

/** Học sinh, học viên: what the level calls its learners. */
const learnerWord = (level: EducationLevel): string =>
  level.startsWith('GDTX') ? 'Học viên' : 'Học sinh';

const awardNames: Readonly<Record<SecondaryAward, string>> = { XS: 'Xuất sắc', G: 'Giỏi' };

/** Danh hiệu (Circulars 22/2021 and 43/2021, art. 15). */
export const awardWords = (level: EducationLevel, award: SecondaryAward): string =>
  `${learnerWord(level)} ${awardNames[award]}`;

/** Danh hiệu at primary level (Circular 27/2020, art. 13); the second is recognised by people. */
export const primaryAwardWords = {
  excellent: 'Học sinh Xuất sắc',
  outstanding: 'Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện',
} as const;

/**
 * The rows of the primary form, in the order of the national database's printed form: schools' own copies differ from
 * each other and between grades.
 */
const primaryRows = 'TV TOAN NN1 LSDL KH TIN CN DD TNXH GDTC AN MT HDTN TDT';

/** The order of the form's rows; subjects that it does not name follow in the school's order. */
const lowerSecondaryRows = 'NV TOAN NN1 GDCD LSDL KHTN CN TIN GDTC NT TNHN GDDP TDTTS NN2';
const upperSecondaryRows =
  'NV TOAN NN1 LS GDTC QPAN DL KTPL VL HH SH CN TIN AN MT TNHN GDDP TDTTS NN2';

function rowsOf(grade: number): string {
  if (grade <= 5) return primaryRows;
  return grade <= 9 ? lowerSecondaryRows : upperSecondaryRows;
}

/** A subject's place in the form. */
export function rowPlace(grade: number, subject: string): number {
  const rows = rowsOf(grade).split(' ');
  const place = rows.indexOf(subject);
  return place === -1 ? rows.length : place;
}

/** «KT. HIỆU TRƯỞNG»: the line above a deputy's title and name (Decree 30/2020, appendix I, II.7). */
export const signingForWords = (onBehalf: string): string => `KT. ${onBehalf.toUpperCase()}`;

/** Thông tư áp dụng, as the record names it. */
export const circularName: Readonly<Record<Programme, string>> = {
  TT27: '27/2020/TT-BGDĐT',
  TT22: '22/2021/TT-BGDĐT',
  TT43: '43/2021/TT-BGDĐT',
};

/** Mã cấp học of the sector (02 tiểu học, 03 THCS, 04 THPT, 05 GDTX). */
export const levelCode: Readonly<Record<EducationLevel, string>> = {
  TH: '02',
  THCS: '03',
  THPT: '04',
  'GDTX-THCS': '05',
  'GDTX-THPT': '05',
};
