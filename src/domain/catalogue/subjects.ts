import type { EducationLevel, SubjectCode } from '../school/yearbook.ts';
import { type CivilDate, parseCivilDate } from '../time/civil-date.ts';
import { type CatalogueEntry, catalogueDay, inForce } from './entry.ts';

/** Môn học, hoạt động giáo dục của một chương trình: a subject of a level's curriculum. */
export interface CurriculumEntry extends CatalogueEntry {
  readonly code: SubjectCode;
  readonly kind: 'score' | 'comment';
  /** The grades in which it is taught. */
  readonly grades: readonly number[];
  /** Số tiết mỗi năm học, by grade; empty where the sources at hand give none (primary level). */
  readonly periods: ReadonlyMap<number, number>;
  /** Primary level: the grades with a Bài KTĐK. */
  readonly testGrades: readonly number[];
  /** May be left out by the learner. */
  readonly optional: boolean;
}

type Row = readonly [
  code: string,
  name: string,
  kind: 'score' | 'comment',
  periods: number | Readonly<Record<number, number>>,
];

/** Chương trình GDPT 2018, THCS (Circular 32/2018). */
const lowerSecondary: readonly Row[] = [
  ['TOAN', 'Toán', 'score', 140],
  ['LSDL', 'Lịch sử và Địa lí', 'score', 105],
  ['KHTN', 'Khoa học tự nhiên', 'score', 140],
  ['TIN', 'Tin học', 'score', 35],
  ['NV', 'Ngữ văn', 'score', 140],
  ['NN1', 'Ngoại ngữ 1', 'score', 105],
  ['GDCD', 'Giáo dục công dân', 'score', 35],
  ['CN', 'Công nghệ', 'score', { 6: 35, 7: 35, 8: 52, 9: 52 }],
  ['GDTC', 'Giáo dục thể chất', 'comment', 70],
  ['NT', 'Nghệ thuật', 'comment', 70],
  ['GDDP', 'Nội dung giáo dục của địa phương', 'comment', 35],
  ['TNHN', 'Hoạt động trải nghiệm, hướng nghiệp', 'comment', 105],
];

/** Chương trình GDPT 2018, THPT (Circulars 32/2018, 13/2022); the continuing programme takes its subjects from it. */
const upperSecondary: readonly Row[] = [
  ['TOAN', 'Toán', 'score', 105],
  ['VL', 'Vật lí', 'score', 70],
  ['HH', 'Hóa học', 'score', 70],
  ['SH', 'Sinh học', 'score', 70],
  ['TIN', 'Tin học', 'score', 70],
  ['NV', 'Ngữ văn', 'score', 105],
  ['LS', 'Lịch sử', 'score', 52],
  ['DL', 'Địa lí', 'score', 70],
  ['NN1', 'Ngoại ngữ 1', 'score', 105],
  ['KTPL', 'Giáo dục kinh tế và pháp luật', 'score', 70],
  ['CN', 'Công nghệ', 'score', 70],
  ['QPAN', 'Giáo dục quốc phòng và an ninh', 'score', 35],
  ['GDTC', 'Giáo dục thể chất', 'comment', 70],
  ['AN', 'Âm nhạc', 'comment', 70],
  ['MT', 'Mĩ thuật', 'comment', 70],
  ['GDDP', 'Nội dung giáo dục của địa phương', 'comment', 35],
  ['TNHN', 'Hoạt động trải nghiệm, hướng nghiệp', 'comment', 105],
];

type PrimaryRow = readonly [
  code: string,
  name: string,
  grades: readonly number[],
  testGrades: readonly number[],
];

const primary: readonly PrimaryRow[] = [
  ['TOAN', 'Toán', [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]],
  ['TV', 'Tiếng Việt', [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]],
  ['DD', 'Đạo đức', [1, 2, 3, 4, 5], []],
  ['TNXH', 'Tự nhiên và Xã hội', [1, 2, 3], []],
  ['LSDL', 'Lịch sử và Địa lí', [4, 5], [4, 5]],
  ['KH', 'Khoa học', [4, 5], [4, 5]],
  ['NN1', 'Ngoại ngữ 1', [1, 2, 3, 4, 5], [3, 4, 5]],
  ['TIN', 'Tin học và Công nghệ (Tin học)', [3, 4, 5], [3, 4, 5]],
  ['CN', 'Tin học và Công nghệ (Công nghệ)', [3, 4, 5], [3, 4, 5]],
  ['AN', 'Nghệ thuật (Âm nhạc)', [1, 2, 3, 4, 5], []],
  ['MT', 'Nghệ thuật (Mĩ thuật)', [1, 2, 3, 4, 5], []],
  ['HDTN', 'Hoạt động trải nghiệm', [1, 2, 3, 4, 5], []],
  ['GDTC', 'Giáo dục thể chất', [1, 2, 3, 4, 5], []],
  ['TDT', 'Tiếng dân tộc', [], []],
];

/** Lộ trình (Circular 32/2018, art. 2): the school year's first calendar year in which a grade begins the programme. */
const firstYear: Readonly<Record<number, number>> = {
  1: 2020,
  2: 2021,
  3: 2022,
  4: 2023,
  5: 2024,
  6: 2021,
  7: 2022,
  8: 2023,
  9: 2024,
  10: 2022,
  11: 2023,
  12: 2024,
};

/** The day on which a grade begins the programme of 2018; a school year opens in September. */
const beginsOn = (grade: number): CivilDate | undefined =>
  parseCivilDate(`${firstYear[grade]}-09-01`);

/** The first of these grades to begin it. */
const firstDay = (grades: readonly number[]): CivilDate =>
  grades.flatMap((grade) => beginsOn(grade) ?? []).sort()[0] ?? catalogueDay('2020-09-01');

const secondaryEntries = (
  rows: readonly Row[],
  grades: readonly number[],
  optional: readonly string[] = [],
): CurriculumEntry[] =>
  rows.map(([code, name, kind, periods]) => ({
    code: code as SubjectCode,
    name,
    kind,
    grades,
    periods: new Map(
      grades.map((grade) => [grade, typeof periods === 'number' ? periods : (periods[grade] ?? 0)]),
    ),
    testGrades: [],
    optional: optional.includes(code),
    validFrom: firstDay(grades),
    validTo: null,
  }));

const primaryEntries: readonly CurriculumEntry[] = primary.map(
  ([code, name, grades, testGrades]) => ({
    code: code as SubjectCode,
    name,
    kind: 'comment',
    grades,
    periods: new Map(),
    testGrades,
    optional: code === 'TDT',
    validFrom: firstDay(grades),
    validTo: null,
  }),
);

const lowerEntries = secondaryEntries(lowerSecondary, [6, 7, 8, 9]);

/** Danh mục môn học: the subjects of a level, in the order of its workbooks. */
export const curricula: Readonly<Record<EducationLevel, readonly CurriculumEntry[]>> = {
  TH: primaryEntries,
  THCS: lowerEntries,
  THPT: secondaryEntries(upperSecondary, [10, 11, 12]),
  'GDTX-THCS': lowerEntries,
  'GDTX-THPT': secondaryEntries(upperSecondary, [10, 11, 12], ['NN1']),
};

/** The subjects of a grade on a day; none before the programme of 2018 reached the grade. */
export function subjectsAsOf(
  level: EducationLevel,
  grade: number,
  on: CivilDate,
): readonly CurriculumEntry[] {
  const begins = beginsOn(grade);
  if (begins === undefined || on < begins) return [];
  return curricula[level].filter((entry) => entry.grades.includes(grade) && inForce(entry, on));
}
