import type { LearnerYear, PrimaryYear, Yearbook } from '../../../domain/school/yearbook.ts';
import type { Cell, Sheet, Workbook } from '../grid.ts';
import { competenceNames, qualityNames } from '../layouts-primary.ts';
import { competencesOf } from '../primary-year.ts';
import type { LearnerResult, YearResults } from '../results.ts';
import {
  birthColumn,
  classColumn,
  codeColumn,
  gradesOf,
  letterhead,
  longYear,
  ofClass,
  ofLearner,
  orderColumn,
  subjectIn,
} from './form-values.ts';
import { primarySubjectColumns, resultWords } from './primary-columns.ts';
import { type FormColumn, workbookOf, writeSheet } from './sheet-form.ts';

/** A learner of grades 1 to 5 with what was written and what follows from it. */
export interface PrimaryRow {
  readonly learner: LearnerYear;
  readonly year: PrimaryYear;
  readonly result: Extract<LearnerResult, { kind: 'primary' }>['result'] | undefined;
}

function primaryRows(yearbook: Yearbook, className: string, results: YearResults): PrimaryRow[] {
  return ofClass(yearbook, className).flatMap((learner) => {
    if (learner.results.kind !== 'primary') return [];
    const derived = results.get(learner.number);
    const result = derived?.kind === 'primary' ? derived.result : undefined;
    return [{ learner, year: learner.results, result }];
  });
}

const fullName: FormColumn<LearnerYear> = { header: ['Họ tên'], cell: ({ name }) => name };

const hasLevels = ({ year }: PrimaryRow): boolean =>
  year.subjects.some(({ exempt, level, test }) => exempt || level !== null || test != null) ||
  [...year.qualities.values(), ...year.competences.values()].some((level) => level !== null);

/** Here when the year closes. A row without anything would say «not assessed» of a learner with a disability. */
const hasYearRow = (row: PrimaryRow): boolean => {
  const { present, disability, notAssessed } = row.learner;
  return hasLevels(row) || (present.term2 && (disability === null || notAssessed)) || notAssessed;
};

/** CSDL ngành, Kết quả học tập: the national layout with three header rows, one workbook for each grade. */
export function yearBooks(yearbook: Yearbook, results: YearResults): Workbook[] {
  return gradesOf(yearbook).flatMap((grade) => {
    const rows = yearbook.classes
      .filter((group) => group.grade === grade)
      .flatMap(({ name }) => primaryRows(yearbook, name, results).filter(hasYearRow));
    if (rows.length === 0) return [];
    const columns: FormColumn<PrimaryRow>[] = [
      orderColumn,
      { header: ['Mã lớp'], cell: ({ learner }) => learner.className },
      ...ofLearner<PrimaryRow>([codeColumn, fullName, birthColumn]),
      ...primarySubjectColumns(grade),
      ...competencesOf(grade).map((name) => competenceColumn(name)),
      ...Object.entries(qualityNames).map(([name, header]) => ({
        header: ['Phẩm chất chủ yếu', header],
        cell: ({ year }: PrimaryRow) => year.qualities.get(name) ?? null,
      })),
      { header: ['Hoàn thành\nchương trình lớp học'], cell: tick },
      { header: ['Lên lớp'], cell: tick },
      {
        header: ['Xếp loại'],
        cell: ({ result }) => (result?.result == null ? null : resultWords[result.result]),
      },
    ];
    const sheet = writeSheet({ name: 'Sheet1', titles: [], headerRow: 0, columns, rows });
    return [workbookOf(`KetQuaHocTap_khoi_${grade}_CuoiNam.xlsx`, [sheet])];
  });
}

/** Lên lớp is ticked when the year closes, before any supplement. */
const tick = ({ result }: PrimaryRow): Cell => (result?.completed === true ? 'x' : null);

const general = new Set(['tuChu', 'giaoTiep', 'giaiQuyet']);

const competenceColumn = (name: string): FormColumn<PrimaryRow> => ({
  header: [
    'Năng lực cốt lõi',
    general.has(name) ? 'Năng lực chung' : 'Năng lực đặc thù',
    competenceNames[name] ?? name,
  ],
  cell: ({ year }) => year.competences.get(name) ?? null,
});

/** Comments, height, weight, absences and rewards: one workbook for each grade, one sheet for each class. */
export function commentBooks(yearbook: Yearbook, results: YearResults): Workbook[] {
  return gradesOf(yearbook).flatMap((grade) => {
    const sheets = yearbook.classes
      .filter((group) => group.grade === grade)
      .flatMap(({ name }) => {
        const rows = primaryRows(yearbook, name, results).filter(
          (row) => row.learner.present.term2 || hasComments(row),
        );
        return rows.length === 0 ? [] : [commentSheet(yearbook, name, rows)];
      });
    const file = `nhan_xet/nhan_xet_khoi_${grade}.xlsx`;
    return sheets.length === 0 ? [] : [workbookOf(file, sheets)];
  });
}

