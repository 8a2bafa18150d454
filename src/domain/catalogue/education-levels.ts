import type { EducationLevel } from '../school/yearbook.ts';

/** Nhóm cấp học: the sector's two-digit group (field dictionary, `manhomcaphoc`); the source gives no dates. */
export interface LevelGroup {
  readonly code: string;
  readonly name: string;
}

/** Danh mục nhóm cấp học. */
export const levelGroups: readonly LevelGroup[] = [
  { code: '01', name: 'Mầm non' },
  { code: '02', name: 'Tiểu học' },
  { code: '03', name: 'Trung học cơ sở' },
  { code: '04', name: 'Trung học phổ thông' },
  { code: '05', name: 'Thường xuyên' },
];

/** Các lớp của một cấp học. */
export interface LevelFacts {
  readonly level: EducationLevel;
  readonly grades: readonly number[];
  /** Whether adults study there: then there is no upper age. */
  readonly forAdults: boolean;
}

/** Danh mục cấp học. Its groups' codes as the record writes them are in `record/wording.ts`. */
export const educationLevels: Readonly<Record<EducationLevel, LevelFacts>> = {
  TH: { level: 'TH', grades: [1, 2, 3, 4, 5], forAdults: false },
  THCS: { level: 'THCS', grades: [6, 7, 8, 9], forAdults: false },
  THPT: { level: 'THPT', grades: [10, 11, 12], forAdults: false },
  'GDTX-THCS': { level: 'GDTX-THCS', grades: [6, 7, 8, 9], forAdults: true },
  'GDTX-THPT': { level: 'GDTX-THPT', grades: [10, 11, 12], forAdults: true },
};
