import type { Yearbook } from '../../../domain/school/yearbook.ts';
import type { Workbook } from '../grid.ts';
import type { YearResults } from '../results.ts';
import { choiceList, summerBook, transferList } from './change-books.ts';
import { subjectBooks } from './mark-books.ts';
import { commentBooks, supplementList, yearBooks } from './primary-books.ts';
import { pupilList } from './pupil-form.ts';
import { homeroomBooks, termSummaries } from './secondary-books.ts';
import { assignmentBook, staffList } from './staff-form.ts';

/**
 * Writes a yearbook in the layouts in which schools keep it, so that importing the files gives the same
 * yearbook. What is derived (averages, levels, awards) is printed as the circular gives it, never read back.
 */
export function workbooksOf(yearbook: Yearbook, results: YearResults): Workbook[] {
  const { staff, assignments, classes } = yearbook;
  const duties = assignments.length > 0 || classes.some(({ homeroom }) => homeroom !== null);
  return [
    pupilList(yearbook),
    ...(staff.length === 0 ? [] : [staffList(yearbook)]),
    ...(duties ? [assignmentBook(yearbook)] : []),
    ...(yearbook.level === 'TH'
      ? [
          ...yearBooks(yearbook, results),
          ...commentBooks(yearbook, results),
          ...supplementList(yearbook, results),
        ]
      : [
          ...choiceList(yearbook, results),
          ...termSummaries(yearbook, results),
          ...subjectBooks(yearbook, results),
          ...homeroomBooks(yearbook, results),
          ...summerBook(yearbook, results),
          ...transferList(yearbook, results),
        ]),
  ];
}
