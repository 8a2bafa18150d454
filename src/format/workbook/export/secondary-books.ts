import type { TermAbsence, Yearbook } from '../../../domain/school/yearbook.ts';
import type { Term } from '../../../domain/time/school-year.ts';
import type { Cell, Sheet, Workbook } from '../grid.ts';
import type { YearResults } from '../results.ts';
import type { CurriculumSubject } from '../subjects.ts';
import {
  birthColumn,
  codeColumn,
  gradesOf,
  longYear,
  nameColumn,
  ofLearner,
  orderColumn,
  personalIdColumn,
  shortName,
  writeLevel,
  writeResult,
} from './form-values.ts';
import {
  isPresent,
  printedResult,
  type SecondaryRow,
  secondaryRows,
  subjectsOfClass,
} from './secondary-forms.ts';
import { type FormColumn, type FormTitle, workbookOf, writeSheet } from './sheet-form.ts';

/** vnEdu, sổ điểm tổng kết: one workbook for each term and grade, one sheet for each class. */
export function termSummaries(yearbook: Yearbook, results: YearResults): Workbook[] {
  const books: Workbook[] = [];
  for (const term of [1, 2] as const) {
    for (const grade of gradesOf(yearbook)) {
      const sheets = yearbook.classes
        .filter((group) => group.grade === grade)
        .flatMap(({ name }) => {
          const all = secondaryRows(yearbook, name, results);
          const rows = all.filter((row) => isPresent(row, term));
          return rows.length === 0
            ? []
            : [summarySheet(yearbook, { name, grade, term, all, rows })];
        });
      const file = `vnedu/HK${term}/so_diem_tong_ket_khoi_${grade}.xlsx`;
      if (sheets.length > 0) books.push(workbookOf(file, sheets));
    }
  }
  return books;
}

interface ClassTerm {
  readonly name: string;
  readonly grade: number;
  readonly term: Term;
  readonly all: readonly SecondaryRow[];
  readonly rows: readonly SecondaryRow[];
}

function summarySheet(yearbook: Yearbook, { name, grade, term, all, rows }: ClassTerm): Sheet {
  const { school, year } = yearbook;
  const yearWords = year === '' ? '' : `, NĂM HỌC ${longYear(year)}`;
  const title = `BẢNG TỔNG HỢP KẾT QUẢ GIÁO DỤC HỌC KỲ ${term}${yearWords}`;
  const titles: FormTitle[] = [
    ...(school.name === '' ? [] : [{ row: 0, column: 0, text: school.name }]),
    { row: 0, column: 7, text: title },
    { row: 1, column: 7, text: `Khối ${grade} - Lớp ${name} - (Học kỳ ${term})` },
  ];
  const columns: FormColumn<SecondaryRow>[] = [
    orderColumn,
    ...ofLearner<SecondaryRow>([codeColumn, personalIdColumn, nameColumn, birthColumn]),
    ...subjectsOfClass(yearbook, name, all).map((subject) => resultColumn(subject, term)),
    ...closing(term),
  ];
  return writeSheet({ name, titles, headerRow: 5, columns, rows });
}

function resultColumn(subject: CurriculumSubject, term: Term): FormColumn<SecondaryRow> {
  const { code, kind } = subject;
  return {
    header: [shortName(subject), kind === 'score' ? '(HS 1)' : '(N.xét)'],
    cell: (row) => writeResult(printedResult(row, code, term)),
  };
}

/** Levels, absences (in term 2 of the whole year) and the note. */
function closing(term: Term): FormColumn<SecondaryRow>[] {
  const sub = `(Học kỳ ${term})`;
  const absence = (show: (absence: TermAbsence) => number) => (row: SecondaryRow) => {
    const known = absenceShown(row, term);
    return known === null ? null : show(known);
  };
  return [
    {
      header: ['Kết quả học tập', sub],
      cell: ({ result }) => writeLevel(result?.study[`term${term}`].level),
    },
    {
      header: ['Kết quả rèn luyện', sub],
      cell: ({ year }) => writeLevel(year.conduct[`term${term}`]),
    },
    { header: ['Buổi nghỉ', 'P'], cell: absence(({ withLeave }) => withLeave) },
    { header: ['Buổi nghỉ', 'K'], cell: absence(({ withoutLeave }) => withoutLeave) },
    { header: ['Buổi nghỉ', 'Tổng'], cell: absence((a) => a.withLeave + a.withoutLeave) },
    {
      header: ['Ghi chú'],
      cell: ({ learner }) => (learner.notAssessed ? 'HS khuyết tật, không đánh giá' : null),
    },
  ];
}

