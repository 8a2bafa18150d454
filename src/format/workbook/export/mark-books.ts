import type {
  CommentTerm,
  ScoreTerm,
  SecondarySubjectYear,
  SubjectCode,
  Yearbook,
} from '../../../domain/school/yearbook.ts';
import type { Term } from '../../../domain/time/school-year.ts';
import type { Cell, Sheet, Workbook } from '../grid.ts';
import { requiredOf } from '../learner-year.ts';
import type { YearResults } from '../results.ts';
import type { CurriculumSubject } from '../subjects.ts';
import {
  birthColumn,
  codeColumn,
  longYear,
  nameColumn,
  ofLearner,
  orderColumn,
  shortName,
  writeResult,
} from './form-values.ts';
import {
  isExempt,
  isPresent,
  printedResult,
  type SecondaryRow,
  secondaryRows,
  subjectOfRow,
  subjectsOfClass,
} from './secondary-forms.ts';
import { type FormColumn, fileWord, workbookOf, writeSheet } from './sheet-form.ts';

/** vnEdu, sổ điểm môn: one workbook for each class and term, one sheet for each subject. */
export function subjectBooks(yearbook: Yearbook, results: YearResults): Workbook[] {
  const books: Workbook[] = [];
  for (const term of [1, 2] as const) {
    for (const { name, grade } of yearbook.classes) {
      const all = secondaryRows(yearbook, name, results);
      const sheets = subjectsOfClass(yearbook, name, all).flatMap((subject) => {
        const rows = all.filter((row) => isListed(row, subject.code, term));
        const written = rows.some((row) => hasMarks(row, subject.code, term));
        return written ? [markSheet(yearbook, { name, grade, term, subject, rows })] : [];
      });
      const file = `so_diem_mon/HK${term}/so_diem_${fileWord(name)}_hk${term}.xlsx`;
      if (sheets.length > 0) books.push(workbookOf(file, sheets));
    }
  }
  return books;
}

type OwnTerm = ScoreTerm | CommentTerm;

/** A term's marks of this school; what another school gave stands in the transfer list. */
function ownTerm(subject: SecondarySubjectYear | undefined, term: Term): OwnTerm | null {
  const of = subject?.[`term${term}`] ?? null;
  if (of === null) return null;
  const moved = 'transferredAverage' in of ? of.transferredAverage : of.transferredLevel;
  return moved === null ? of : null;
}

const hasMarks = (row: SecondaryRow, code: SubjectCode, term: Term): boolean =>
  ownTerm(subjectOfRow(row, code), term) !== null;

/**
 * A learner stands in the book of a subject that they take in a term in which they are here. One with a
 * disability of whom no book says anything stays out: a row without any mark would say «not assessed».
 */
function isListed(row: SecondaryRow, code: SubjectCode, term: Term): boolean {
  if (subjectOfRow(row, code) === undefined) return false;
  if (hasMarks(row, code, term)) return true;
  if (!isPresent(row, term)) return false;
  const { disability, notAssessed } = row.learner;
  return disability === null || notAssessed || writtenAnywhere(row);
}

const writtenAnywhere = ({ year }: SecondaryRow): boolean =>
  year.subjects.some(
    (subject) =>
      subject.exempt !== 'none' || ownTerm(subject, 1) !== null || ownTerm(subject, 2) !== null,
  );

interface MarkSheet {
  readonly name: string;
  readonly grade: number;
  readonly term: Term;
  readonly subject: CurriculumSubject;
  readonly rows: readonly SecondaryRow[];
}

function markSheet(yearbook: Yearbook, of: MarkSheet): Sheet {
  const { school, year } = yearbook;
  const { name, term, subject, rows } = of;
  const title = `BẢNG ĐIỂM MÔN ${subject.name.toUpperCase()} - LỚP ${name} - HỌC KỲ ${term}`;
  const texts = [school.name, title, year === '' ? '' : `Năm học ${longYear(year)}`];
  return writeSheet({
    name: shortName(subject),
    titles: texts.flatMap((text, row) => (text === '' ? [] : [{ row, column: 0, text }])),
    headerRow: 4,
    columns: markColumns(yearbook, of),
    rows,
  });
}

function markColumns(yearbook: Yearbook, of: MarkSheet): FormColumn<SecondaryRow>[] {
  const { term, subject } = of;
  const mark = (pick: (written: OwnTerm) => Parameters<typeof writeResult>[0]) => {
    return (row: SecondaryRow): Cell => {
      const written = ownTerm(subjectOfRow(row, subject.code), term);
      return written === null ? null : writeResult(pick(written));
    };
  };
  const regular = Array.from({ length: regularCount(yearbook, of) }, (_, index) => ({
    header: ['ĐĐGtx', String(index + 1)],
    cell: mark((written) => written.regular[index]),
  }));
  const closing = subject.kind === 'score' ? `ĐTBmhk${term === 1 ? 'I' : 'II'}` : 'Mức đánh giá';
  return [
    orderColumn,
    ...ofLearner<SecondaryRow>([codeColumn, nameColumn, birthColumn]),
    ...regular,
    { header: ['ĐĐGgk'], cell: mark(({ midterm }) => midterm) },
    { header: ['ĐĐGck'], cell: mark(({ final }) => final) },
    { header: [closing], cell: (row) => closingCell(row, subject.code, term) },
    {
      header: ['Nhận xét sự tiến bộ, ưu điểm nổi bật,\nhạn chế chủ yếu'],
      cell: (row) => ownTerm(subjectOfRow(row, subject.code), term)?.comment ?? null,
    },
  ];
}

/** The derived average or level; M for an exempt learner, unless marks were written all the same. */
function closingCell(row: SecondaryRow, code: SubjectCode, term: Term): Cell {
  const subject = subjectOfRow(row, code);
  if (subject === undefined) return null;
  const written = ownTerm(subject, term) !== null;
  if (isExempt(subject, term)) return written ? null : 'M';
  return written ? writeResult(printedResult(row, code, term)) : null;
}

/** As many columns as the fullest row needs; where nothing is written, as many as the article asks for. */
function regularCount(yearbook: Yearbook, { grade, term, subject, rows }: MarkSheet): number {
  const lengths = rows.map(
    (row) => ownTerm(subjectOfRow(row, subject.code), term)?.regular.length ?? 0,
  );
  const longest = Math.max(0, ...lengths);
  return longest > 0 ? longest : (requiredOf(subject.code, grade, yearbook.level) ?? 2);
}
