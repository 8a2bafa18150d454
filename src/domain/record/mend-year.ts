import { assessPrimary } from '../assessment/assess-primary.ts';
import { primaryCaseOf } from '../assessment/from-yearbook.ts';
import type { LearnerNumber } from '../person/identity.ts';
import { ok, type Result, refuse } from '../result.ts';
import type {
  Assignment,
  ClassGroup,
  LearnerYear,
  SecondarySubjectYear,
  StaffId,
  SubjectCode,
  Yearbook,
} from '../school/yearbook.ts';
import type { Term } from '../time/school-year.ts';
import { enterLevel } from './enter-level.ts';
import { enterMark } from './enter-mark.ts';
import type { ExcuseReason, Mend } from './mend.ts';

/** Dữ liệu năm học sau khi bổ sung: the year as imported, and what was supplied and decided since. */
export interface MendedYear {
  readonly yearbook: Yearbook;
  /** Quyết định lên lớp of the principal. */
  readonly decisions: ReadonlyMap<LearnerNumber, boolean>;
  /** Learners whose record waits for a later cohort. */
  readonly deferred: ReadonlyMap<LearnerNumber, ExcuseReason>;
}

export const unmended = (yearbook: Yearbook): MendedYear => ({
  yearbook,
  decisions: new Map(),
  deferred: new Map(),
});

/** Lí do không nhận việc bổ sung. */
export type MendRefusal =
  | { readonly code: 'mend-without-reason' }
  | { readonly code: 'mend-not-allowed'; readonly by: StaffId; readonly act: Mend['act'] }
  | { readonly code: 'staff-not-in-school'; readonly staff: StaffId }
  | { readonly code: 'class-not-in-school'; readonly className: string }
  | { readonly code: 'subject-not-in-class'; readonly subject: SubjectCode }
  | { readonly code: 'learner-not-in-school'; readonly learner: LearnerNumber }
  | { readonly code: 'already-assigned'; readonly teacher: StaffId }
  /** Never overwrites: a mark that stands is corrected where it was written. */
  | { readonly code: 'mark-already-there'; readonly subject: SubjectCode; readonly term: Term }
  | { readonly code: 'no-such-mark-place'; readonly subject: SubjectCode; readonly term: Term }
  /** Primary: the subject has no test in this grade, the learner is exempt, or nothing would be entered. */
  | { readonly code: 'no-such-result'; readonly subject: SubjectCode }
  | { readonly code: 'result-already-there'; readonly subject: SubjectCode }
  | { readonly code: 'learner-is-assessed'; readonly learner: LearnerNumber }
  | { readonly code: 'already-decided'; readonly learner: LearnerNumber };

/** Bổ sung: only what is missing, only by whoever may, and never without a reason. */
export function mendYear(year: MendedYear, mend: Mend): Result<MendedYear, MendRefusal> {
  const { yearbook } = year;
  if (mend.why.trim() === '') return refuse({ code: 'mend-without-reason' });
  if (!yearbook.staff.some(({ id }) => id === mend.by)) {
    return refuse({ code: 'staff-not-in-school', staff: mend.by });
  }
  const enters = mend.act === 'enter-mark' || mend.act === 'enter-level';
  if (!enters && mend.by !== yearbook.school.head) {
    return refuse({ code: 'mend-not-allowed', by: mend.by, act: mend.act });
  }
  if (mend.act === 'assign-teacher') return assignTeacher(year, mend);
  const learner = yearbook.learners.find(({ number }) => number === mend.learner);
  if (learner === undefined) {
    return refuse({ code: 'learner-not-in-school', learner: mend.learner });
  }
  if (mend.act === 'enter-mark') return markEntered(year, learner, mend);
  if (mend.act === 'enter-level') return levelEntered(year, learner, mend);
  if (year.decisions.has(learner.number) || year.deferred.has(learner.number)) {
    return refuse({ code: 'already-decided', learner: learner.number });
  }
  if (mend.act === 'defer') {
    return ok({ ...year, deferred: new Map(year.deferred).set(learner.number, mend.reason) });
  }
  if (!principalDecides(learner)) {
    return refuse({ code: 'learner-is-assessed', learner: learner.number });
  }
  return ok({ ...year, decisions: new Map(year.decisions).set(learner.number, mend.promoted) });
}

/** At primary level the rules themselves say when the decision is the principal's. */
function principalDecides(learner: LearnerYear): boolean {
  const input = primaryCaseOf(learner);
  if (input === undefined) return learner.notAssessed;
  return assessPrimary(input).reasons.includes('principal-decides');
}

