import type { CommentLevel } from '../assessment/level.ts';
import type { Score } from '../assessment/score.ts';
import type { SubjectCode } from '../school/yearbook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { PeriodResults, Signatory } from './content.ts';

/** Học lực: Giỏi, Khá, Trung bình, Yếu, Kém (Circular 58/2011, art. 5). */
export type OlderStudyLevel = 'G' | 'K' | 'TB' | 'Y' | 'KEM';

/** Hạnh kiểm: Tốt, Khá, Trung bình, Yếu (Circular 58/2011, art. 3). */
export type OlderConductLevel = 'T' | 'K' | 'TB' | 'Y';

/** Kết quả từng học kì và cả năm, as the book has it; null where it has none. */
export interface IssuedPeriods<T> {
  readonly term1: T | null;
  readonly term2: T | null;
  readonly year: T | null;
}

/** Môn học trong học bạ giấy: one row, with nothing computed. */
export interface ExtractedSubject {
  readonly subject: SubjectCode;
  /** As the book names it. */
  readonly name: string;
  /** `reassessed`: điểm thi lại. */
  readonly results: PeriodResults<'score', Score> | PeriodResults<'comment', CommentLevel>;
  readonly comment: string | null;
  /** Giáo viên môn học who signed the row on paper; signs nothing here. */
  readonly teacher: string | null;
}

/** Quyển học bạ giấy from which the year was taken. */
export interface PaperBook {
  /** Số của quyển học bạ. */
  readonly number: string;
  /** The school that filled in the year, under its name of that time. */
  readonly schoolName: string;
  readonly provinceName: string;
  /** Who signed on paper; null where the name cannot be read. */
  readonly homeroom: string | null;
  readonly head: string | null;
  /** Ngày hiệu trưởng phê duyệt. */
  readonly signedOn: CivilDate | null;
}

/** Kết quả cả năm as the book has it: levels of the older rules, never computed again. */
export interface ExtractedResult {
  /** Điểm trung bình các môn học. */
  readonly average: IssuedPeriods<Score>;
  /** `after`: after the summer's second examination. */
  readonly study: IssuedPeriods<OlderStudyLevel> & { readonly after: OlderStudyLevel | null };
  /** `after`: after training in summer. */
  readonly conduct: IssuedPeriods<OlderConductLevel> & { readonly after: OlderConductLevel | null };
  readonly absences: number | null;
  readonly promoted: boolean;
  /** «Được lên lớp», «Không được lên lớp», as the book words it. */
  readonly promotionText: string;
  readonly completionText: string | null;
  readonly award: string | null;
}

/** Trích lục từ học bạ giấy: a year under Circular 58/2011 (amended by 26/2020), grades 6 to 12, held as issued. */
export interface ExtractedForm {
  readonly kind: 'extracted';
  readonly book: PaperBook;
  /** Người trích lục: who copied the year from the book. */
  readonly extractedBy: Signatory;
  readonly extractedOn: CivilDate;
  readonly subjects: readonly ExtractedSubject[];
  readonly result: ExtractedResult;
  readonly certificate: string | null;
  readonly competition: string | null;
  readonly summerComment: string | null;
}
