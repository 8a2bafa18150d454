import { parseSchoolYear, type SchoolYear, type Term } from '../../domain/time/school-year.ts';
import { cleanText, fold } from './fold.ts';
import type { Sheet } from './grid.ts';

/** A text above the header, with its row from 0. */
export interface TitleText {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

/** What the rows above a header say: no column is read from them, only whole phrases. */
export interface Titles {
  readonly texts: readonly TitleText[];
  readonly className: string | null;
  readonly term: {
    readonly term: Term;
    readonly roman: string | null;
    readonly at: TitleText;
  } | null;
  readonly year: SchoolYear | null;
  readonly subject: string | null;
  readonly school: TitleText | null;
  /** A row that holds nothing but «Lớp 6A». */
  readonly classTitle: TitleText | null;
}

export function readTitles(sheet: Sheet, headerRow: number): Titles {
  const texts: TitleText[] = [];
  for (let row = 0; row < headerRow; row += 1) {
    for (const [column, cell] of (sheet.rows[row] ?? []).entries()) {
      if (typeof cell === 'string' && cell.trim() !== '') texts.push({ row, column, text: cell });
    }
  }
  const first = <T>(find: (text: string) => T | null | undefined): T | null => {
    for (const { text } of texts) {
      const found = find(cleanText(text));
      if (found !== null && found !== undefined) return found;
    }
    return null;
  };
  return {
    texts,
    className: first(classNameIn),
    term: termIn(texts),
    year: first(schoolYearIn),
    subject: first((text) => /\bMÔN\s+(.+?)\s*[-–,]\s*LỚP\b/iu.exec(text)?.[1]),
    school: texts.find(({ text }) => isSchoolName(text)) ?? null,
    classTitle: texts.find(({ text }) => classTitleOf(text) !== null) ?? null,
  };
}

/** «Khối 6 - Lớp 6A - (Học kỳ 2)» → 6A. */
export const classNameIn = (text: string): string | null =>
  /\blop\s+(\d{1,2}[a-z]\w{0,4})\b/.exec(fold(text))?.[1]?.toUpperCase() ?? null;

/** A row of its own that names a class. */
export const classTitleOf = (text: string): string | null =>
  /^lop:?\s*(\d{1,2}[a-z]\w{0,4})$/.exec(fold(text))?.[1]?.toUpperCase() ?? null;

/** «NĂM HỌC 2025 - 2026» → 2025-2026. */
export function schoolYearIn(text: string): SchoolYear | null {
  const match = /nam hoc:?\s*(20\d\d)\s*[-–]\s*(20\d\d)/.exec(fold(text));
  return match === null ? null : (parseSchoolYear(`${match[1]}-${match[2]}`) ?? null);
}

function termIn(texts: readonly TitleText[]): Titles['term'] {
  for (const at of texts) {
    const match = /\b(?:hoc k[yi]|hk)\s*(1|2|ii|i)\b/.exec(fold(at.text));
    if (match === null) continue;
    const roman = match[1] === 'i' || match[1] === 'ii';
    const term: Term = match[1] === '1' || match[1] === 'i' ? 1 : 2;
    return { term, roman: roman ? cleanText(at.text) : null, at };
  }
  return null;
}

const isSchoolName = (text: string): boolean =>
  /^(truong|trung tam)\s/.test(fold(text)) && fold(text).length < 120;

/** Words of school names that are not written with capitals, or with capitals only. */
const fixedWords: readonly (readonly [RegExp, string])[] = [
  [/Tiểu Học/gu, 'Tiểu học'],
  [/Trung Học Cơ Sở/gu, 'Trung học cơ sở'],
  [/Trung Học Phổ Thông/gu, 'Trung học phổ thông'],
  [/Trung Tâm/gu, 'Trung tâm'],
  [/Giáo Dục Nghề Nghiệp/gu, 'Giáo dục nghề nghiệp'],
  [/Giáo Dục Thường Xuyên/gu, 'Giáo dục thường xuyên'],
  [/Phổ Thông Dân Tộc Nội Trú/gu, 'Phổ thông dân tộc nội trú'],
];

const acronyms = /^(THCS|THPT|TH|GDTX|GDNN|PTDTNT|PTDTBT|DTNT|TT|II|III|IV|VI)$/u;

/** TRƯỜNG THCS MẪU SỐ 1 → Trường THCS Mẫu Số 1: a letterhead is in capitals, a record is not. */
export function schoolNameOf(title: string): string {
  const text = cleanText(title);
  if (text !== text.toUpperCase()) return text;
  const words = text.replace(/[\p{L}\d]+/gu, (word) =>
    acronyms.test(word) ? word : word[0] + word.slice(1).toLowerCase(),
  );
  return fixedWords.reduce((name, [pattern, fixed]) => name.replace(pattern, fixed), words);
}
