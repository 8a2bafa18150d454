import {
  type CourseFinding,
  checkCourse,
  type PersonFinding,
  type StudyYear,
} from '../check/course-of-study.ts';
import type { BirthDate } from '../person/identity.ts';
import type { RecordCode, RecordContent } from '../record/content.ts';
import { studyYearOf } from '../record/study-year.ts';
import { type LearnerKey, learnerKeyOf } from './learner-key.ts';

/** Một năm trong quá trình học tập, with the record that says it. */
export interface CourseYear extends StudyYear {
  readonly code: RecordCode;
  readonly version: number;
  /** Trích lục từ học bạ giấy. */
  readonly extracted: boolean;
  readonly circular: string;
  /** Of the year itself: where the year was extracted from paper, the school that filled in the book. */
  readonly schoolName: string;
  readonly provinceName: string;
}

/** Quá trình học tập of one learner, through all schools and provinces of which records are at hand. */
export interface LearnerCourse {
  readonly learner: LearnerKey;
  /** As the last year has them. */
  readonly name: string;
  readonly birthDate: BirthDate;
  /** In order of time. */
  readonly years: readonly CourseYear[];
  readonly findings: readonly CourseFinding[];
}

/**
 * The courses of study that records add up to, in the order in which their learners first occur. Of several versions
 * of one record the newest counts, and one record given twice counts once. Learners are told apart by `learnerKeyOf`: a
 * learner without personal number and passport is known within one school only.
 */
export function coursesOf(records: readonly RecordContent[]): readonly LearnerCourse[] {
  const newest = new Map<RecordCode, RecordContent>();
  for (const record of records) {
    const known = newest.get(record.code);
    if (known === undefined || known.version < record.version) newest.set(record.code, record);
  }
  const learners = new Map<LearnerKey, RecordContent[]>();
  for (const record of newest.values()) {
    const key = learnerKeyOf(record);
    learners.set(key, [...(learners.get(key) ?? []), record]);
  }
  return [...learners].map(([learner, own]) => courseOf(learner, own));
}

function courseOf(learner: LearnerKey, records: readonly RecordContent[]): LearnerCourse {
  const sorted = records.toSorted((a, b) => (a.year < b.year ? -1 : 1));
  const { name = '', birthDate = '' as BirthDate } = sorted.at(-1)?.learner ?? {};
  const years = sorted.map(courseYear);
  return {
    learner,
    name,
    birthDate,
    years,
    findings: [...personFindings(sorted), ...checkCourse(years)],
  };
}

function courseYear(record: RecordContent): CourseYear {
  const { code, version, extracted, circular, school } = record;
  const from = record.kind === 'extracted' ? record.book : null;
  const schoolName = from?.schoolName ?? school.name;
  const provinceName = from?.provinceName ?? school.provinceName;
  const said = { code, version, extracted, circular, schoolName, provinceName };
  return { ...studyYearOf(record), ...said };
}

/** One key, and yet two people? A birth date known less precisely is no other date. */
function personFindings(records: readonly RecordContent[]): readonly PersonFinding[] {
  const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
  const dates = distinct(records.map(({ learner }) => learner.birthDate));
  const names = distinct(records.map(({ learner }) => learner.name));
  const [precise = ''] = dates.toSorted((a, b) => b.length - a.length);
  const findings: PersonFinding[] = [];
  if (dates.some((date) => !precise.startsWith(date))) {
    findings.push({ code: 'birth-dates-differ', dates });
  }
  if (names.length > 1) findings.push({ code: 'names-differ', names });
  return findings;
}
