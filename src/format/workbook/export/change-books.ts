import type { ClassGroup, SubjectCode, Yearbook } from '../../../domain/school/yearbook.ts';
import type { Sheet, Workbook } from '../grid.ts';
import type { YearResults } from '../results.ts';
import { curriculumOf } from '../subjects.ts';
import {
  birthColumn,
  classColumn,
  codeColumn,
  letterhead,
  nameColumn,
  ofLearner,
  orderColumn,
  shortName,
  subjectIn,
  writeDate,
  writeLevel,
  writeResult,
} from './form-values.ts';
import {
  isExempt,
  printedResult,
  type SecondaryRow,
  secondaryRows,
  subjectOfRow,
} from './secondary-forms.ts';
import { type FormColumn, workbookOf, writeSheet } from './sheet-form.ts';

const who = ofLearner<SecondaryRow>([classColumn, codeColumn, nameColumn]);

const allRows = (yearbook: Yearbook, results: YearResults): SecondaryRow[] =>
  yearbook.classes.flatMap(({ name }) => secondaryRows(yearbook, name, results));

/** Đánh giá lại and rèn luyện trong kì nghỉ hè: what the summer changed. */
export function summerBook(yearbook: Yearbook, results: YearResults): Workbook[] {
  const rows = allRows(yearbook, results);
  const sheets = [...reassessmentSheet(yearbook, rows), ...summerConductSheet(yearbook, rows)];
  const summer = yearbook.year.slice(5);
  const file = `danh_gia_lai_he${summer === '' ? '' : `_${summer}`}.xlsx`;
  return sheets.length === 0 ? [] : [workbookOf(file, sheets)];
}

interface Reassessed extends SecondaryRow {
  readonly code: SubjectCode;
}

function reassessmentSheet(yearbook: Yearbook, all: readonly SecondaryRow[]): Sheet[] {
  const rows = all.flatMap((row): Reassessed[] =>
    row.year.subjects.flatMap(({ code, reassessed }) =>
      reassessed === null ? [] : [{ ...row, code }],
    ),
  );
  const columns: FormColumn<Reassessed>[] = [
    orderColumn,
    ...who,
    { header: ['Môn'], cell: ({ code }) => subjectIn(yearbook, code)?.name ?? code },
    {
      header: ['ĐTBmcn hoặc\nmức đánh giá'],
      cell: ({ result, code }) =>
        writeResult(result?.subjects.find((subject) => subject.code === code)?.year),
    },
    {
      header: ['Điểm hoặc mức\nsau đánh giá lại'],
      cell: (row) => writeResult(subjectOfRow(row, row.code)?.reassessed),
    },
  ];
  const titles = letterhead(yearbook, 'DANH SÁCH ĐÁNH GIÁ LẠI CÁC MÔN HỌC TRONG KÌ NGHỈ HÈ');
  if (rows.length === 0) return [];
  return [writeSheet({ name: 'Đánh giá lại', titles, headerRow: 3, columns, rows })];
}

function summerConductSheet(yearbook: Yearbook, all: readonly SecondaryRow[]): Sheet[] {
  const rows = all.filter(
    ({ year }) => year.conduct.afterSummer !== null || year.summerComment !== null,
  );
  const columns: FormColumn<SecondaryRow>[] = [
    orderColumn,
    ...who,
    { header: ['Rèn luyện cả năm'], cell: ({ result }) => writeLevel(result?.conduct.year) },
    { header: ['Rèn luyện sau hè'], cell: ({ year }) => writeLevel(year.conduct.afterSummer) },
    { header: ['Nhận xét'], cell: ({ year }) => year.summerComment },
  ];
  const titles = letterhead(yearbook, 'RÈN LUYỆN TRONG KÌ NGHỈ HÈ');
  if (rows.length === 0) return [];
  return [writeSheet({ name: 'Rèn luyện hè', titles, headerRow: 3, columns, rows })];
}

