import type {
  EducationLevel,
  Programme,
  School,
  SchoolCode,
  StaffMember,
} from '../../domain/school/yearbook.ts';
import type { SchoolYear } from '../../domain/time/school-year.ts';
import { fold } from './fold.ts';
import { provinceOf } from './places.ts';
import { headOf } from './staff.ts';
import type { Table } from './table.ts';
import { schoolNameOf } from './title.ts';

/** What a school says of itself once: no workbook holds all of it. What is left out is looked for in the files. */
export interface SchoolProfile {
  readonly code?: string;
  readonly name?: string;
  readonly departmentCode?: string;
  readonly departmentName?: string;
  readonly provinceCode?: string;
  readonly communeCode?: string;
  readonly headTitle?: string;
  readonly programme?: Programme;
  readonly level?: EducationLevel;
  readonly year?: SchoolYear;
}

/** What the titles of all sheets say together. */
export interface SchoolFacts {
  readonly name: string | null;
  readonly level: EducationLevel;
  readonly programme: Programme;
  readonly year: SchoolYear | null;
}

export function schoolFacts(tables: readonly Table[], profile: SchoolProfile): SchoolFacts {
  const title = tables.find(({ titles }) => titles.school !== null)?.titles.school?.text;
  const name = profile.name ?? (title === undefined ? null : schoolNameOf(title));
  const level = profile.level ?? levelByName(name) ?? levelByGrade(tables);
  const programme = profile.programme ?? programmeOf(level);
  const year = profile.year ?? tables.find(({ titles }) => titles.year !== null)?.titles.year;
  return { name, level, programme, year: year ?? null };
}

function levelByName(name: string | null): EducationLevel | undefined {
  const text = ` ${fold(name ?? '')} `;
  if (/gdtx|giao duc thuong xuyen/.test(text)) return 'GDTX-THPT';
  if (/ tieu hoc | th /.test(text)) return 'TH';
  if (/thcs|trung hoc co so/.test(text)) return 'THCS';
  return /thpt|trung hoc pho thong/.test(text) ? 'THPT' : undefined;
}

/** By the highest grade that a class title or class column names. */
function levelByGrade(tables: readonly Table[]): EducationLevel {
  let highest = 0;
  for (const { titles, rows, column } of tables) {
    const names = [titles.className, ...rows.map((row) => row.cells[column.get('class') ?? -1])];
    for (const name of names) {
      const grade = Number(/^\d{1,2}(?=[A-Za-z])/.exec(String(name ?? ''))?.[0] ?? 0);
      if (grade <= 12) highest = Math.max(highest, grade);
    }
  }
  if (highest >= 10) return 'THPT';
  return highest >= 6 || highest === 0 ? 'THCS' : 'TH';
}

const programmeOf = (level: EducationLevel): Programme => {
  if (level === 'TH') return 'TT27';
  return level.startsWith('GDTX') ? 'TT43' : 'TT22';
};

/**
 * The school. Its code holds the department's (2 digits) and the commune's (5 digits) where it has the
 * form of mã sở + mã xã + số thứ tự; the head's title is their Nhóm chức vụ. '' stands for unknown.
 */
export function schoolOf(
  profile: SchoolProfile,
  facts: SchoolFacts,
  staff: readonly StaffMember[],
): School {
  const code = profile.code ?? '';
  const parts = /^(\d{2})(\d{5})\d{3}$/.exec(code);
  const communeCode = profile.communeCode ?? parts?.[2] ?? '';
  const head = headOf(staff);
  return {
    code: code as SchoolCode,
    name: facts.name ?? '',
    departmentCode: profile.departmentCode ?? parts?.[1] ?? '',
    departmentName: profile.departmentName ?? '',
    provinceCode: profile.provinceCode ?? provinceOf(communeCode) ?? '',
    communeCode,
    headTitle: profile.headTitle ?? head?.group ?? head?.position ?? '',
    head: head?.id ?? null,
  };
}
