import type { SchoolCode } from '../school/yearbook.ts';
import type { SchoolYear, Term } from '../time/school-year.ts';
import type { CheckSeverity } from './finding.ts';

/** Một đoạn của quá trình học tập: one learner at one school in one year, from whichever record says so. */
export interface StudyYear {
  readonly year: SchoolYear;
  readonly school: SchoolCode;
  readonly className: string;
  readonly grade: number;
  /** The terms spent at this school. */
  readonly terms: readonly Term[];
  /** Được lên lớp; null where the year has no result yet, or none at this school. */
  readonly promoted: boolean | null;
}

/** Điều tìm thấy trong quá trình học tập. */
export type CourseFinding = YearFinding | PersonFinding;

/** Hồ sơ ghi khác nhau về một người: records of one learner that name another birth date, or another name. */
export type PersonFinding =
  | { readonly code: 'birth-dates-differ'; readonly dates: readonly string[] }
  | { readonly code: 'names-differ'; readonly names: readonly string[] };

/** Điều tìm thấy trong một năm học, hoặc từ năm này sang năm khác. */
export type YearFinding =
  /** The same school says the same year twice. */
  | { readonly code: 'year-doubled'; readonly year: SchoolYear; readonly school: SchoolCode }
  | {
      readonly code: 'two-schools-in-term';
      readonly year: SchoolYear;
      readonly term: Term;
      readonly schools: readonly SchoolCode[];
    }
  | {
      readonly code: 'two-grades-in-year';
      readonly year: SchoolYear;
      readonly grades: readonly number[];
    }
  | { readonly code: 'years-missing'; readonly from: SchoolYear; readonly to: SchoolYear }
  | { readonly code: 'term-missing'; readonly year: SchoolYear; readonly term: Term }
  | { readonly code: 'grade-repeated'; readonly year: SchoolYear; readonly grade: number }
  | { readonly code: 'repeated-though-promoted'; readonly year: SchoolYear; readonly grade: number }
  | { readonly code: 'advanced-though-retained'; readonly year: SchoolYear; readonly grade: number }
  | GradeStep<'grade-jumped'>
  | GradeStep<'grade-fell'>;

interface GradeStep<C extends string> {
  readonly code: C;
  readonly year: SchoolYear;
  readonly from: number;
  readonly to: number;
}

/** What cannot be is `must`; what a life may bring (a pause, a repeated year) is `look`. */
export const courseSeverity: Readonly<Record<CourseFinding['code'], CheckSeverity>> = {
  'birth-dates-differ': 'must',
  'names-differ': 'look',
  'year-doubled': 'must',
  'two-schools-in-term': 'must',
  'two-grades-in-year': 'must',
  'years-missing': 'look',
  'term-missing': 'look',
  'grade-repeated': 'look',
  'repeated-though-promoted': 'must',
  'advanced-though-retained': 'must',
  'grade-jumped': 'must',
  'grade-fell': 'must',
};

const startOf = (year: SchoolYear): number => Number(year.slice(0, 4));

/** All that is known of one school year, in any number of schools. */
interface KnownYear {
  readonly year: SchoolYear;
  readonly entries: readonly StudyYear[];
}

/** Quá trình học tập: gaps, doubles and impossible steps in all that is known of one learner, in order of time. */
export function checkCourse(entries: readonly StudyYear[]): readonly YearFinding[] {
  const years = byYear(entries);
  return years.flatMap((known, index) => {
    const before = years[index - 1];
    const last = index === years.length - 1;
    return [
      ...(before === undefined ? [] : stepFindings(before, known)),
      ...withinYear(known),
      ...missingTerms(known, { first: index === 0, last }),
    ];
  });
}

function byYear(entries: readonly StudyYear[]): readonly KnownYear[] {
  const years = new Map<SchoolYear, StudyYear[]>();
  for (const entry of entries) years.set(entry.year, [...(years.get(entry.year) ?? []), entry]);
  return [...years]
    .map(([year, known]) => ({ year, entries: known }))
    .sort((a, b) => startOf(a.year) - startOf(b.year));
}

function withinYear({ year, entries }: KnownYear): YearFinding[] {
  const findings: YearFinding[] = [];
  const schools = [...new Set(entries.map(({ school }) => school))];
  for (const school of schools) {
    const terms = entries
      .filter((entry) => entry.school === school)
      .flatMap((entry) => entry.terms);
    if (new Set(terms).size < terms.length) findings.push({ code: 'year-doubled', year, school });
  }
  for (const term of [1, 2] as const) {
    const there = entries.filter(({ terms }) => terms.includes(term)).map(({ school }) => school);
    const different = [...new Set(there)];
    if (different.length > 1) {
      findings.push({ code: 'two-schools-in-term', year, term, schools: different });
    }
  }
  const grades = [...new Set(entries.map(({ grade }) => grade))].sort((a, b) => a - b);
  if (grades.length > 1) findings.push({ code: 'two-grades-in-year', year, grades });
  return findings;
}

/** The first year may begin, and the last may end, in its middle: nobody knows what was before, or comes after. */
function missingTerms(
  { year, entries }: KnownYear,
  { first, last }: { readonly first: boolean; readonly last: boolean },
): YearFinding[] {
  const has = (term: Term) => entries.some(({ terms }) => terms.includes(term));
  return ([1, 2] as const)
    .filter((term) => !has(term) && !(first && term === 1) && !(last && term === 2))
    .map((term) => ({ code: 'term-missing', year, term }));
}

/** From one known year to the next: years between, and whether the grade can follow. */
function stepFindings(before: KnownYear, after: KnownYear): YearFinding[] {
  const { year } = after;
  const findings: YearFinding[] = [];
  const passed = startOf(year) - startOf(before.year);
  if (passed > 1) {
    const from = startOf(before.year) + 1;
    findings.push({ code: 'years-missing', from: yearFrom(from), to: yearFrom(startOf(year) - 1) });
  }
  const from = Math.max(...before.entries.map(({ grade }) => grade));
  const to = Math.min(...after.entries.map(({ grade }) => grade));
  const promoted = before.entries.map((entry) => entry.promoted).find((one) => one !== null);
  if (to < from) findings.push({ code: 'grade-fell', year, from, to });
  else if (to > from + passed) findings.push({ code: 'grade-jumped', year, from, to });
  else if (to === from) {
    const code = promoted === true ? 'repeated-though-promoted' : 'grade-repeated';
    findings.push({ code, year, grade: to });
  } else if (promoted === false && to === from + passed) {
    findings.push({ code: 'advanced-though-retained', year, grade: to });
  }
  return findings;
}

const yearFrom = (start: number): SchoolYear => `${start}-${start + 1}` as SchoolYear;