/** Term 1 of those who came from another school. */
export function transferList(yearbook: Yearbook, results: YearResults): Workbook[] {
  const rows = allRows(yearbook, results).filter(cameWithResults);
  if (rows.length === 0) return [];
  const codes = new Set(rows.flatMap(({ year }) => year.subjects.map(({ code }) => code)));
  const columns: FormColumn<SecondaryRow>[] = [
    orderColumn,
    ...ofLearner<SecondaryRow>([codeColumn, nameColumn, birthColumn]),
    { header: ['Trường chuyển đi'], cell: ({ learner }) => learner.transfer?.fromSchool ?? null },
    { header: ['Ngày chuyển đến'], cell: ({ learner }) => writeDate(learner.statusDate) },
    { header: ['Lớp tiếp nhận'], cell: ({ learner }) => learner.className },
    ...curriculumOf[yearbook.level]
      .filter(({ code }) => codes.has(code))
      .map((subject) => ({
        header: [shortName(subject)],
        cell: (row: SecondaryRow) => writeResult(movedResult(row, subject.code)),
      })),
    { header: ['Học tập HKI'], cell: ({ result }) => writeLevel(result?.study.term1.level) },
    { header: ['Rèn luyện HKI'], cell: ({ year }) => writeLevel(year.conduct.term1) },
    { header: ['Nghỉ có phép'], cell: ({ year }) => year.absence.term1?.withLeave ?? null },
    { header: ['Nghỉ không phép'], cell: ({ year }) => year.absence.term1?.withoutLeave ?? null },
  ];
  const titles = letterhead(yearbook, 'KẾT QUẢ HỌC KỲ I CỦA HỌC SINH CHUYỂN ĐẾN');
  const sheet = writeSheet({ name: 'Sheet1', titles, headerRow: 3, columns, rows });
  return [workbookOf('chuyen_den_hk2.xlsx', [sheet])];
}

const isMoved = ({ year }: SecondaryRow, code: SubjectCode): boolean => {
  const term = year.subjects.find((subject) => subject.code === code)?.term1 ?? null;
  if (term === null) return false;
  return ('transferredAverage' in term ? term.transferredAverage : term.transferredLevel) !== null;
};

const cameWithResults = (row: SecondaryRow): boolean =>
  row.learner.transfer?.fromSchool !== undefined ||
  row.year.subjects.some(({ code }) => isMoved(row, code));

function movedResult(row: SecondaryRow, code: SubjectCode) {
  const subject = subjectOfRow(row, code);
  if (subject !== undefined && !row.learner.present.term1 && isExempt(subject, 1)) return 'M';
  return isMoved(row, code) ? printedResult(row, code, 1) : null;
}

/** Môn lựa chọn and cụm chuyên đề of grades 10 to 12, learner by learner. */
export function choiceList(yearbook: Yearbook, results: YearResults): Workbook[] {
  const rows = yearbook.classes
    .filter(({ chosen, specialTopics }) => chosen.length > 0 || specialTopics.length > 0)
    .flatMap((group) =>
      secondaryRows(yearbook, group.name, results).map((row) => ({ ...row, group })),
    );
  if (rows.length === 0) return [];
  const names = (codes: readonly SubjectCode[]) =>
    codes.length === 0 ? null : codes.map((c) => subjectIn(yearbook, c)?.name ?? c).join('; ');
  const columns: FormColumn<ChoiceRow>[] = [
    orderColumn,
    ...who,
    { header: ['Môn lựa chọn'], cell: (row) => names(chosenBy(yearbook, row)) },
    { header: ['Cụm chuyên đề'], cell: (row) => names(topicsOf(row)) },
    { header: ['Ghi chú'], cell: () => null },
  ];
  const titles = letterhead(yearbook, 'DANH SÁCH MÔN LỰA CHỌN VÀ CỤM CHUYÊN ĐỀ');
  const sheet = writeSheet({ name: 'Sheet1', titles, headerRow: 3, columns, rows });
  return [workbookOf('to_hop_mon_lua_chon.xlsx', [sheet])];
}

interface ChoiceRow extends SecondaryRow {
  readonly group: ClassGroup;
}

/** The class's choice, with what this learner takes instead, and an optional subject that they take. */
function chosenBy(yearbook: Yearbook, { group, year }: ChoiceRow): SubjectCode[] {
  const taken = year.subjects.map(({ code }) => code);
  const optional = (code: SubjectCode) => subjectIn(yearbook, code)?.optional === true;
  return [
    ...group.chosen.filter((code) => taken.includes(code)),
    ...taken.filter((code) => !group.subjects.includes(code) && !group.chosen.includes(code)),
    ...taken.filter((code) => group.subjects.includes(code) && optional(code)),
  ];
}

/** The class's topics, less those in whose subject this learner has marks without one, and their own. */
function topicsOf({ group, year }: ChoiceRow): SubjectCode[] {
  const terms = (code: SubjectCode) => {
    const subject = year.subjects.find((s) => s.code === code);
    if (subject?.kind !== 'score') return [];
    return [subject.term1, subject.term2].filter((t) => t !== null && t.regular.length > 0);
  };
  const has = (code: SubjectCode) => terms(code).some((term) => term?.specialTopicIndex != null);
  return [
    ...group.specialTopics.filter((code) => terms(code).length === 0 || has(code)),
    ...year.subjects.flatMap(({ code }) =>
      has(code) && !group.specialTopics.includes(code) ? [code] : [],
    ),
  ];
}
