import type { Term } from '../../domain/time/school-year.ts';
import type { Where } from './finding.ts';
import { fold } from './fold.ts';
import { cellName } from './grid.ts';
import { ownClass } from './sheet-facts.ts';
import { type Table, whereIn } from './table.ts';
import { classNameIn, classTitleOf, type TitleText } from './title.ts';
import type { ReadYearbook } from './yearbook.ts';

/** Holds whole books against what they are given as: another grade's book, or one term's as the year's. */
export function checkBooks(read: ReadYearbook): void {
  for (const table of read.tables) checkGrade(table, read);
  checkTerms(read);
}

const whereTitle = (table: Table, title: TitleText | undefined): Where =>
  title === undefined || title.text === ''
    ? { ...whereIn(table, null), cell: cellName(table.headerRow, 0) }
    : { ...whereIn(table, title.row), cell: cellName(title.row, title.column) };

const ofOneClass = new Set(['term-summary', 'subject-marks', 'homeroom-book', 'primary-comments']);

/** The class of a sheet's title or name; in a list with a class column, that of the first row. */
function classIn(table: Table): { readonly className: string | null; readonly where: Where } {
  if (ofOneClass.has(table.layout.sheet)) {
    const named = ({ text }: TitleText) => (classNameIn(text) ?? classTitleOf(text)) !== null;
    return { className: ownClass(table), where: whereTitle(table, table.titles.texts.find(named)) };
  }
  const [first] = table.layout.sheet === 'primary-year' ? table.rows : [];
  const cell = first?.cells[table.column.get('class') ?? -1];
  const where = whereIn(table, first?.index ?? null, 'class');
  return { className: typeof cell === 'string' ? cell.trim().toUpperCase() : null, where };
}

const gradeOf = (className: string): number => Number(/^\d{1,2}/.exec(className)?.[0] ?? 0);

function checkGrade(table: Table, { yearbook, findings }: ReadYearbook): void {
  const { className, where } = classIn(table);
  if (className === null || yearbook.classes.length === 0) return;
  const grade = gradeOf(className);
  const fileGrade = /khoi[ _-]*(\d{1,2})(?!\d)/.exec(fold(table.workbook.file))?.[1];
  const about = { className, field: 'class', written: className };
  const taught = yearbook.classes.some((group) => group.grade === grade);
  if (!taught || (fileGrade !== undefined && Number(fileGrade) !== grade)) {
    findings.reported('other-grade', where, about);
  } else if (!yearbook.classes.some(({ name }) => name === className)) {
    findings.reported('unknown-class', where, about);
  }
}

/** A name that claims the whole year (folded). */
const wholeYear = /ca[ _-]*nam|cuoi[ _-]*nam|tong[ _-]*ket[ _-]*nam/;

/** The book of the second term is not the year: its absences count the year, its results do not. */
function checkTerms({ tables, yearbook, findings }: ReadYearbook): void {
  const books = tables.filter(({ layout }) =>
    ['term-summary', 'subject-marks'].includes(layout.sheet),
  );
  const termsOf = new Map<string, Set<Term>>();
  for (const table of books) {
    const name = ownClass(table) ?? '';
    const terms = termsOf.get(name) ?? new Set();
    if (table.titles.term !== null) terms.add(table.titles.term.term);
    termsOf.set(name, terms);
  }
  const told = new Set<string>();
  for (const table of books) {
    const { term } = table.titles;
    const className = ownClass(table) ?? '';
    if (term === null || told.has(`${table.workbook.file}|${className}`)) continue;
    const claims = wholeYear.test(fold(`${table.workbook.file} ${table.sheet.name}`));
    const only = term.term === 2 && termsOf.get(className)?.has(1) !== true;
    const here = yearbook.learners.some((l) => l.className === className && l.present.term1);
    if (!claims && !(only && here)) continue;
    told.add(`${table.workbook.file}|${className}`);
    const about = { className, field: 'term', term: term.term, written: term.at.text };
    findings.reported('not-the-year', whereTitle(table, term.at), about);
  }
}