const hasComments = ({ learner, year }: PrimaryRow): boolean =>
  [
    learner.homeroomComment,
    ...year.subjects.map(({ comment }) => comment),
    ...Object.values(year.comments),
    year.heightCm,
    year.weightKg,
    year.absence,
    year.suddenAward,
  ].some((value) => value !== null);

function commentSheet(yearbook: Yearbook, name: string, rows: readonly PrimaryRow[]): Sheet {
  const { school, year, classes } = yearbook;
  const yearWords = year === '' ? '' : ` NĂM HỌC ${longYear(year)}`;
  const subjects = classes.find((group) => group.name === name)?.subjects ?? [];
  const of = (header: string, cell: (row: PrimaryRow) => Cell) => ({ header: [header], cell });
  return writeSheet<PrimaryRow>({
    name,
    titles: [
      ...(school.name === '' ? [] : [{ row: 0, column: 0, text: school.name }]),
      { row: 1, column: 2, text: `TỔNG HỢP NHẬN XÉT CUỐI NĂM LỚP ${name}${yearWords}` },
    ],
    headerRow: 2,
    columns: [
      orderColumn,
      ...ofLearner<PrimaryRow>([codeColumn, fullName]),
      of('Chiều cao (cm)', (row) => row.year.heightCm),
      of('Cân nặng (kg)', (row) => row.year.weightKg),
      of('Nghỉ có phép', (row) => row.year.absence?.withLeave ?? null),
      of('Nghỉ không phép', (row) => row.year.absence?.withoutLeave ?? null),
      ...subjects.map((code) =>
        of(
          `Nhận xét\n${subjectIn(yearbook, code)?.name ?? code}`,
          (row) => row.year.subjects.find((subject) => subject.code === code)?.comment ?? null,
        ),
      ),
      of('Nhận xét\nPhẩm chất chủ yếu', (row) => row.year.comments.qualities),
      of('Nhận xét\nNăng lực chung', (row) => row.year.comments.general),
      of('Nhận xét\nNăng lực đặc thù', (row) => row.year.comments.special),
      of('Nhận xét của giáo viên chủ nhiệm', ({ learner }) => learner.homeroomComment),
      of('Khen thưởng', awardOf),
      of('Khen thưởng đột xuất', (row) => row.year.suddenAward),
    ],
    rows,
  });
}

function awardOf({ year, result }: PrimaryRow): Cell {
  if (year.recognised === true) {
    return 'Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện';
  }
  return result?.award === 'HSXS' ? 'Học sinh Xuất sắc' : null;
}

interface SupplementRow extends PrimaryRow {
  readonly item: string | null;
  readonly level: string | null;
  readonly test: number | null;
  readonly decision: string | null;
}

/** Đánh giá bổ sung: one row for each item; the principal's decision stands in the learner's first row. */
export function supplementList(yearbook: Yearbook, results: YearResults): Workbook[] {
  const rows = yearbook.classes
    .flatMap(({ name }) => primaryRows(yearbook, name, results))
    .flatMap((row) => supplementRows(yearbook, row));
  if (rows.length === 0) return [];
  const columns: FormColumn<SupplementRow>[] = [
    orderColumn,
    ...ofLearner<SupplementRow>([classColumn, codeColumn, fullName]),
    { header: ['Môn học'], cell: ({ item }) => item },
    { header: ['Mức đạt được'], cell: ({ level }) => level },
    { header: ['Điểm KTĐK'], cell: ({ test }) => test },
    { header: ['Quyết định của hiệu trưởng'], cell: ({ decision }) => decision },
  ];
  const titles = letterhead(yearbook, 'DANH SÁCH ĐÁNH GIÁ BỔ SUNG');
  const sheet = writeSheet({ name: 'Sheet1', titles, headerRow: 3, columns, rows });
  return [workbookOf('danh_gia_bo_sung.xlsx', [sheet])];
}

function supplementRows(yearbook: Yearbook, row: PrimaryRow): SupplementRow[] {
  const { supplement, decision } = row.year;
  const items = Array.from(supplement, ([name, { level, test }], index) => ({
    ...row,
    item: itemName(yearbook, name),
    level,
    test,
    decision: index === 0 ? decision : null,
  }));
  if (items.length > 0 || decision === null) return items;
  return [{ ...row, item: null, level: null, test: null, decision }];
}

function itemName(yearbook: Yearbook, name: string): string {
  if (name.startsWith('pc:')) return `Phẩm chất ${qualityNames[name.slice(3)] ?? name}`;
  if (name.startsWith('nl:')) return `Năng lực ${competenceNames[name.slice(3)] ?? name}`;
  return yearbook.subjects.find(({ code }) => code === name)?.name ?? name;
}