/** Taken by the class, or by one of its learners alone (who changed a chosen subject). */
const takenIn = ({ learners }: Yearbook, group: ClassGroup, subject: SubjectCode): boolean =>
  group.subjects.includes(subject) ||
  learners.some(
    ({ className, results }) =>
      className === group.name && results.subjects.some(({ code }) => code === subject),
  );

function assignTeacher(
  year: MendedYear,
  mend: Mend & { act: 'assign-teacher' },
): Result<MendedYear, MendRefusal> {
  const { yearbook } = year;
  const { className, subject, term, teacher } = mend;
  const group = yearbook.classes.find(({ name }) => name === className);
  if (group === undefined) return refuse({ code: 'class-not-in-school', className });
  if (!takenIn(yearbook, group, subject)) return refuse({ code: 'subject-not-in-class', subject });
  if (!yearbook.staff.some(({ id }) => id === teacher)) {
    return refuse({ code: 'staff-not-in-school', staff: teacher });
  }
  const present = assignmentIn(yearbook, className, subject, term);
  if (present !== undefined) return refuse({ code: 'already-assigned', teacher: present.teacher });
  const added: Assignment = { className, subject, teacher, terms: [term], part: null };
  return ok({
    ...year,
    yearbook: { ...yearbook, assignments: [...yearbook.assignments, added] },
  });
}

const assignmentIn = (
  { assignments }: Yearbook,
  className: string,
  subject: SubjectCode,
  term: Term,
): Assignment | undefined =>
  assignments.find(
    (one) => one.className === className && one.subject === subject && one.terms.includes(term),
  );

/** A missing mark is entered by a teacher who teaches the subject in the class. */
function markEntered(
  year: MendedYear,
  learner: LearnerYear,
  mend: Mend & { act: 'enter-mark' },
): Result<MendedYear, MendRefusal> {
  const { yearbook } = year;
  const { subject: code, by } = mend;
  const teaches = yearbook.assignments.some(
    ({ className, subject, teacher }) =>
      className === learner.className && subject === code && teacher === by,
  );
  if (!teaches) return refuse({ code: 'mend-not-allowed', by, act: mend.act });
  const { results } = learner;
  if (results.kind !== 'secondary') return refuse({ code: 'subject-not-in-class', subject: code });
  const subject = results.subjects.find((one) => one.code === code);
  if (subject === undefined) return refuse({ code: 'subject-not-in-class', subject: code });
  const entered = enterMark(subject, mend);
  if (!entered.ok) return entered;
  const replace = (one: SecondarySubjectYear): SecondarySubjectYear =>
    one === subject ? entered.value : one;
  return ok(
    withLearner(year, {
      ...learner,
      results: { ...results, subjects: results.subjects.map(replace) },
    }),
  );
}

const withLearner = (year: MendedYear, mended: LearnerYear): MendedYear => {
  const { yearbook } = year;
  const learners = yearbook.learners.map((one) => (one.number === mended.number ? mended : one));
  return { ...year, yearbook: { ...yearbook, learners } };
};

/** A missing result of a primary subject is entered by the homeroom teacher, or by who teaches the subject there. */
function levelEntered(
  year: MendedYear,
  learner: LearnerYear,
  mend: Mend & { act: 'enter-level' },
): Result<MendedYear, MendRefusal> {
  const { classes, assignments } = year.yearbook;
  const { subject: code, by } = mend;
  const group = classes.find(({ name }) => name === learner.className);
  const teaches = assignments.some(
    ({ className, subject, teacher }) =>
      className === learner.className && subject === code && teacher === by,
  );
  if (group?.homeroom !== by && !teaches) {
    return refuse({ code: 'mend-not-allowed', by, act: mend.act });
  }
  const { results } = learner;
  if (results.kind !== 'primary') return refuse({ code: 'subject-not-in-class', subject: code });
  const entered = enterLevel(results, mend);
  return entered.ok ? ok(withLearner(year, { ...learner, results: entered.value })) : entered;
}

/** The learners whose record's content a mend touches. */
export function touchedBy(mend: Mend, yearbook: Yearbook): readonly LearnerYear[] {
  return yearbook.learners.filter((learner) =>
    mend.act === 'assign-teacher'
      ? learner.className === mend.className
      : learner.number === mend.learner,
  );
}