function absenceShown({ year }: SecondaryRow, term: Term): TermAbsence | null {
  const { term1, term2 } = year.absence;
  if (term === 1) return term1;
  if (term1 === null || term2 === null) return null;
  return {
    withLeave: term1.withLeave + term2.withLeave,
    withoutLeave: term1.withoutLeave + term2.withoutLeave,
  };
}

const awardWords = { XS: 'Học sinh Xuất sắc', G: 'Học sinh Giỏi' } as const;

/** A homeroom teacher's book: one workbook for each grade, one sheet for each class. */
export function homeroomBooks(yearbook: Yearbook, results: YearResults): Workbook[] {
  return gradesOf(yearbook).flatMap((grade) => {
    const sheets = yearbook.classes
      .filter((group) => group.grade === grade)
      .flatMap(({ name }) => {
        const rows = secondaryRows(yearbook, name, results).filter(hasHomeroomRow);
        return rows.length === 0 ? [] : [homeroomSheet(yearbook, name, rows)];
      });
    const file = `chu_nhiem/so_chu_nhiem_khoi_${grade}.xlsx`;
    return sheets.length === 0 ? [] : [workbookOf(file, sheets)];
  });
}

/** Who is there when the year closes, or of whom the teacher wrote something. */
const hasHomeroomRow = (row: SecondaryRow): boolean => {
  const { homeroomComment, competition, certificate } = row.learner;
  return (
    isPresent(row, 2) ||
    [homeroomComment, competition, certificate, row.year.conduct.term2].some((v) => v !== null)
  );
};

function homeroomSheet(yearbook: Yearbook, name: string, rows: readonly SecondaryRow[]): Sheet {
  const { school, year } = yearbook;
  const yearWords = year === '' ? '' : ` NĂM HỌC ${longYear(year)}`;
  const absence = (term: Term, key: keyof TermAbsence): FormColumn<SecondaryRow> => ({
    header: [`Buổi nghỉ HK${term === 1 ? 'I' : 'II'}`, key === 'withLeave' ? 'P' : 'K'],
    cell: (row) => row.year.absence[`term${term}`]?.[key] ?? null,
  });
  const conduct = (header: string, cell: (row: SecondaryRow) => Cell) => ({
    header: ['Kết quả rèn luyện', header],
    cell,
  });
  const text = (header: string, cell: (row: SecondaryRow) => Cell) => ({ header: [header], cell });
  return writeSheet<SecondaryRow>({
    name,
    titles: [
      ...(school.name === '' ? [] : [{ row: 0, column: 0, text: school.name }]),
      { row: 1, column: 2, text: `SỔ CHỦ NHIỆM LỚP ${name}${yearWords}` },
    ],
    headerRow: 3,
    columns: [
      orderColumn,
      ...ofLearner<SecondaryRow>([codeColumn, nameColumn]),
      conduct('HKI', ({ year: of }) => writeLevel(of.conduct.term1)),
      conduct('HKII', ({ year: of }) => writeLevel(of.conduct.term2)),
      conduct('Cả năm', ({ result }) => writeLevel(result?.conduct.year)),
      absence(1, 'withLeave'),
      absence(1, 'withoutLeave'),
      absence(2, 'withLeave'),
      absence(2, 'withoutLeave'),
      text('Nhận xét của giáo viên chủ nhiệm', ({ learner }) => learner.homeroomComment),
      text('Khen thưởng', ({ result }) => {
        const award = result?.award ?? null;
        return award === null ? null : awardWords[award];
      }),
      text('Kết quả tham gia\ncác cuộc thi', ({ learner }) => learner.competition),
      text('Chứng chỉ', ({ learner }) => learner.certificate),
      text('Ghi chú', () => null),
    ],
    rows,
  });
}
