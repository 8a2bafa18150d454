import type { PrimaryLevel, QualityLevel } from '../../domain/assessment/level.ts';
import type { PrimaryOutcome } from '../../domain/assessment/outcome.ts';
import type {
  GeneralName,
  PrimaryYearResult,
  QualityName,
  SpecialName,
} from '../../domain/record/primary-form.ts';

/** Phẩm chất và năng lực as the primary form prints them. Complete by type. */
const names: { readonly [N in QualityName | GeneralName | SpecialName]: string } = {
  yeuNuoc: 'Yêu nước',
  nhanAi: 'Nhân ái',
  chamChi: 'Chăm chỉ',
  trungThuc: 'Trung thực',
  trachNhiem: 'Trách nhiệm',
  tuChu: 'Tự chủ và tự học',
  giaoTiep: 'Giao tiếp và hợp tác',
  giaiQuyet: 'Giải quyết vấn đề và sáng tạo',
  ngonNgu: 'Ngôn ngữ',
  tinhToan: 'Tính toán',
  khoaHoc: 'Khoa học',
  congNghe: 'Công nghệ',
  tinHoc: 'Tin học',
  thamMi: 'Thẩm mĩ',
  theChat: 'Thể chất',
};
export const traitText: Readonly<Record<string, string>> = names;

export const primaryLevelText: { readonly [L in PrimaryLevel]: string } = {
  T: 'Hoàn thành tốt',
  H: 'Hoàn thành',
  C: 'Chưa hoàn thành',
};

export const qualityLevelText: { readonly [L in QualityLevel]: string } = {
  T: 'Tốt',
  Đ: 'Đạt',
  C: 'Cần cố gắng',
};

const primaryOutcomeText: { readonly [O in PrimaryOutcome]: string } = {
  HTXS: 'Hoàn thành xuất sắc',
  HTT: 'Hoàn thành tốt',
  HT: 'Hoàn thành',
  CHT: 'Chưa hoàn thành',
};

/** Mục 4. The result stands as it was before the supplement; who completed the grade by it is told so. */
export function yearOutcomeText({ outcome, completed }: PrimaryYearResult): string {
  if (outcome === null) return 'Không đánh giá';
  const words = primaryOutcomeText[outcome];
  return outcome === 'CHT' && completed ? `${words} trước đánh giá bổ sung` : words;
}

/** The headings of the primary form (Circular 27/2020, appendix 1), numbered as it numbers them. */
export const primaryText = {
  subjects: '1. Các môn học và hoạt động giáo dục',
  caption: 'Mức đạt được và điểm kiểm tra định kì cuối năm',
  subject: 'Môn học và hoạt động giáo dục',
  level: 'Mức đạt được',
  test: 'Điểm KTĐK',
  comment: 'Nhận xét',
  supplement: (level: string): string => `sau bổ sung: ${level}`,
  exempt: 'Miễn',
  qualities: '2. Những phẩm chất chủ yếu',
  quality: 'Phẩm chất',
  competences: '3. Những năng lực cốt lõi',
  general: '3.1. Những năng lực chung',
  special: '3.2. Những năng lực đặc thù',
  competence: 'Năng lực',
  result: '4. Đánh giá kết quả giáo dục',
  award: '5. Khen thưởng',
  suddenAward: 'Khen thưởng đột xuất',
  completion: '6. Hoàn thành chương trình lớp học, chương trình tiểu học',
  height: 'Chiều cao',
  weight: 'Cân nặng',
  cm: (value: string): string => `${value} cm`,
  kg: (value: string): string => `${value} kg`,
  withLeave: 'Số ngày nghỉ có phép',
  withoutLeave: 'Số ngày nghỉ không phép',
  none: 'Không',
} as const;
