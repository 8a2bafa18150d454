import type { SecondaryAward } from '../assessment/outcome.ts';
import type { EducationLevel } from '../school/yearbook.ts';

/**
 * Lời ghi trên mẫu học bạ (Circular 22/2021, appendix): words of the legal form. They are signed content, not messages
 * to a user, so they stand with the law and not with the texts of the interface.
 */
export interface PromotionWords {
  readonly promotion: string;
  readonly completion: string | null;
}

/** Cấp học hoàn thành at its last grade; primary records are not written by this form. */
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

/** Danh hiệu (art. 15). */
export const awardWords: Readonly<Record<SecondaryAward, string>> = {
  XS: 'Học sinh Xuất sắc',
  G: 'Học sinh Giỏi',
};

/** The order of the form's rows; subjects that it does not name follow in the school's order. */
const lowerSecondaryRows = 'NV TOAN NN1 GDCD LSDL KHTN CN TIN GDTC NT TNHN GDDP TDTTS NN2';
const upperSecondaryRows =
  'NV TOAN NN1 LS GDTC QPAN DL KTPL VL HH SH CN TIN AN MT TNHN GDDP TDTTS NN2';

/** A subject's place in the form. */
export function rowPlace(grade: number, subject: string): number {
  const rows = (grade <= 9 ? lowerSecondaryRows : upperSecondaryRows).split(' ');
  const place = rows.indexOf(subject);
  return place === -1 ? rows.length : place;
}

/** Thông tư áp dụng, as the record names it. */
export const circularName = { TT22: '22/2021/TT-BGDĐT', TT43: '43/2021/TT-BGDĐT' } as const;

/** Mã cấp học of the sector (02 tiểu học, 03 THCS, 04 THPT, 05 GDTX). */
export const levelCode: Readonly<Record<EducationLevel, string>> = {
  TH: '02',
  THCS: '03',
  THPT: '04',
  'GDTX-THCS': '05',
  'GDTX-THPT': '05',
};
