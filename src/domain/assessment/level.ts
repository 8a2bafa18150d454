/** Đạt / Chưa đạt of a subject assessed by comments. Letters as in the national code list, without tone marks. */
export type CommentLevel = 'D' | 'CD';

/** Tốt, Khá, Đạt, Chưa đạt: study and conduct results (Circular 22/2021, arts. 8 and 9). */
export type StudyLevel = 'T' | 'K' | 'D' | 'CD';

/** Hoàn thành tốt, Hoàn thành, Chưa hoàn thành (Circular 27/2020, art. 6). */
export type PrimaryLevel = 'T' | 'H' | 'C';

/** Tốt, Đạt, Cần cố gắng: qualities and competences (Circular 27/2020). Here C is not «Chưa hoàn thành». */
export type QualityLevel = 'T' | 'Đ' | 'C';

export const isCommentLevel = (value: unknown): value is CommentLevel =>
  value === 'D' || value === 'CD';

export const isStudyLevel = (value: unknown): value is StudyLevel =>
  value === 'T' || value === 'K' || value === 'D' || value === 'CD';

export const isPrimaryLevel = (value: unknown): value is PrimaryLevel =>
  value === 'T' || value === 'H' || value === 'C';

export const isQualityLevel = (value: unknown): value is QualityLevel =>
  value === 'T' || value === 'Đ' || value === 'C';
