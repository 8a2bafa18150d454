import { amendedRules } from '../../domain/assessment/older-rules.ts';
import type { ExtractedContent } from '../../domain/record/content.ts';
import type { OlderConductLevel, OlderStudyLevel } from '../../domain/record/extracted-form.ts';
import { dateText } from './time.ts';

/** Học lực in full. */
export const olderStudyText: { readonly [L in OlderStudyLevel]: string } = {
  G: 'Giỏi',
  K: 'Khá',
  TB: 'Trung bình',
  Y: 'Yếu',
  KEM: 'Kém',
};

/** Hạnh kiểm in full. */
export const olderConductText: { readonly [L in OlderConductLevel]: string } = {
  T: 'Tốt',
  K: 'Khá',
  TB: 'Trung bình',
  Y: 'Yếu',
};

/** What pages and reports say of a year extracted from paper. */
export const extractText = {
  title: 'Trích lục từ học bạ giấy',
  notComputed:
    'Điểm, xếp loại và nhận xét dưới đây chép nguyên như đã ghi trên học bạ giấy; hệ thống không tính lại.',
  book: 'Học bạ giấy số',
  bookSchool: 'Trường ghi học bạ giấy',
  bookHomeroom: 'Giáo viên chủ nhiệm (ghi trên học bạ giấy)',
  bookHead: 'Hiệu trưởng (ghi trên học bạ giấy)',
  bookSignedOn: 'Ngày phê duyệt trên học bạ giấy',
  by: 'Người trích lục',
  on: 'Ngày trích lục',
  average: 'Điểm trung bình các môn',
  study: 'Học lực',
  conduct: 'Hạnh kiểm',
  after: 'Sau thi lại, rèn luyện trong hè',
  reassessed: 'Thi lại',
  teacher: 'Nhận xét, giáo viên (ghi trên học bạ giấy)',
  caption: 'Điểm trung bình môn hoặc xếp loại từng học kì, cả năm',
  result: ({ result }: ExtractedContent): string => {
    const study = result.study.after ?? result.study.year;
    const conduct = result.conduct.after ?? result.conduct.year;
    return [
      study === null ? [] : `Học lực: ${olderStudyText[study]}`,
      conduct === null ? [] : `Hạnh kiểm: ${olderConductText[conduct]}`,
      result.promotionText,
    ]
      .flat()
      .join('. ');
  },
  /** Ngắn: which book, of which school, by whom and when. */
  source: ({ book, extractedBy, extractedOn }: ExtractedContent): string =>
    `số ${book.number}, ${book.schoolName}, ${book.provinceName}; ${extractedBy.name} trích lục ngày ${dateText(extractedOn)}`,
  circular: ({ circular, year }: ExtractedContent): string =>
    amendedRules(year) ? `${circular}, sửa đổi, bổ sung bởi 26/2020/TT-BGDĐT` : circular,
} as const;
