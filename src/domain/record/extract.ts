import { olderCircular, underOlderRules } from '../assessment/older-rules.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { SchoolYear } from '../time/school-year.ts';
import type { ExtractedContent, RecordCode, RecordFrame, Signatory } from './content.ts';
import type { ExtractedForm } from './extracted-form.ts';

/** Một học sinh trong bản trích lục: who, and the year as the paper book has it. */
export interface ExtractedLearner
  extends Omit<ExtractedForm, 'kind' | 'extractedBy' | 'extractedOn'> {
  readonly learner: RecordFrame['learner'];
  readonly homeroomComment: string | null;
}

/**
 * Bản trích lục của một lớp: one class's year under older rules, copied from paper books by the school that holds them
 * now and that signs the extract. That school may be another than the one that filled in the books.
 */
export interface ExtractedClass {
  readonly environment: 'real' | 'trial';
  readonly school: RecordFrame['school'];
  readonly head: RecordFrame['head'];
  readonly issuedAt: string;
  readonly year: SchoolYear;
  readonly grade: number;
  readonly className: string;
  readonly extractedBy: Signatory;
  readonly extractedOn: CivilDate;
  readonly learners: readonly ExtractedLearner[];
}

/** Lí do không nhận bản trích lục; `learner` is the number of the learner whom it is about, null for the whole class. */
export type ExtractRefusal = { readonly learner: string | null } & (
  | { readonly code: 'not-under-older-rules'; readonly year: SchoolYear; readonly grade: number }
  | { readonly code: 'level-of-another-grade'; readonly levelCode: string; readonly grade: number }
  | { readonly code: 'extracted-later'; readonly on: CivilDate; readonly closedOn: CivilDate }
  | { readonly code: 'learner-twice' }
  | { readonly code: 'vietnamese-without-personal-id' }
  | { readonly code: 'subject-twice'; readonly subject: string }
  | { readonly code: 'book-signed-outside'; readonly signedOn: CivilDate }
);

/** Grades of each mã cấp học; continuing education (05) has both. */
const gradesOfLevel: Readonly<Record<string, readonly [number, number]>> = {
  '03': [6, 9],
  '04': [10, 12],
  '05': [6, 12],
};

/** Everything in a class's extract that cannot be, found before any record is opened. */
export function checkExtract(
  extract: ExtractedClass,
  closedOn: CivilDate,
): readonly ExtractRefusal[] {
  const { year, grade, school, extractedOn } = extract;
  const { levelCode } = school;
  const refusals: ExtractRefusal[] = [];
  const learner = null;
  if (!underOlderRules(year, grade)) {
    refusals.push({ code: 'not-under-older-rules', learner, year, grade });
  }
  const [first, last] = gradesOfLevel[levelCode] ?? [0, 0];
  if (grade < first || grade > last) {
    refusals.push({ code: 'level-of-another-grade', learner, levelCode, grade });
  }
  if (extractedOn > closedOn) {
    refusals.push({ code: 'extracted-later', learner, on: extractedOn, closedOn });
  }
  const numbers = extract.learners.map((one) => one.learner.number);
  return [...refusals, ...extract.learners.flatMap((one) => checkLearner(one, numbers, extract))];
}

function checkLearner(
  { learner: { number: learner, nationality, personalId }, subjects, book }: ExtractedLearner,
  numbers: readonly string[],
  { year, extractedOn }: ExtractedClass,
): readonly ExtractRefusal[] {
  const refusals: ExtractRefusal[] = [];
  if (numbers.indexOf(learner) !== numbers.lastIndexOf(learner)) {
    refusals.push({ code: 'learner-twice', learner });
  }
  if (nationality === 'VN' && personalId === null) {
    refusals.push({ code: 'vietnamese-without-personal-id', learner });
  }
  const codes = subjects.map(({ subject }) => subject);
  for (const subject of new Set(codes)) {
    if (codes.indexOf(subject) === codes.lastIndexOf(subject)) continue;
    refusals.push({ code: 'subject-twice', learner, subject });
  }
  const { signedOn } = book;
  if (signedOn !== null && (signedOn < year.slice(0, 4) || signedOn > extractedOn)) {
    refusals.push({ code: 'book-signed-outside', learner, signedOn });
  }
  return refusals;
}

/** What the act of closing adds. */
export interface ExtractClosing {
  readonly code: RecordCode;
  readonly version: number;
  readonly createdOn: CivilDate;
  readonly issuedOn: CivilDate;
  readonly inForceFrom: CivilDate;
}

/** Lập nội dung học bạ trích lục of one learner: what the book says, and nothing that anybody computed. */
export function extractedContent(
  extract: Omit<ExtractedClass, 'learners'>,
  { learner, homeroomComment, ...form }: ExtractedLearner,
  closing: ExtractClosing,
): ExtractedContent {
  const { environment, school, head, issuedAt, year, grade, className } = extract;
  const { extractedBy, extractedOn } = extract;
  const { schoolName, provinceName } = form.book;
  return {
    environment,
    school,
    head,
    issuedAt,
    year,
    grade,
    className,
    ...closing,
    ...form,
    kind: 'extracted',
    extractedBy,
    extractedOn,
    extracted: true,
    circular: olderCircular,
    learner,
    homeroomComment,
    studies: [{ year, className, schoolName, provinceName, arrivedOn: null }],
  };
}

/** An extract without anything that cannot be. */
export function acceptExtract(
  extract: ExtractedClass,
  closedOn: CivilDate,
): Result<ExtractedClass, readonly ExtractRefusal[]> {
  const refusals = checkExtract(extract, closedOn);
  return refusals.length > 0 ? refuse(refusals) : ok(extract);
}
