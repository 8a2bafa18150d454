import type { Cell } from '../grid.ts';
import { curriculumOf } from '../subjects.ts';
import type { PrimaryRow } from './primary-books.ts';
import type { FormColumn } from './sheet-form.ts';

/** Xếp loại in words, as the layout shows it. */
export const resultWords = {
  HTXS: 'Hoàn thành xuất sắc',
  HTT: 'Hoàn thành tốt',
  HT: 'Hoàn thành',
  CHT: 'Chưa hoàn thành',
} as const;

/** The subjects in the order of the layout, as it spells them, and the grades that have the column. */
const subjects: readonly (readonly [code: string, header: string, from: number, to: number])[] = [
  ['TOAN', 'Toán', 1, 5],
  ['TV', 'Tiếng việt', 1, 5],
  ['DD', 'Đạo đức', 1, 5],
  ['TNXH', 'Tự nhiên và xã hội', 1, 3],
  ['LSDL', 'Lịch sử và Địa lí', 4, 5],
  ['KH', 'Khoa học', 4, 5],
  ['NN1', 'Ngoại ngữ', 1, 5],
  ['TDT', 'Tiếng dân tộc', 1, 5],
  ['TIN', 'TH-CN (Tin học)', 1, 5],
  ['CN', 'TH-CN (Công nghệ)', 3, 5],
  ['AN', 'Nghệ thuật (Âm nhạc)', 1, 5],
  ['MT', 'Nghệ thuật (Mĩ thuật)', 1, 5],
  ['HDTN', 'Hoạt động trải nghiệm', 1, 5],
  ['GDTC', 'Giáo dục thể chất', 1, 5],
];

const group = 'Môn học và hoạt động giáo dục';

/** Mức đạt được of each subject, and Điểm KTĐK where the grade has a test (columns F to R in grades 1 and 2). */
export function primarySubjectColumns(grade: number): FormColumn<PrimaryRow>[] {
  return subjects
    .filter(([, , from, to]) => grade >= from && grade <= to)
    .flatMap(([code, header]) => {
      const tested =
        curriculumOf.TH.find((subject) => subject.code === code)?.testGrades.includes(grade) ??
        false;
      const level = {
        header: [group, header, 'Mức đạt được'],
        cell: (row: PrimaryRow): Cell => {
          const subject = row.year.subjects.find((s) => s.code === code);
          return subject?.exempt === true ? 'M' : (subject?.level ?? null);
        },
      };
      const test = {
        header: [group, header, 'Điểm KTĐK'],
        cell: (row: PrimaryRow): Cell =>
          row.year.subjects.find((s) => s.code === code)?.test ?? null,
      };
      return tested ? [level, test] : [level];
    });
}
